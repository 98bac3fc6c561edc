from odoo import SUPERUSER_ID
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...hooks import post_init_hook
from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyGate(LoyaltyPlanCommon):
    def test_new_program_waits(self):
        self.assertFalse(self.program.active)
        self.assertTrue(self.program.rule_ids.active)
        self.assertTrue(self.program.reward_ids.active)
        self.assertEqual(self.program.state, "no_case")
        self.assertTrue(self.program.awaiting_launch)
        self.assertIn("no approved business case", self.program.obstacles)
        self.assertFalse(self._create_program(active=True).active)
        running = self._create_system_program()
        self.assertFalse(running.with_user(self.manager).copy().active)

    def test_new_program_from_template(self):
        action = self.env["loyalty.program"].with_user(self.manager)
        action = action.create_from_template("loyalty")
        program = self.env["loyalty.program"].browse(action["res_id"])
        self.assertFalse(program.active)

    def test_form_says_so_at_once(self):
        programs = self.env["loyalty.program"].with_user(self.manager)
        self.assertFalse(programs.default_get(["active"])["active"])
        self.company.loyalty_gate = False
        self.assertTrue(programs.default_get(["active"])["active"])

    def test_no_launch_without_approval(self):
        self._create_plan().action_submit()
        self.assertEqual(self.program.state, "submitted")
        for launch in (
            self.program.action_unarchive,
            self.program.sudo().action_unarchive,
            lambda: self.program.write({"active": True}),
            lambda: self.program.with_user(SUPERUSER_ID).write({"active": True}),
        ):
            with self.assertRefused("no approved business case"):
                launch()

    def test_launch(self):
        plan = self._approve(self._create_plan())
        self.assertFalse(self.program.obstacles)
        self.assertAlmostEqual(self.program.roi_planned, 0.6)
        plan.action_launch()
        self.assertTrue(self.program.active)
        self.assertFalse(self.program.launched_without_case)
        self.assertFalse(self.program.awaiting_launch)
        self.assertTrue(self.program.rule_ids.active)

    def test_launch_needs_the_limits_of_today(self):
        self._approve(self._create_plan())
        self.company.loyalty_min_roi = 0.61
        with self.assertRefused("below the minimum of 61.0%"):
            self.program.action_unarchive()

    def test_no_withdrawal_while_running(self):
        plan = self._approve(self._create_plan())
        self.program.action_unarchive()
        with self.assertRefused("Archive the program"):
            plan.action_reset()
        self.program.action_archive()
        self.assertFalse(self.program.reward_ids)
        plan.action_reset()
        self.assertTrue(self.program.reward_ids)
        self.assertEqual(self.program.state, "draft")
        self.assertEqual(self.program.roi_planned, 0)
        with self.assertRaises(UserError):
            self.program.action_unarchive()

    def test_rewards_are_part_of_the_approval(self):
        self._approve(self._create_plan())
        self.program.reward_ids.discount = 50
        with self.assertRefused("50% on your order: Discount"):
            self.program.action_unarchive()
        self.program.reward_ids.discount = 2
        self.program.action_unarchive()
        with self.assertRefused("approved with its business case"):
            self.program.reward_ids.discount = 50
        with self.assertRefused("approved with its business case"):
            self.program.write({"reward_ids": [Command.create({"discount": 90})]})
        with self.assertRefused("approved with its business case"):
            self.program.rule_ids.unlink()
        with self.assertRefused("approved with its business case"):
            self.program.write({"limit_usage": True, "max_usage": 5})
        with self.assertRefused("approved with its business case"):
            self.program.target_domain = "[('segment_abc', '!=', False)]"
        with self.assertRefused("approved with its business case"):
            self.program.is_limited = not self.program.is_limited
        self.program.name = "Another name"

    def test_currency_is_part_of_the_approval(self):
        self._approve(self._create_plan())
        self.program.currency_id = self.env.ref("base.JPY")
        with self.assertRefused("changed after the approval: Currency"):
            self.program.action_unarchive()

    def test_state_cannot_be_typed_in(self):
        for values in (
            {"state": "approved"},
            {"launched_without_case": True},
            {"roi_planned": 5.0},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.program.write(values)
            with self.subTest(values), self.assertRaises(UserError):
                self._create_program(**values)

    def test_gate_off(self):
        self.company.loyalty_gate = False
        program = self._create_program()
        self.assertTrue(program.active)
        self.assertTrue(program.launched_without_case)
        self.company.loyalty_gate = True
        program.name = "Keeps running"
        program.active = True
        self.assertTrue(program.active)
        program.action_archive()
        with self.assertRaises(UserError):
            program.action_unarchive()

    def test_launch_with_gate_off(self):
        self.company.loyalty_gate = False
        self.program.action_unarchive()
        self.assertTrue(self.program.launched_without_case)
        self.assertFalse(self.program.obstacles)
        plan = self._create_plan(frequency_uplift=0)
        self._approve(plan)
        self.assertEqual(self.program.state, "approved")

    def test_system_programs_run(self):
        program = self._create_system_program()
        self.assertTrue(program.active)
        self.assertTrue(program.launched_without_case)
        program.action_archive()
        program.action_unarchive()
        self.assertTrue(program.active)
        program.with_user(self.manager).action_archive()
        with self.assertRaises(UserError):
            program.with_user(self.manager).action_unarchive()

    def test_programs_from_before(self):
        program = self._create_system_program()
        program._machine_write({"launched_without_case": False})
        post_init_hook(self.env)
        self.assertTrue(program.launched_without_case)
        self.assertEqual(program.state, "no_case")
        self.assertFalse(self.program.launched_without_case)

    def test_other_company_is_no_way_round(self):
        free = self.env["res.company"].create({"name": "Free", "loyalty_gate": False})
        self.manager.company_ids += free
        program = self._create_program(company_id=free.id)
        self.assertTrue(program.active)
        with self.assertRaises(UserError):
            program.company_id = self.company
        with self.assertRaises(UserError):
            program.company_id = False
        shared = {"company_id": False, "currency_id": self.company.currency_id.id}
        self.assertFalse(self._create_program(**shared).active)

    def test_branch_with_a_gate(self):
        parent = self.env["res.company"].create({"name": "P", "loyalty_gate": False})
        self.env["res.company"].create(
            {
                "name": "B",
                "parent_id": parent.id,
                "loyalty_gate": True,
                "loyalty_min_roi": 0.3,
            }
        )
        self.manager.company_ids += parent
        program = self._create_program(company_id=parent.id)
        self.assertFalse(program.active)
        self.assertEqual(program._get_gate_limits()["min_roi"], 0.3)

    def test_deletion(self):
        plan = self._approve(self._create_plan())
        with self.assertRaises(UserError):
            self.program.unlink()
        plan.action_reset()
        self.program.unlink()
        self.assertFalse(plan.exists())

    def test_limits_are_checked(self):
        with self.assertRaises(ValidationError):
            self.company.loyalty_max_payback = -1
        with self.assertRaises(ValidationError):
            self.company.loyalty_min_roi = -2

    def test_actual_return_is_not_invented(self):
        self.assertEqual(self.program.roi_actual_remark, "Not measured yet")

    def test_plans_action(self):
        self._create_plan()
        action = self.program.action_open_plans()
        context = action["context"]
        self.assertEqual(context["search_default_program_id"], self.program.id)
        self.assertEqual(self.program.plan_count, 1)

    def _create_system_program(self):
        return self.env["loyalty.program"].create(self._prepare_program())
