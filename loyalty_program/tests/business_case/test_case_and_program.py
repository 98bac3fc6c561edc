from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestCaseAndProgram(LoyaltyPlanCommon):
    """An approval is for the program as it is, not for another one."""

    def _get_rows(self, plan):
        return {row.label: row for row in plan._compare_with_program()}

    def test_fifty_times_the_reward(self):
        """An order of 1,000 earns one discount of 2 %: 20. The case tells 0.40."""
        plan = self._create_plan(discount=0, cost_per_order=0.4)
        row = self._get_rows(plan)["Given away per order"]
        self.assertEqual((row.case, row.program), ("$\xa00.40", "$\xa020.00"))
        self.assertTrue(row.differs)
        plan.action_submit()
        with self.assertRefused("gives away $\xa020.00 per order"):
            plan.with_user(self.director).action_approve()
        self.assertIn("text-danger", plan.comparison)

    def test_a_case_that_tells_all(self):
        plan = self._create_plan(discount=0, cost_per_order=0)
        plan.action_read_rewards()
        rows = self._get_rows(plan)
        self.assertFalse(rows["Given away per order"].differs)
        self.assertFalse(rows[plan.reward_ids.name].differs)
        self._approve(plan)

    def test_more_than_is_given(self):
        """Is told, and is no obstacle: the case is the worse for it."""
        plan = self._create_plan(cost_per_order=30, frequency_uplift=0.6)
        row = self._get_rows(plan)["Given away per order"]
        # 2 % of 1,000 and 30
        self.assertEqual((row.case, row.differs), ("$\xa050.00", True))
        self._approve(plan)

    def test_control_group(self):
        plan = self._create_plan(control_share=0.2)
        row = self._get_rows(plan)["Control Group"]
        self.assertEqual((row.case, row.program), ("20.0%", "10.0%"))
        self.assertTrue(row.differs)

    def test_clients_by_tier(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Tiered {n}", "is_company": True} for n in range(4)]
        )
        tiers = ("gold", "bronze", "bronze")
        self.env["client.segment"].sudo().create(
            [
                {"partner_id": p.id, "company_id": self.company.id, "tier": tier}
                for p, tier in zip(partners, tiers, strict=False)
            ]
        )
        chosen = f"[('id', 'in', {partners.ids})]"
        self.program.target_domain = f"[('id', 'in', {partners[:2].ids})]"
        plan = self._create_plan(target_domain=chosen)
        row = self._get_rows(plan)["Target clients"]
        self.assertEqual(row.case, "4 (Gold 1, Bronze 2)")
        self.assertEqual(row.program, "2 (Gold 1, Bronze 1)")
        self.assertTrue(row.differs)

    def test_control_group_is_part_of_the_plan(self):
        """200 clients, half of them join, a fifth of these as controls: 80 members.

        A month: 16 orders more x 1,000 x 40 % = 6,400 of profit; 2 % of 96,000, 96
        orders x 5 and 1,000 = 3,400 of cost. 12 months: 76,800 of profit, 40,800 and
        10,000 + 80 x 20 = 52,400 of cost. ROI 24,400 / 52,400.
        """
        plan = self._create_plan(control_share=0.2)
        self.assertAlmostEqual(plan.incremental_profit, 76_800)
        self.assertAlmostEqual(plan.cost, 52_400)
        self.assertAlmostEqual(plan.roi, 24_400 / 52_400)
        self.assertAlmostEqual(plan.month_ids[-1].members, 80)

    def test_unknown_cost(self):
        gift = self.env["product.product"].create({"name": "Mug", "standard_price": 0})
        program = self._create_program(
            reward_ids=[
                Command.create(
                    {
                        "reward_type": "product",
                        "reward_product_id": gift.id,
                        "required_points": 1000,
                    }
                )
            ]
        )
        plan = self._create_plan(program_id=program.id)
        plan.action_read_rewards()
        self.assertTrue(plan.reward_ids.is_unknown)
        plan.action_submit()
        with self.assertRefused("is unknown: enter it"):
            plan.with_user(self.director).action_approve()
        plan.action_reset()
        plan.reward_ids.is_free = True
        plan.action_read_rewards()
        self.assertTrue(plan.reward_ids.is_free)
        self._approve(plan)

    def test_pessimistic_case_without_effect(self):
        plan = self._create_plan()
        plan.write(
            {"frequency_uplift_pessimistic": 0.1, "frequency_uplift_optimistic": 0.3}
        )
        plan.action_submit()
        with self.assertRefused("has an effect, too (More Orders)"):
            plan.with_user(self.director).action_approve()
        plan.action_reset()
        plan.certainty_reason = "Signed contracts"
        self._approve(plan)
        self.assertEqual(plan.snapshot["certainty_reason"], "Signed contracts")

    def test_cases_from_before(self):
        """Their figures were worked out without a control group, and stay."""
        plan = self._create_plan(control_share=0.2)
        script = file_path(
            "loyalty_program/migrations/19.0.1.4.0/post-control_share.py"
        )
        load_script(script, "post_control_share").migrate(self.cr, "19.0.1.3.0")
        plan.invalidate_recordset()
        self.assertEqual(plan.control_share, 0)
