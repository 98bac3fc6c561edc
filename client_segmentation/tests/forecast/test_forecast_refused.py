from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import SegmentationCommon
from .common_forecast import ForecastCommon

OPEN = ("segment_chance", "segment_expected_orders")
CLOSED = ("segment_expected_margin", "segment_at_stake")


@tagged("post_install", "-at_install")
class TestForecastRefused(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_clients(Only=100)
        cls._run_on()
        cls.forecast = cls.env["client.segment.forecast"].search(
            [("company_id", "=", cls.company.id)]
        )

    def test_too_few_clients_and_months(self):
        """One client, who bought in January: months to June are six."""
        self.assertEqual(
            self.forecast.refusals, ["too_few_clients", "too_short_history"]
        )
        self.assertEqual(
            self.forecast.reasons,
            "Fewer than 200 clients have bought in more than one month.\n"
            "There are fewer than 12 finished months of purchases.",
        )
        self.assertFalse(self.forecast.is_shown)
        self.assertEqual(self.forecast.client_count, 1)
        self.assertEqual(self.forecast.month_count, 6)

    def test_no_scores(self):
        for name in OPEN + CLOSED:
            self.assertFalse(self.client[name])

    def test_explanation(self):
        shown = str(self.client.with_user(self.manager).segment_explanation)
        self.assertIn("Fewer than 200 clients", shown)
        self.assertNotIn("Chance to buy again", shown)

    def test_every_reason_has_words(self):
        words = self.forecast._get_refusal_words()
        for code in (
            "too_few_clients",
            "too_short_history",
            "steady_buyers",
            "no_record",
            "bad_record",
        ):
            self.assertIn(code, words)

    def test_value_without_discount_is_refused(self):
        policy = self.company.segment_policy_id
        with self.assertRaisesRegex(ValidationError, "no end"):
            policy.write({"ltv_formula": "purchases", "ltv_discount": 0})

    def test_value_needs_a_forecast(self):
        self.assertTrue(self.client.segment_ltv)
        self.company.segment_policy_id.ltv_formula = "purchases"
        self._run_on()
        self.env.invalidate_all()
        self.assertFalse(self.client.segment_ltv)


@tagged("post_install", "-at_install")
class TestForecastPrivacy(ForecastCommon):
    CLIENTS = 900

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        segments = cls._get_segments()
        stakes = {c: s.at_stake for c, s in segments.items() if s.chance > 0.1}
        cls.salesman = cls._create_user(
            "sales_team.group_sale_salesman,base.group_allow_export"
        )
        best = max(stakes, key=stakes.get)
        cls.own = cls.env["res.partner"].browse(best)
        cls.own.user_id = cls.salesman
        others = (client for client in segments if segments[client].chance)
        cls.other = cls.env["res.partner"].browse(next(c for c in others if c != best))

    def test_salesperson(self):
        own, other = (c.with_user(self.salesman) for c in (self.own, self.other))
        for name in OPEN:
            self.assertTrue(own[name])
            self.assertFalse(other[name])
            found = own.search([(name, ">", 0)])
            self.assertEqual(found, own)
        for name in CLOSED:
            for action in (
                lambda name=name: own.read([name]),
                lambda name=name: own.search([(name, ">", 0)]),
                lambda name=name: own.search([], order=name),
                lambda name=name: own.export_data([name]),
                lambda name=name: own._read_group([], [], [f"{name}:sum"]),
            ):
                with self.assertRaises(AccessError):
                    action()

    def test_forecasts_are_for_heads_of_sales(self):
        for user in (self.salesman, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.forecast.with_user(user).read(["parameters"])
        self.assertTrue(self.forecast.with_user(self.manager).parameters)
        with self.assertRaises(AccessError):
            self.forecast.with_user(self.manager).write({"off": 0})
        with self.assertRaises(AccessError):
            self.segment_run.with_user(self.salesman).read(["forecast"])

    def test_head_of_sales_sees_the_sum(self):
        partners = self.env["res.partner"].with_user(self.manager)
        domain = [
            ("segment_state", "!=", False),
            "|",
            ("parent_id", "=", False),
            ("is_company", "=", True),
        ]
        rows = partners._read_group(domain, ["user_id"], ["segment_at_stake:sum"])
        segments = self._get_segments().values()
        total = sum(segment.at_stake for segment in segments)
        self.assertGreater(total, 0)
        self.assertAlmostEqual(sum(row[1] or 0 for row in rows), total, places=2)
        by_user = dict(rows)
        self.assertAlmostEqual(
            by_user[self.salesman.with_user(self.manager)],
            self._get_segments(self.own)[self.own.id].at_stake,
            places=2,
        )

    def test_other_company(self):
        company = self._create_company("Another Forecast Company")
        self._run_on(company=company)
        other = self.own.with_company(company)
        self.assertFalse(other.segment_chance or other.segment_at_stake)
        forecasts = self.env["client.segment.forecast"].with_user(self.manager)
        self.assertEqual(forecasts.search([]), self.forecast)

    def test_explanation(self):
        def explain(client, user):
            self.env.invalidate_all()
            return str(client.with_user(user).segment_explanation)

        shown = explain(self.own, self.manager)
        self.assertIn("Chance to buy again", shown)
        self.assertIn("At stake", shown)
        shown = explain(self.own, self.salesman)
        self.assertIn("Chance to buy again", shown)
        self.assertNotIn("At stake", shown)
        self.assertNotIn("Margin expected", shown)
        self.assertNotIn("Chance to buy", explain(self.other, self.salesman))

    def test_explanation_of_steady_buyers(self):
        segments = self._get_segments()
        steady = next(c for c in segments if not segments[c].chance)
        client = self.env["res.partner"].browse(steady).with_user(self.manager)
        self.assertIn("A steady buyer", str(client.segment_explanation))

    def test_overview(self):
        overviews = self.env["client.segment"]
        self.assertNotIn("at_stake", overviews.with_user(self.salesman).get_overview())
        stakes = overviews.with_user(self.manager).get_overview()["at_stake"]
        segments = self._get_segments().values()
        lost = sum(s.at_stake for s in segments if s.rfm == "lost")
        self.assertGreater(lost, 0)
        self.assertAlmostEqual(stakes["lost"], lost, places=2)
