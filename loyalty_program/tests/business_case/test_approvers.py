from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestApprovers(LoyaltyPlanCommon):
    """Who decides: approvers, who administer no sales, and two above an amount."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.approver = new_test_user(
            cls.env,
            "loyalty_approver",
            groups="loyalty_program.group_loyalty_approver",
        )

    def test_approver_decides(self):
        self.company.loyalty_approvers_only = True
        plan = self._create_plan()
        plan.action_submit()
        with self.assertRaises(AccessError), self.cr.savepoint():
            plan.with_user(self.director).action_approve()
        with self.assertRaises(AccessError), self.cr.savepoint():
            plan.with_user(self.director).action_reject()
        plan.with_user(self.approver).action_approve()
        self.assertEqual((plan.state, plan.decided_by_id), ("approved", self.approver))

    def test_approver_sees_both_sides(self):
        plan = self._create_plan()
        seen = plan.with_user(self.approver)
        self.assertIn("Given away per order", seen.comparison)
        self.assertEqual(seen.cost, plan.cost)

    def test_approver_changes_nothing(self):
        plan = self._create_plan().with_user(self.approver)
        for change in (
            lambda: plan.write({"name": "Mine"}),
            lambda: plan.program_id.write({"name": "Mine"}),
            plan.action_submit,
            plan.action_reset,
            plan.action_read_rewards,
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change()

    def test_salespeople_do_not_decide(self):
        plan = self._create_plan()
        plan.action_submit()
        for name in ("action_approve", "action_reject"):
            with self.assertRaises(AccessError), self.cr.savepoint():
                getattr(plan.with_user(self.salesman), name)()

    def test_two_above_an_amount(self):
        """The case costs 60,000."""
        self.company.loyalty_second_amount = 59_999
        plan = self._create_plan()
        plan.action_submit()
        plan.with_user(self.director).action_approve()
        self.assertEqual(plan.state, "submitted")
        self.assertEqual(plan.first_approved_by_id, self.director)
        with self.assertRefused("approved “Likely” already"):
            plan.with_user(self.director).action_approve()
        plan.with_user(self.approver).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_reset_takes_the_first_approval_back(self):
        self.company.loyalty_second_amount = 1
        plan = self._create_plan()
        plan.action_submit()
        plan.with_user(self.director).action_approve()
        plan.action_reset()
        self.assertFalse(plan.first_approved_by_id)
        with self.assertRefused("cannot be entered by hand"):
            plan.first_approved_by_id = self.approver

    def test_one_up_to_the_amount(self):
        self.company.loyalty_second_amount = 60_000
        self.assertEqual(self._approve(self._create_plan()).state, "approved")
