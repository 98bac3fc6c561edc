from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import SegmentationCommon

# The middle of each quarter of the horizon July 2024 - June 2025
QUARTERS = ("2024-08-15", "2024-11-15", "2025-02-15", "2025-05-15")


@tagged("post_install", "-at_install")
class TestMarginMeasure(SegmentationCommon):
    """ABC and XYZ by margin, of which salespeople learn the classes alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.measure = "margin"
        cls.seller = cls._create_user(
            "sales_team.group_sale_salesman_all_leads,base.group_allow_export"
        )

    def _create_earner(self, name, revenue, margin):
        client = self._create_client(name)
        self._create_order(client, "2025-01-15", revenue, cost=revenue - margin)
        return client

    def _create_buyer(self, name, *margins):
        """Each quarter an order of 1000, of whose cost its margin is the rest"""
        client = self._create_client(name)
        for day, margin in zip(QUARTERS, margins, strict=True):
            self._create_order(client, day, 1000, cost=1000 - margin)
        return client

    def _get_text(self, client, user):
        html = client.with_user(user).segment_explanation
        return " ".join(html.striptags().split())

    def test_abc_by_hand(self):
        # By revenue the trader alone would be A. Margins of 1000 in all; before
        # them: 0, 70, 90, 96 %. The loss stays out of the total.
        trader = self._create_earner("trader", 10000, 40)
        maker = self._create_earner("maker", 900, 700)
        dealer = self._create_earner("dealer", 400, 200)
        small = self._create_earner("small", 60, 60)
        loss = self._create_earner("loss", 500, -50)
        run = self._recompute()
        self.assertClasses(
            "segment_abc",
            {maker: "a", dealer: "a", small: "b", trader: "c", loss: "c"},
        )
        self.assertEqual((run.measure_total, run.positive_count), (1000, 4))
        text = self._get_text(small, self.manager)
        for words in (
            "Margin $ 60.00",
            "3 of 4",
            "$ 900.00",
            "Share of those before 90.00 %",
        ):
            self.assertIn(words, text)

    def test_xyz_by_hand(self):
        # By revenue all would be X. Mean 100, deviation 10, 25, 26
        steady = self._create_buyer("steady", 90, 110, 90, 110)
        wavy = self._create_buyer("wavy", 75, 125, 75, 125)
        erratic = self._create_buyer("erratic", 74, 126, 74, 126)
        # 1000 bought in each of four quarters, but 20 lost in all
        loss = self._create_buyer("loss", 10, -10, 10, -30)
        self._recompute()
        self.assertClasses(
            "segment_xyz", {steady: "x", wavy: "y", erratic: "z", loss: "n"}
        )
        clients = steady + wavy + erratic + loss
        self.assertEqual(
            clients.mapped("segment_margin_variation"), [0.1, 0.25, 0.26, 0]
        )
        text = self._get_text(wavy, self.manager)
        for words in ("$ 75.00", "$ 125.00", "Coefficient of variation 25.00 %"):
            self.assertIn(words, text)

    def test_shares_of_own_clients(self):
        self._take_shares(33.3, 66)
        low = self._create_buyer("low", 60, 140, 60, 140)
        middle = self._create_buyer("middle", 50, 150, 50, 150)
        high = self._create_buyer("high", 20, 180, 20, 180)
        self._recompute()
        self.assertClasses("segment_xyz", {low: "x", middle: "y", high: "z"})
        self.assertIn("up to 40.0000 % is X", self._get_text(low, self.manager))
        self.assertNotIn("40.0000", self._get_text(low, self.seller))

    # Secrecy

    def test_variation_is_closed_to_salespeople(self):
        client = self._create_buyer("wavy", 75, 125, 75, 125)
        self._recompute()
        name = "segment_margin_variation"
        self.assertEqual(client.with_user(self.manager)[name], 0.25)
        own = client.with_user(self.seller)
        for read in (
            lambda: own.read([name]),
            lambda: own.search([(name, ">", 0)]),
            lambda: own.search([], order=name),
            lambda: own._read_group([], [], [f"{name}:avg"]),
            lambda: own._read_group([], [name]),
            lambda: own.export_data([name]),
            lambda: own.env["sale.order"].search([(f"partner_id.{name}", ">", 0)]),
            lambda: own.env["client.segment"].search([("margin_variation", ">", 0)]),
        ):
            with self.assertRaises(AccessError):
                read()
        self.assertNotIn(name, own.fields_get())

    def test_open_variation_says_nothing(self):
        client = self._create_buyer("wavy", 75, 125, 75, 125)
        self._recompute()
        own, mine = client.with_user(self.seller), ("id", "=", client.id)
        self.assertEqual(own.read(["segment_variation"])[0]["segment_variation"], 0)
        self.assertFalse(own.search([mine, ("segment_variation", ">", 0)]))
        self.assertEqual(
            own._read_group([mine], [], ["segment_variation:max"]), [(False,)]
        )
        [[exported]] = own.export_data(["segment_variation"])["datas"]
        self.assertFalse(exported)
        segment = own.env["client.segment"].search([("partner_id", "=", client.id)])
        self.assertEqual(segment.variation, 0)
        for field in ("period_measures", "margin"):
            with self.assertRaises(AccessError):
                segment.read([field])

    def test_revenue_after_margin_and_back(self):
        client = self._create_buyer("wavy", 75, 125, 75, 125)
        own = client.with_user(self.seller)
        self._create_order(client, QUARTERS[0], 2000, cost=2000)
        self.company.segment_policy_id.measure = "revenue"
        self._recompute()
        # 3000, 1000, 1000, 1000: mean 1500, deviation sqrt(750000) = 866
        self.assertEqual(own.segment_variation, 0.5774)
        self.assertEqual(client.segment_margin_variation, 0)
        self.company.segment_policy_id.measure = "margin"
        self._recompute()
        self.assertEqual(own.segment_variation, 0)
        self.assertEqual(client.segment_margin_variation, 0.25)

    def test_explanation_for_salespeople(self):
        # Mean 97, deviation 26: 26.80 %
        wavy = self._create_buyer("wavy", 71, 123, 71, 123)
        loss = self._create_buyer("loss", 10, -10, 10, -30)
        new = self._create_earner("new", 1000, 345)
        self._recompute()
        for client in (wavy, loss, new):
            text = self._get_text(client, self.seller)
            self.assertIn("in a row by their margin", text)
            for words in ("those before", "brought nothing", "Coefficient", "Average"):
                self.assertNotIn(words, text, client.name)
                if client == wavy and words != "brought nothing":
                    self.assertIn(words, self._get_text(client, self.manager))
        for number in ("71.00", "123.00", "388.00", "97.00", "26.80"):
            self.assertNotIn(number, self._get_text(wavy, self.seller))
            self.assertIn(number, self._get_text(wavy, self.manager))
        self.assertIn("brought nothing", self._get_text(loss, self.manager))
        self.assertIn("How much the margin varies", self._get_text(loss, self.seller))
        # How long somebody has bought is no secret.
        self.assertIn("first purchase: 2; needed: 3", self._get_text(new, self.seller))

    def test_other_ways_of_salespeople(self):
        client = self._create_buyer("wavy", 71, 123, 71, 123)
        run = self._recompute().with_user(self.seller)
        for field in ("measure_total", "profit_total", "all_cut_offs"):
            with self.assertRaises(AccessError):
                run.read([field])
        overview = self.env["client.segment"].with_user(self.seller).get_overview()
        self.assertEqual(overview["measures"], ["count", "revenue"])
        self.assertNotIn("388", repr(overview))
        self.assertIn("388", repr(client.env["client.segment"].get_overview()))
