from odoo.tests import freeze_time, tagged

from ..common import SegmentationCommon

# The middle of each quarter of the horizon July 2024 - June 2025
QUARTERS = ("2024-08-15", "2024-11-15", "2025-02-15", "2025-05-15")


@tagged("post_install", "-at_install")
@freeze_time("2025-07-15 12:00:00")
class TestExplanation(SegmentationCommon):
    """Whoever reads why a client is in its classes comes to the same classes with a
    pocket calculator, as a salesperson unless said otherwise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Places and cuts speak of all clients, see the tests of own amounts.
        cls.salesman = cls._create_user("sales_team.group_sale_salesman_all_leads")

    def _create_buyer(self, name, *amounts, **values):
        client = self._create_client(name, user_id=self.salesman.id, **values)
        for day, amount in zip(QUARTERS, amounts, strict=True):
            if amount:
                self._create_order(client, day, amount)
        return client

    def _pin(self, client, *segment_classes):
        self.env["client.segment.pin"].create(
            [
                {
                    "partner_id": client.id,
                    "company_id": self.company.id,
                    "segment_class": segment_class,
                    "reason": "test",
                }
                for segment_class in segment_classes
            ]
        )

    def _get_card(self, client, title, after, user=None):
        """Return the words from one title to the next."""
        html = client.with_user(user or self.salesman).segment_explanation
        text = " ".join(html.striptags().split())
        return text.split(title, 1)[1].split(after, 1)[0]

    # XYZ

    def test_cuts_at_shares_of_the_clients(self):
        self._take_shares(33.3, 66)
        # 60, 140: mean 100, deviation 40. 100, 0, 100, 100: mean 75, deviation
        # sqrt(1875) = 43.30, by 75 is 57.735 %. 20, 180: deviation 80
        self._create_buyer("low", 60, 140, 60, 140)
        middle = self._create_buyer("middle", 100, 0, 100, 100)
        self._create_buyer("high", 20, 180, 20, 180)
        self._recompute()
        text = self._get_card(middle, "XYZ", " RFM ")
        self.assertIn("Coefficient of variation 57.7350 %", text)
        self.assertIn("up to 40.0000 % is X, up to 57.7350 % Y.", text)
        self.assertEqual(middle.segment_xyz, "y")

    def test_fixed_cuts_name_no_others(self):
        client = self._create_buyer("client", 75, 125, 75, 125)
        self._recompute()
        text = self._get_card(client, "XYZ", " RFM ")
        self.assertIn("Coefficient of variation 25.00 %", text)
        self.assertNotIn("So a coefficient", text)

    def test_too_few_periods(self):
        client = self._create_buyer("new", 0, 0, 100, 100)
        self._recompute()
        text = self._get_card(client, "XYZ", " RFM ")
        self.assertIn("Periods since the first purchase: 2; needed: 3.", text)
        self.assertNotIn("brought nothing", text)

    def test_nothing_earned(self):
        client = self._create_buyer("returned", 100, -100, 50, -60)
        self._recompute()
        text = self._get_card(client, "XYZ", " RFM ")
        self.assertIn("all periods together brought nothing or a loss", text)
        self.assertNotIn("needed", text)

    def test_pinned_though_there_is_too_little_data(self):
        client = self._create_buyer("new", 0, 0, 100, 100)
        self._recompute()
        self._pin(client, "xyz:x")
        text = self._get_card(client, "XYZ", " RFM ")
        self.assertEqual(client.segment_xyz, "x")
        self.assertIn("Pinned by hand. Computed: XYZ: N", text)
        self.assertIn("Not enough data", text)
        self.assertNotIn("Coefficient of variation", text)

    def test_pinned_to_too_little_data(self):
        client = self._create_buyer("wavy", 75, 125, 75, 125)
        self._recompute()
        self._pin(client, "xyz:n")
        text = self._get_card(client, "XYZ", " RFM ")
        self.assertIn("Coefficient of variation 25.00 %", text)
        self.assertNotIn("Not enough data", text)

    # RFM

    def test_amounts_to_the_cent(self):
        _low, high = self._create_clients(low=100.01, high=100.02)
        self._recompute()
        text = self._get_card(high, "RFM", "Share of profit")
        # A fifth of the way from 100.01 to 100.02 and so on: 100.012, 100.014 ...
        # which all cents from 100.02 on exceed
        cuts = " · ".join(["100.01"] * 4)
        self.assertIn(f"Revenue 100.02 {cuts} 5", text)

    def test_rule_that_matched(self):
        Rule = self.env["client.segment.rfm.rule"]
        Rule.search([]).unlink()
        _lost, new = Rule.create(
            [
                {"segment": "lost", "r_max": 1, "sequence": 1},
                {"segment": "new", "r_min": 4, "f_max": 1, "m_max": 4, "sequence": 2},
            ]
        )
        low, high = self._create_clients(low=50, high=100)
        self._recompute()
        # Bought on one day, and once: R 5, F 1. Cuts at 60, 70, 80, 90: M 1 and 5
        sentence = "number 2 of 2, New: R 4–5, F 1, M 1–4."
        self.assertIn(sentence, self._get_card(low, "RFM", "Share of profit"))
        self.assertIn(
            "No rule of the table matches",
            self._get_card(high, "RFM", "Share of profit"),
        )
        # What decided is shown, until the next run.
        new.m_max = 5
        self.env.invalidate_all()
        self.assertIn(sentence, self._get_card(low, "RFM", "Share of profit"))

    # Pins

    def test_pinned_key_and_mono(self):
        _big, small = self._create_clients(big=990, small=10)
        self._recompute()
        self.assertNotIn(
            "Pinned", self._get_card(small, "Share of profit", "Buyer type")
        )
        self._pin(small, "is_key:true", "is_mono:true")
        text = self._get_card(small, "Share of profit", "Buyer type")
        self.assertIn("Pinned by hand. Computed: Key Client: No, Mono-client: No", text)
        self._pin(small, "tier:gold")
        text = self._get_card(small, "Share of profit", "Buyer type")
        # 10 of 1000 is the first silver
        self.assertIn("Computed: Tier: Silver, Key Client: No", text)

    def test_pinned_without_a_computed_class(self):
        cold = self._create_client("cold")
        self._recompute()
        self._pin(cold, "abc:a", "tier:gold")
        text = self._get_card(cold, "ABC", "XYZ")
        self.assertIn("Computed: ABC: none", text)
        self.assertIn("has never bought", text)
        text = self._get_card(cold, "Share of profit", "Buyer type")
        self.assertIn("No profit within the horizon", text)
