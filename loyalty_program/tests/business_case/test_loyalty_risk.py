from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyRisk(LoyaltyPlanCommon):
    def _create_certain(self, **values):
        """Nothing is uncertain, whatever is proposed."""
        certain = {
            f"{name}_{end}": {"enrolment": 0.5, "frequency_uplift": 0.2}.get(name, 0)
            for name in (
                "enrolment",
                "frequency_uplift",
                "order_uplift",
                "retention_uplift",
                "referral_rate",
            )
            for end in ("pessimistic", "optimistic")
        }
        ends = {"redemption_pessimistic": 1, "redemption_optimistic": 1}
        return self._create_plan(**{**certain, **ends, "spread": 0, **values})

    def test_ranges_are_proposed(self):
        plan = self._create_plan(frequency_uplift=0.2, redemption=0.8)
        # Nobody can rule out that there is no effect
        self.assertAlmostEqual(plan.frequency_uplift_pessimistic, 0)
        self.assertAlmostEqual(plan.frequency_uplift_optimistic, 0.25)
        self.assertAlmostEqual(plan.enrolment_pessimistic, 0.35)
        self.assertAlmostEqual(plan.enrolment_optimistic, 0.6)
        self.assertAlmostEqual(plan.redemption_pessimistic, 0.96)
        self.assertAlmostEqual(plan.redemption_optimistic, 0.56)
        plan.order_uplift = -0.1
        self.assertAlmostEqual(plan.order_uplift_pessimistic, -0.15)
        self.assertAlmostEqual(plan.order_uplift_optimistic, -0.075)

    def test_range_of_the_user_is_kept(self):
        with Form(self._create_plan()) as form:
            form.frequency_uplift_pessimistic = 0.1
            form.frequency_uplift_optimistic = 0.3
            form.frequency_uplift = 0.25
            self.assertEqual(form.frequency_uplift_pessimistic, 0.1)
            form.frequency_uplift = 0.4
            self.assertAlmostEqual(form.frequency_uplift_optimistic, 0.5)

    def test_range_holds_the_likely_value(self):
        plan = self._create_plan()
        with self.assertRaises(ValidationError):
            plan.frequency_uplift_pessimistic = 0.21
        with self.assertRaises(ValidationError):
            plan.enrolment_optimistic = 1.2
        with self.assertRaises(ValidationError):
            plan.spread = -0.1

    def test_risk_by_hand(self):
        """Only the uplift is uncertain, 0 to 0.4: a loss below 0.12 has 18 %."""
        plan = self._create_certain(
            frequency_uplift_pessimistic=0, frequency_uplift_optimistic=0.4
        )
        self.assertAlmostEqual(plan.loss_probability, 0.18, 1)
        self.assertAlmostEqual(plan.roi_p50, 0.6, 1)
        self.assertLess(plan.roi_p10, plan.roi_p50)
        self.assertLess(plan.roi_p50, plan.roi_p90)
        self.assertIn("More Orders 0% … 40%", plan.charts)
        again = plan.copy()
        self.assertEqual(again.loss_probability, plan.loss_probability)

    def test_nothing_uncertain(self):
        plan = self._create_certain()
        self.assertEqual(plan.loss_probability, 0)
        self.assertAlmostEqual(plan.roi_p10, plan.roi)
        self.assertIn("no spread", plan.headline)
        self.assertIn("No input is uncertain", plan.charts)
        self.assertIn("every input is certain", plan.charts)

    def test_case_without_members(self):
        plan = self._create_plan(client_count=0)
        self.assertEqual(plan.break_even_members_reason, "no_members")
        self.assertIn("nobody joins", plan.detail)

    def test_charts_of_hopeless_and_free_cases(self):
        hopeless = self._create_plan(discount=0.5)
        self.assertIn("leaves no margin", hopeless.charts)
        costs = ("cost_one_off", "cost_monthly", "cost_per_member", "cost_per_order")
        free = self._create_plan(**dict.fromkeys(costs, 0), discount=0)
        self.assertIn("costs nothing", free.charts)

    def test_ramp(self):
        plan = self._create_plan(ramp_shares="50, 100")
        self.assertEqual(plan.month_ids.mapped("members")[:3], [0, 50, 100])
        plan.write({"ramp_shares": False, "ramp_months": 4})
        self.assertEqual(plan.month_ids.mapped("members")[:3], [0, 25, 50])
        for values in ({"ramp_shares": "9, ten"}, {"ramp_months": 0}):
            with self.subTest(values), self.assertRaises(ValidationError):
                plan.write(values)

    def test_probability_of_loss_is_a_limit(self):
        self.company.loyalty_max_loss = 0.1
        plan = self._create_certain(
            frequency_uplift_pessimistic=0, frequency_uplift_optimistic=0.4
        )
        plan.action_submit()
        with self.assertRefused("above the maximum of 10.0%"):
            plan.with_user(self.director).action_approve()
        self.company.loyalty_max_loss = 0.25
        plan.with_user(self.director).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_budget_is_a_limit(self):
        self.company.loyalty_budget = 59_999
        plan = self._create_plan()
        plan.action_submit()
        with self.assertRefused("above the budget"):
            plan.with_user(self.director).action_approve()
        self.company.loyalty_budget = 60_001
        self._convert_program(2)
        with self.assertRefused("is no longer a draft"):
            plan.name = "Locked"
        plan.with_user(self.director).action_approve()
        self.assertEqual(plan.snapshot["limits"]["budget"], 120_002)

    def _convert_program(self, rate):
        currency = self.env["res.currency"].create({"name": "LOY", "symbol": "L"})
        self.env["res.currency.rate"].create(
            {
                "name": "2000-01-01",
                "currency_id": currency.id,
                "company_id": self.company.id,
                "rate": rate,
            }
        )
        self.program.currency_id = currency

    def test_limits_of_two_companies(self):
        parent = self.env["res.company"].create(
            {"name": "P", "loyalty_max_loss": 0, "loyalty_budget": 500}
        )
        self.env["res.company"].create(
            {
                "name": "B",
                "parent_id": parent.id,
                "loyalty_max_loss": 0.2,
                "loyalty_budget": 0,
                "loyalty_self_approval": True,
            }
        )
        self.manager.company_ids += parent
        limits = self._create_program(company_id=parent.id)._get_gate_limits()
        self.assertEqual((limits["max_loss"], limits["budget"]), (0.2, 500))
        self.assertFalse(limits["self_approval"])

    def test_limits_are_checked(self):
        for values in (
            {"loyalty_max_loss": -0.1},
            {"loyalty_max_loss": 1.1},
            {"loyalty_budget": -1},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.company.write(values)

    def test_submitter_does_not_approve(self):
        plan = self._create_plan()
        plan.action_submit()
        with self.assertRefused("Ask another sales manager"):
            plan.action_approve()
        with self.assertRefused("Ask another sales manager"):
            plan.sudo().action_approve()
        with self.assertRaises(UserError):
            plan.submitted_by_id = self.director
        self.company.loyalty_self_approval = True
        plan.action_approve()
        self.assertEqual(plan.state, "approved")
