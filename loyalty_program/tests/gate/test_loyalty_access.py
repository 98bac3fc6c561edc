from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyAccess(LoyaltyPlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan()

    def test_salesperson_reads(self):
        plan = self.plan.with_user(self.salesman)
        self.assertAlmostEqual(plan.roi, 0.6)
        self.assertEqual(plan.state, "draft")
        self.assertFalse(plan.obstacles)

    def test_salesperson_decides_nothing(self):
        plan = self.plan.with_user(self.salesman)
        for action in (
            plan.action_submit,
            plan.action_reset,
            plan.unlink,
            plan.copy,
            lambda: plan.write({"name": "Mine"}),
        ):
            with self.assertRaises(AccessError):
                action()
        self.plan.action_submit()
        with self.assertRaises(AccessError):
            plan.action_approve()
        with self.assertRaises(AccessError):
            plan.action_reject()

    def test_margin_is_for_managers(self):
        plan = self.plan.with_user(self.salesman)
        hidden = (
            "margin",
            "cost",
            "npv",
            "incremental_profit",
            "required_increase",
            "headline",
            "detail",
            "charts",
            "reward_ids",
            "baseline",
            "break_even_members",
            "snapshot",
        )
        for name in hidden:
            with self.subTest(name), self.assertRaises(AccessError):
                plan.read([name])
            self.assertNotIn(name, plan.fields_get())
        with self.assertRaises(AccessError):
            self.plan.month_ids.with_user(self.salesman).read(["net"])
        form = plan.get_view(view_type="form")
        self.assertNotIn("headline", form["arch"])

    def test_nobody_writes_the_cash_flow(self):
        months = self.plan.month_ids.with_user(self.manager)
        self.assertEqual(len(months.read(["net"])), 13)
        with self.assertRaises(AccessError):
            months[:1].write({"net": 1})

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "loyalty_stranger",
            groups="sales_team.group_sale_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        with self.assertRaises(AccessError):
            self.plan.with_user(stranger).read(["name"])
        plans = self.env["loyalty.plan"].with_user(stranger)
        self.assertFalse(plans.search([("id", "=", self.plan.id)]))
        months = self.env["loyalty.plan.month"].with_user(stranger)
        self.assertFalse(months.search([("plan_id", "=", self.plan.id)]))

    def test_outsider(self):
        user = new_test_user(self.env, "loyalty_outsider", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.plan.with_user(user).read(["name"])
