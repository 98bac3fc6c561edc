"""The states of a program's launch, and who may move it from one to the next."""

from itertools import product

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged

from ...arithmetic.gate import launch
from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLaunchStates(BaseCase):
    def test_facts_say_the_state(self):
        for active, state in (
            (True, launch.RUNNING),
            (True, launch.EXEMPT),
            (False, launch.WAITING),
            (False, launch.PAUSED),
            (False, launch.STOPPED),
        ):
            with self.subTest(state):
                facts = launch.get_facts(state)
                self.assertEqual(launch.get_state(active, *facts), state)

    def test_every_change_is_a_transition(self):
        """Whatever is written: the table knows the step, or nothing changes."""
        befores = (
            launch.WAITING,
            launch.RUNNING,
            launch.EXEMPT,
            launch.PAUSED,
            launch.STOPPED,
        )
        flags = product(befores, *[(False, True)] * 5)
        for before, active, stopped, moved, needs_case, has_case in flags:
            state = launch.get_next(
                before,
                active,
                stopped=stopped,
                moved=moved and needs_case,
                needs_case=needs_case,
                has_case=has_case,
            )
            if state == before and not (active and moved and needs_case):
                continue
            if (before, state) == (launch.EXEMPT, launch.PAUSED):
                self.assertFalse(stopped)
            self.assertIn((before, state), launch.TRANSITIONS)

    def test_nobody_runs_unchecked(self):
        """To run on a case needs one, or companies that ask for none; to run without
        one, such companies or the system."""
        for (before, state), asked in launch.TRANSITIONS.items():
            with self.subTest(before=before, state=state):
                if state == launch.RUNNING:
                    self.assertEqual(asked, (launch.NO_NEED, launch.CASE))
                if state == launch.EXEMPT:
                    self.assertTrue(asked)
                    self.assertNotIn(launch.CASE, asked)


@tagged("post_install", "-at_install")
class TestLaunch(LoyaltyPlanCommon):
    def _get_states(self, program):
        return program._get_launch_state()

    def test_way_of_a_program_with_a_case(self):
        self.assertEqual(self._get_states(self.program), launch.WAITING)
        self._approve(self._create_plan())
        self.assertEqual(self._get_states(self.program), launch.WAITING)
        self.program.action_unarchive()
        self.assertEqual(self._get_states(self.program), launch.RUNNING)
        self.program.action_archive()
        self.assertEqual(self._get_states(self.program), launch.STOPPED)
        self.program.action_unarchive()
        self.assertEqual(self._get_states(self.program), launch.RUNNING)

    def test_way_of_an_exempt_program(self):
        program = self.env["loyalty.program"].create(self._prepare_program())
        self.assertEqual(self._get_states(program), launch.EXEMPT)
        program.action_archive()
        self.assertEqual(self._get_states(program), launch.PAUSED)
        with self.assertRefused("runs without a business case"):
            program.with_user(self.manager).action_unarchive()
        program.action_unarchive()
        self.assertEqual(self._get_states(program), launch.EXEMPT)
        program.with_user(self.manager).action_archive()
        self.assertEqual(self._get_states(program), launch.STOPPED)
        with self.assertRefused("no approved business case"):
            program.with_user(self.manager).action_unarchive()

    def test_facts_are_not_written_by_hand(self):
        """Neither way: without its mark, an exempt program could get other terms."""
        program = self.env["loyalty.program"].create(self._prepare_program())
        for name in ("launched_without_case", "awaiting_launch", "has_drawn"):
            for value in (True, False):
                for user in (self.manager, self.env.user):
                    with self.subTest(f"{name}={value}"), self.assertRaises(UserError):
                        program.with_user(user).sudo().write({name: value})

    # Means of payment need no business case

    def _prepare_payment(self, program_type, **reward):
        return {
            "name": "Pays",
            "program_type": program_type,
            "rule_ids": [
                Command.clear(),
                Command.create(
                    {"reward_point_mode": "money", "reward_point_amount": 1}
                ),
            ],
            "reward_ids": [
                Command.clear(),
                Command.create(
                    {
                        "discount_mode": "per_point",
                        "discount": 1,
                        "required_points": 1,
                        **reward,
                    }
                ),
            ],
        }

    def _create_payment(self, program_type="gift_card", **reward):
        programs = self.env["loyalty.program"].with_user(self.manager)
        return programs.create(self._prepare_payment(program_type, **reward))

    def test_means_of_payment_run_without_a_case(self):
        for program_type in ("gift_card", "ewallet"):
            with self.subTest(program_type):
                program = self._create_payment(program_type)
                self.assertTrue(program.active)
                self.assertFalse(program.gate_required)
                self.assertFalse(program.obstacles)
                program.action_archive()
                program.action_unarchive()
                self.assertTrue(program.active)
                self.env["loyalty.card"].with_user(self.manager).create(
                    {"program_id": program.id, "points": 50}
                )

    def test_means_of_payment_from_the_template_and_the_form(self):
        programs = self.env["loyalty.program"].with_user(self.manager)
        for program_type in ("gift_card", "ewallet"):
            action = programs.create_from_template(program_type)
            self.assertTrue(programs.browse(action["res_id"]).active)
            form = programs.with_context(default_program_type=program_type)
            self.assertTrue(form.default_get(["active", "program_type"])["active"])

    def test_promotion_under_the_name_of_one(self):
        """10 % of the order, or 2 for each point of 1, is more than was paid."""
        for reward in (
            {"discount_mode": "percent", "discount": 10},
            {"discount": 2},
            {"reward_type": "product", "reward_product_id": self._get_product().id},
        ):
            with self.subTest(reward):
                program = self._create_payment(**reward)
                self.assertFalse(program.active)
                with self.assertRefused("no approved business case"):
                    program.action_unarchive()

    def _get_product(self):
        return self.env["product.product"].create({"name": "Present"})

    def test_points_for_less_than_was_paid(self):
        values = self._prepare_payment("ewallet")
        values["rule_ids"] = [Command.create({"reward_point_mode": "order"})]
        programs = self.env["loyalty.program"].with_user(self.manager)
        self.assertFalse(programs.create(values).active)

    def test_means_of_payment_becomes_a_promotion(self):
        program = self._create_payment()
        changes = (
            lambda: program.reward_ids.write({"discount": 2}),
            lambda: program.reward_ids.write({"discount_mode": "percent"}),
            lambda: program.rule_ids.write({"reward_point_amount": 3}),
            lambda: program.write({"reward_ids": [Command.create({"discount": 90})]}),
            lambda: program.reward_ids.create(
                {"program_id": program.id, "discount": 90}
            ),
            lambda: program.write({"program_type": "promotion"}),
        )
        for number, change in enumerate(changes):
            with self.subTest(number), self.assertRefused("runs without a business"):
                change()
        program.reward_ids.discount = 0.9
        self.assertTrue(program.active)
        program.action_archive()
        program.program_type = "promotion"
        with self.assertRefused("no approved business case"):
            program.action_unarchive()
