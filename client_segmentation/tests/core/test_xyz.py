from odoo.tests import tagged

from ..common import SegmentationCommon

# The middle of each quarter of the horizon July 2024 - June 2025
QUARTERS = ("2024-08-15", "2024-11-15", "2025-02-15", "2025-05-15")


@tagged("post_install", "-at_install")
class TestXyz(SegmentationCommon):
    def _create_buyer(self, name, *amounts, days=QUARTERS):
        client = self._create_client(name)
        for day, amount in zip(days, amounts, strict=True):
            if amount:
                self._create_order(client, day, amount)
        return client

    def test_classes_by_hand(self):
        # 90, 110, 90, 110: mean 100, deviation 10 -> 10 %, the border of X
        steady = self._create_buyer("steady", 90, 110, 90, 110)
        # 75, 125, 75, 125: 25 %, the border of Y
        wavy = self._create_buyer("wavy", 75, 125, 75, 125)
        # 74, 126, 74, 126: 26 %
        erratic = self._create_buyer("erratic", 74, 126, 74, 126)
        self._recompute()
        self.assertClasses("segment_xyz", {steady: "x", wavy: "y", erratic: "z"})
        variations = (steady + wavy + erratic).mapped("segment_variation")
        self.assertEqual(variations, [0.1, 0.25, 0.26])

    def test_periods_count_from_the_first_purchase(self):
        # Without the quarter before the first purchase: 100, 100, 100
        late = self._create_buyer("late", 0, 100, 100, 100)
        # A quarter without purchase afterwards counts: 100, 0, 100, 100 has mean 75,
        # variance (3 * 25**2 + 75**2) / 4 = 1875, deviation 43.30 -> 57.7 %
        pausing = self._create_buyer("pausing", 100, 0, 100, 100)
        self._recompute()
        self.assertClasses("segment_xyz", {late: "x", pausing: "z"})
        self.assertEqual(pausing.segment_variation, 0.5774)
        self.assertEqual(self._get_segment(late).period_count, 3)

    def test_too_little_data_is_no_guess(self):
        new = self._create_buyer("new", 0, 0, 100, 100)
        former = self._create_client("former")
        self._create_order(former, "2023-01-15", 100)
        returned = self._create_buyer("returned", 100, -100, 50, -60)
        never = self._create_client("never")
        self._recompute()
        self.assertClasses(
            "segment_xyz", {new: "n", former: "n", returned: "n", never: False}
        )
        self.assertClasses(
            "segment_abcxyz", {new: "an", former: "cn", returned: "cn", never: False}
        )

    def test_months(self):
        self.company.segment_policy_id.period = "month"
        self.company.segment_policy_id.horizon_months = 3
        days = ("2025-04-15", "2025-05-15", "2025-06-15")
        client = self._create_buyer("monthly", 90, 100, 110, days=days)
        self._recompute()
        # deviation sqrt(200 / 3) = 8.165
        self.assertEqual(client.segment_variation, 0.0816)
        self.assertEqual(client.segment_xyz, "x")

    def test_number_of_orders_as_measure(self):
        self.company.segment_policy_id.measure = "order_count"
        client = self._create_buyer("regular", 1, 10, 1000, 7)
        self._recompute()
        self.assertEqual(client.segment_xyz, "x", "one order each quarter")

    def test_shares_of_own_clients(self):
        self._take_shares(33.3, 66)
        low = self._create_buyer("low", 60, 140, 60, 140)
        middle = self._create_buyer("middle", 50, 150, 50, 150)
        high = self._create_buyer("high", 20, 180, 20, 180)
        self._recompute()
        self.assertClasses("segment_xyz", {low: "x", middle: "y", high: "z"})

    def test_share_that_is_a_whole_number_of_clients(self):
        """28 % of 25 clients are 7, and 56 % are 14: in floating point a hair more."""
        self._take_shares(28, 56, xyz_min_periods=2)
        clients = [
            self._create_buyer(f"{n} %", 100 - n, 100 + n, days=QUARTERS[2:])
            for n in range(1, 26)
        ]
        self._recompute()
        found = "".join(client.segment_xyz for client in clients)
        self.assertEqual(found, "x" * 7 + "y" * 7 + "z" * 11)

    def test_explanation_shows_the_arithmetic(self):
        client = self._create_buyer("wavy", 75, 125, 75, 125)
        client.user_id = self.salesman
        self._recompute()
        text = client.with_user(self.salesman).segment_explanation.striptags()
        for words in ("75.00", "125.00", "Average period", "100.00", "25.00"):
            self.assertIn(words, text)
