from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyHeadOfSales(LoyaltyPlanCommon):
    """Who is a manager in Sales and nothing else runs programs from end to end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = new_test_user(
            cls.env, "loyalty_head", groups="sales_team.group_sale_manager"
        )
        cls.programs = cls.env["loyalty.program"].with_user(cls.head)
        cls.rack = cls.env["product.product"].create({"name": "Rack"})

    def _create(self):
        return self.programs.create(self._prepare_program())

    def _launch(self, program):
        # As much as the rewards of these programs give away, and more orders for it
        plan = self._create_plan(
            program_id=program.id,
            name="Case of the head",
            frequency_uplift=1.0,
            cost_per_order=120,
        )
        self._approve(plan)
        program.action_unarchive()

    def test_on_screen(self):
        form = Form(self.programs, view="loyalty.loyalty_program_view_form")
        form.name = "Club of the head"
        form.program_type = "loyalty"
        program = form.save()
        self.assertFalse(program.active)
        self.assertEqual(
            program.reward_ids.discount_line_product_id.name,
            program.reward_ids.description,
        )
        self.assertEqual(program.reward_ids.create_uid, self.head)
        self._launch(program)
        self.assertTrue(program.active)
        self.assertTrue(program.reward_ids.discount_line_product_id.active)

    def test_every_template(self):
        for template in self.programs.get_program_templates():
            action = self.programs.create_from_template(template)
            program = self.programs.browse(action["res_id"])
            self.assertTrue(program.reward_ids.discount_line_product_id, template)

    def test_edit_archive_and_delete(self):
        program = self._create()
        with Form(program, view="loyalty.loyalty_program_view_form") as form:
            form.name = "Renamed"
        program.reward_ids.write({"discount": 7, "description": "7 % for members"})
        product = program.reward_ids.discount_line_product_id
        self.assertEqual(product.name, "7 % for members")
        program.reward_ids = [Command.create({"discount": 9, "required_points": 900})]
        rewards = program.reward_ids
        self.assertEqual(len(rewards.discount_line_product_id), 2)
        self._launch(program)
        program.action_archive()
        self.assertFalse(any(rewards.mapped("active")))
        self.assertFalse(any(rewards.discount_line_product_id.mapped("active")))
        self.assertFalse(program.reward_ids)
        program.plan_ids.action_reset()
        self.assertEqual(program.reward_ids, rewards)
        self.assertTrue(all(rewards.discount_line_product_id.mapped("active")))
        rewards[1].unlink()
        program.action_archive()
        program.unlink()
        self.assertFalse(program.exists())

    def test_only_after_the_checks(self):
        program = self._create()
        with self.assertRefused("no approved business case"):
            program.action_unarchive()
        self.assertFalse(program.active)

    def test_no_rights_on_other_products(self):
        program = self._create()
        reward = program.reward_ids
        with self.assertRaises(AccessError), self.cr.savepoint():
            reward.discount_line_product_id = self.rack
        with self.assertRaises(AccessError), self.cr.savepoint():
            program.write(
                {
                    "reward_ids": [
                        Command.create(
                            {"discount": 5, "discount_line_product_id": self.rack.id}
                        )
                    ]
                }
            )
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.env["product.product"].with_user(self.head).create({"name": "Mine"})

    def test_product_that_serves_something_else(self):
        """Somebody with the right chose a product that is sold: as in stock Odoo it
        follows those only who may write products."""
        program = self._create()
        program.reward_ids.with_env(self.env).discount_line_product_id = self.rack
        for change in (
            lambda: program.reward_ids.write({"description": "Renamed"}),
            lambda: program.reward_ids.action_archive(),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change()
        self.assertEqual((self.rack.name, self.rack.active), ("Rack", True))

    def test_defaults_of_the_caller(self):
        """Products made with wider rights take no values from a context."""
        forged = {"default_list_price": 900, "default_sale_ok": True}
        programs = self.programs.with_context(**forged)
        program = programs.create(self._prepare_program())
        product = program.reward_ids.discount_line_product_id
        self.assertEqual((product.lst_price, product.sale_ok), (0, False))
        forged = {"default_type": "consu", "default_default_code": "FORGED"}
        program = self.programs.with_context(**forged).create(self._prepare_program())
        self.assertFalse(program.reward_ids.discount_line_product_id.default_code)

    def test_other_company(self):
        """Rewards of a company that the user may not see stay as they are."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        program = self.env["loyalty.program"].create(
            {**self._prepare_program(), "company_id": other.id}
        )
        for change in (
            lambda: program.reward_ids.with_user(self.head).write({"active": False}),
            lambda: program.with_user(self.head).action_archive(),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change()

    def test_salesperson(self):
        program = self._create()
        for change in (
            lambda: program.with_user(self.salesman).action_unarchive(),
            lambda: program.reward_ids.with_user(self.salesman).write(
                {"active": False}
            ),
            lambda: program.with_user(self.salesman).copy(),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                change()
