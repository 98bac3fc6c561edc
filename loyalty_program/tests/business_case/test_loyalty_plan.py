from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyPlan(LoyaltyPlanCommon):
    def test_results(self):
        plan = self._create_plan()
        self.assertAlmostEqual(plan.incremental_profit, 96000)
        self.assertAlmostEqual(plan.cost, 60000)
        self.assertAlmostEqual(plan.net_effect, 36000)
        self.assertAlmostEqual(plan.roi, 0.6)
        self.assertAlmostEqual(plan.payback, 3.0)
        self.assertEqual(plan.break_even_month, 3)
        self.assertAlmostEqual(plan.break_even_orders, 1344)
        self.assertAlmostEqual(plan.break_even_uplift, 0.12)
        self.assertAlmostEqual(plan.npv, 36000)
        self.assertFalse(plan.roi_reason or plan.payback_reason or plan.irr_reason)

    def test_cash_flow(self):
        plan = self._create_plan(horizon=4)
        rows = [(row.number, row.net, row.cumulative) for row in plan.month_ids]
        self.assertEqual(
            rows,
            [
                (0, -10000, -10000),
                (1, 2000, -8000),
                (2, 4000, -4000),
                (3, 4000, 0),
                (4, 4000, 4000),
            ],
        )
        plan.horizon = 2
        self.assertEqual(plan.month_ids.mapped("number"), [0, 1, 2])
        self.assertIn("month 2", plan.month_ids[-1].display_name)

    def test_undefined_results_have_words(self):
        plan = self._create_plan(
            discount=0.4, cost_per_order=0, frequency_uplift=0, horizon=3
        )
        self.assertEqual(plan.break_even_orders_reason, "no_unit_margin")
        self.assertEqual(plan.required_increase_reason, "no_unit_margin")
        self.assertEqual(plan.payback_reason, "beyond_horizon")
        self.assertEqual(plan.irr_reason, "no_sign_change")
        self.assertIn("Not within the horizon", plan.headline)
        free = self._create_plan(
            cost_one_off=0,
            cost_monthly=0,
            cost_per_member=0,
            cost_per_order=0,
            discount=0,
        )
        self.assertEqual(free.roi_reason, "no_cost")
        self.assertEqual(free.payback_reason, "nothing_to_pay_back")
        self.assertIn("costs nothing", free.obstacles)

    def test_formulas_on_screen(self):
        plan = self._create_plan()
        self.assertIn("(96,000 − 60,000) / 60,000", plan.headline)
        self.assertIn("60.0%", plan.headline)
        self.assertIn("(24,000 + 480,000) / 375.00", plan.detail)
        self.assertIn("1,344.0 / 1,200.0 − 1", plan.detail)
        self.assertIn("2 + 4,000 / 4,000", plan.headline)
        for picture in ("Break-even", "Cumulative", "Tornado", "Distribution"):
            self.assertIn(f'aria-label="{picture}', plan.charts)

    def test_retention_that_flattens(self):
        """Is shown beside the case, which stays that of the same retention."""
        plan = self._create_plan(retention=0.6, horizon=36)
        before = plan.roi
        self.assertNotIn("if retention flattens", plan.detail)
        plan.later_retention = 0.8
        self.assertEqual(plan.roi, before)
        self.assertIn("if retention flattens", plan.detail)
        # (beta + 2) / (alpha + beta + 2), of alpha 0.4 and beta 0.6
        self.assertIn("60.0%, 80.0%, 86.7%", plan.detail)

    def test_form_computes_before_saving(self):
        form = Form(self.env["loyalty.plan"].with_user(self.manager))
        form.name = "Draft"
        form.program_id = self.program
        form.average_order = 500
        form.frequency_uplift = 0.5
        form.horizon = 0
        self.assertFalse(form.incremental_profit)
        form.horizon = 6
        # 50 of 100 join, a tenth of them as controls: 45 members x 6 months x 0.5
        # order more x 500 x 30 %
        self.assertAlmostEqual(form.incremental_profit, 20250)
        self.assertEqual(form.save().horizon, 6)

    def test_bad_input(self):
        for values in (
            {"enrolment": 60},
            {"discount": -0.1},
            {"margin": 1.5},
            {"frequency_uplift": -2},
            {"yearly_rate": -0.5},
            {"client_count": -1},
            {"cost_monthly": -1},
            {"horizon": 0},
            {"horizon": 500},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._create_plan(**values)

    def test_only_drafts_change(self):
        plan = self._create_plan()
        plan.action_submit()
        for values in ({"margin": 0.9}, {"name": "Other"}, {"discount": 0}):
            with self.subTest(values), self.assertRaises(UserError):
                plan.write(values)
        plan.note = "A remark is always possible"
        plan.action_reset()
        plan.margin = 0.5
        self.assertEqual(plan.margin, 0.5)

    def test_decision_cannot_be_typed_in(self):
        plan = self._create_plan()
        forged = {"loyalty_gate_key": True}
        for values in (
            {"state": "approved"},
            {"snapshot": {}},
            {"roi": 9.0},
            {"company_id": False},
            {"month_ids": []},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                plan.with_context(**forged).write(values)
        for values in ({"state": "approved"}, {"roi": 9.0}, {"snapshot": {"a": 1}}):
            with self.subTest(values), self.assertRaises(UserError):
                self._create_plan(**values)

    def test_order_of_states(self):
        plan = self._create_plan()
        for action in (plan.action_approve, plan.action_reject):
            with self.assertRaises(UserError):
                action()
        plan.action_submit()
        plan.action_reject()
        self.assertEqual(plan.state, "rejected")
        self.assertEqual(plan.decided_by_id, self.manager)
        with self.assertRaises(UserError):
            plan.action_approve()

    def test_approval_freezes(self):
        plan = self._approve(self._create_plan())
        self.assertEqual(plan.decided_by_id, self.director)
        self.assertEqual(plan.submitted_by_id, self.manager)
        self.assertAlmostEqual(plan.snapshot["results"]["roi"], 0.6)
        self.assertEqual(plan.snapshot["assumptions"]["client_count"], 200)
        self.assertEqual(
            plan.snapshot["limits"],
            {
                "min_roi": 0.1,
                "max_payback": 12,
                "max_loss": 0,
                "budget": 0,
                "second_amount": 0,
                "min_power": 0,
                "self_approval": False,
            },
        )
        with self.assertRaises(UserError):
            plan.unlink()
        copy = plan.copy()
        self.assertEqual((copy.state, copy.snapshot), ("draft", False))
        self.assertEqual(copy.name, "Likely (copy)")

    def test_approval_needs_the_limits(self):
        weak = self._create_plan(frequency_uplift=0.12)
        weak.action_submit()
        with self.assertRefused("minimum of 10.0%"):
            weak.with_user(self.director).action_approve()
        slow = self._create_plan(cost_one_off=30000, horizon=36)
        self.company.loyalty_max_payback = 6
        slow.action_submit()
        with self.assertRefused("above the maximum of 6.0"):
            slow.with_user(self.director).action_approve()
        self.company.loyalty_max_payback = 0
        slow.with_user(self.director).action_approve()
        self.assertEqual(slow.state, "approved")

    def test_one_approved_plan(self):
        self._approve(self._create_plan())
        second = self._create_plan(name="Second")
        second.action_submit()
        with self.assertRefused("already approved"):
            second.with_user(self.director).action_approve()

    def test_cash_flow_action(self):
        plan = self._create_plan()
        action = plan.action_open_months()
        self.assertEqual(action["context"], {"search_default_plan_id": plan.id})
