import json

from odoo import SUPERUSER_ID, Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.http_routing.tests.common import MockRequest

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyBypass(LoyaltyPlanCommon):
    """Ways round the gate that somebody may think of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).action_archive()
        cls.client = cls.env["res.partner"].create({"name": "Client"})
        cls.product = cls.env["product.product"].create(
            {"name": "Crate", "list_price": 100, "taxes_id": False}
        )

    def _create_order(self, user=None):
        return (
            self.env["sale.order"]
            .with_user(user or self.salesman)
            .create(
                {
                    "partner_id": self.client.id,
                    "order_line": [
                        Command.create(
                            {"product_id": self.product.id, "product_uom_qty": 10}
                        )
                    ],
                }
            )
        )

    def _create_legacy(self, **values):
        """A program from before the gate."""
        return self.env["loyalty.program"].create({**self._prepare_program(), **values})

    # Launching

    def test_import(self):
        programs = self.env["loyalty.program"].with_user(self.manager)
        columns = ["id", "name", "program_type", "active", "reward_ids/discount"]
        rows = [["__import__.loyalty_new", "Imported", "promotion", "1", "10"]]
        created = programs.load(columns, rows)
        program = programs.browse(created["ids"])
        self.assertEqual(program.name, "Imported")
        self.assertFalse(program.active)
        again = programs.load(["id", "active"], [["__import__.loyalty_new", "1"]])
        self.assertFalse(again["ids"])
        self.assertIn("no approved business case", again["messages"][0]["message"])
        self.assertFalse(program.active)

    def test_import_of_gate_fields(self):
        programs = self.env["loyalty.program"].with_user(self.manager)
        result = programs.load(
            ["name", "state", "reward_ids/discount"], [["Forged", "approved", "10"]]
        )
        self.assertFalse(result["ids"])

    def test_copy_of_a_running_program(self):
        legacy = self._create_legacy()
        self.assertTrue(legacy.active)
        for default in ({}, {"active": True}, {"launched_without_case": True}):
            with self.subTest(default):
                try:
                    copy = legacy.with_user(self.manager).copy(default)
                except UserError:
                    continue
                self.assertFalse(copy.active)
                self.assertFalse(copy.launched_without_case)

    def test_copy_of_an_approved_program(self):
        self._approve(self._create_plan())
        copy = self.program.copy()
        self.assertEqual(copy.state, "no_case")
        with self.assertRefused("no approved business case"):
            copy.active = True

    def test_forged_context(self):
        programs = self.env["loyalty.program"].with_user(self.manager)
        for context in (
            {"default_active": True},
            {"install_mode": True},
            {"module": "loyalty_program"},
            {"loyalty_gate_key": True},
        ):
            with self.subTest(context):
                forged = programs.with_context(**context)
                self.assertFalse(forged.create(self._prepare_program()).active)
                with self.assertRefused("no approved business case"):
                    self.program.with_context(**context).active = True

    def test_forged_defaults_of_a_program(self):
        forged = {"launched_without_case": True, "state": "approved", "roi_planned": 9}
        context = {f"default_{name}": value for name, value in forged.items()}
        programs = self.env["loyalty.program"].with_user(self.manager)
        program = programs.with_context(**context).create(self._prepare_program())
        self.assertFalse(program.launched_without_case)
        self.assertEqual((program.state, program.roi_planned), ("no_case", 0))
        with self.assertRefused("no approved business case"):
            program.active = True

    def test_forged_defaults_of_the_user(self):
        """Everybody may set defaults of his own, also for readonly fields."""
        defaults = self.env["ir.default"].with_user(self.manager)
        defaults.set("loyalty.program", "launched_without_case", True, user_id=True)
        program = self._create_program()
        self.assertFalse(program.launched_without_case)
        with self.assertRefused("no approved business case"):
            program.active = True

    def test_forged_defaults_of_a_plan(self):
        honest = self._approve(self._create_plan())
        forged = {"state": "approved", "snapshot": honest.snapshot, "roi": 9.0}
        context = {f"default_{name}": value for name, value in forged.items()}
        program = self._create_program()
        values = {"name": "Forged", "program_id": program.id, "cost_monthly": 1.0}
        plans = self.env["loyalty.plan"].with_user(self.manager)
        plan = plans.with_context(**context).create(values)
        self.assertEqual((plan.state, plan.snapshot), ("draft", False))
        self.assertNotEqual(plan.roi, 9.0)
        values = {"plan_ids": [Command.create({"name": "Forged along"})]}
        program.with_context(**context).write(values)
        self.assertEqual(set(program.plan_ids.mapped("state")), {"draft"})

    def test_scheduled_action(self):
        """As OdooBot and as somebody else."""
        for user in (self.env["res.users"].browse(SUPERUSER_ID), self.manager):
            self.env["ir.actions.server"].flush_model()
            cron = self.env["ir.cron"].create(
                {
                    "name": "Launch",
                    "model_id": self.env.ref("loyalty.model_loyalty_program").id,
                    "user_id": user.id,
                    "state": "code",
                    "code": "model.create({'name': 'By night', 'program_type': "
                    "'promotion', 'reward_ids': [(0, 0, {'discount': 50})]})",
                }
            )
            with self.subTest(user.login), self.enter_registry_test_mode():
                cron.method_direct_trigger()
                made = self.env["loyalty.program"].with_context(active_test=False)
                made = made.search([("name", "=", "By night")])
                self.assertTrue(made)
                self.assertFalse(any(made.mapped("active")))

    def test_scheduled_action_of_odoobot_launches_nothing(self):
        program = self.program.with_user(SUPERUSER_ID).with_context(cron_id=1)
        with self.assertRefused("no approved business case"):
            program.active = True
        self.assertFalse(program.create(self._prepare_program()).active)

    def test_server_action(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Launch",
                "model_id": self.env.ref("loyalty.model_loyalty_program").id,
                "state": "code",
                "code": "record.sudo().write({'active': True})",
            }
        )
        context = {"active_model": "loyalty.program", "active_id": self.program.id}
        with self.assertRefused("no approved business case"):
            action.with_user(self.env.ref("base.user_admin")).with_context(
                **context
            ).run()

    def test_session_as_superuser(self):
        with MockRequest(self.env):
            program = self.env["loyalty.program"].create(self._prepare_program())
        self.assertFalse(program.active)

    def test_archiving_and_back(self):
        legacy = self._create_legacy().with_user(self.manager)
        legacy.action_archive()
        for launch in (
            legacy.action_unarchive,
            lambda: legacy.write({"active": True}),
            lambda: legacy.sudo().write({"active": True}),
            lambda: legacy.with_user(SUPERUSER_ID).write({"active": True}),
        ):
            with self.assertRefused("no approved business case"):
                launch()

    def test_several_at_once(self):
        """One that may run takes none along that may not."""
        self._approve(self._create_plan())
        other = self._create_program()
        with self.assertRefused("no approved business case"):
            (self.program + other).action_unarchive()

    def test_through_a_reward_or_rule(self):
        held = self.program
        with self.assertRefused("no approved business case"):
            held.reward_ids.program_id.active = True
        legacy = self._create_legacy().with_user(self.manager)
        with self.assertRefused("runs without a business case"):
            held.reward_ids.write({"program_id": legacy.id})
        with self.assertRefused("runs without a business case"):
            held.rule_ids.write({"program_id": legacy.id})

    def test_plan_moved_to_another_program(self):
        plan = self._approve(self._create_plan())
        other = self._create_program()
        with self.assertRefused("no longer a draft"):
            plan.program_id = other
        with self.assertRefused("no longer a draft"):
            other.write({"plan_ids": [Command.link(plan.id)]})

    def test_salesperson(self):
        with self.assertRaises(AccessError):
            self.program.with_user(self.salesman).active = True

    # Programs that run without a case stay as they are

    def test_terms_of_a_program_from_before(self):
        legacy = self._create_legacy().with_user(self.manager)
        changes = (
            lambda: legacy.reward_ids.write({"discount": 90}),
            lambda: legacy.write({"reward_ids": [Command.create({"discount": 90})]}),
            lambda: legacy.reward_ids.create({"program_id": legacy.id, "discount": 90}),
            lambda: legacy.rule_ids.write({"reward_point_amount": 100}),
            lambda: legacy.rule_ids.unlink(),
            lambda: legacy.write({"limit_usage": True, "max_usage": 9}),
            lambda: legacy.write({"program_type": "promotion"}),
        )
        for number, change in enumerate(changes):
            with self.subTest(number), self.assertRefused("runs without a business"):
                change()
        legacy.write({"name": "Another name", "sequence": 3})
        legacy.reward_ids.discount = legacy.reward_ids.discount
        self.assertTrue(legacy.active)

    def test_reward_brought_back(self):
        legacy = self._create_legacy()
        second = legacy.reward_ids.copy({"discount": 90, "active": False})
        with self.assertRefused("runs without a business case"):
            second.with_user(self.manager).active = True
        with self.assertRefused("runs without a business case"):
            legacy.with_user(self.manager).active = True

    def test_dates_of_a_program_from_before(self):
        legacy = self._create_legacy(date_to="2020-01-31").with_user(self.manager)
        for end in ("2099-12-31", False):
            with self.subTest(end), self.assertRefused("end date"):
                legacy.date_to = end
        legacy.date_to = "2020-01-01"
        self.assertEqual(legacy.date_to, fields.Date.to_date("2020-01-01"))

    def test_changed_and_approved(self):
        """The way to other terms: archive, change, approve, launch."""
        legacy = self._create_legacy().with_user(self.manager)
        legacy.action_archive()
        legacy.with_context(active_test=False).reward_ids.discount = 2.5
        self._approve(self._create_plan(program_id=legacy.id))
        legacy.action_unarchive()
        self.assertTrue(legacy.active)
        with self.assertRefused("approved with its business case"):
            legacy.reward_ids.discount = 70

    def test_case_for_a_running_program(self):
        """Once approved it is a program with a case, and locked as such."""
        legacy = self._create_legacy().with_user(self.manager)
        self._approve(self._create_plan(program_id=legacy.id))
        self.assertFalse(legacy.launched_without_case)
        with self.assertRefused("approved with its business case"):
            legacy.reward_ids.discount = 70

    def test_parts_switched_on_and_off_in_a_running_program(self):
        benefits = self.env["loyalty.benefit"].with_user(self.manager)
        values = {"program_id": self.program.id, "kind": "change"}
        given = benefits.create({**values, "name": "Free changes"})
        hidden = benefits.create({**values, "name": "More", "active": False})
        self._approve(self._create_plan())
        self.program.action_unarchive()
        for change in (
            hidden.action_unarchive,
            given.action_archive,
            # Without its rule a coupon needs no minimum order
            self.program.rule_ids.action_archive,
            self.program.reward_ids.action_archive,
        ):
            with self.assertRefused("approved with its business case"):
                change()
        self.program.action_archive()
        self.program.action_unarchive()
        self.assertTrue(self.program.rule_ids.active)
        self.program.action_archive()
        hidden.action_unarchive()
        with self.assertRefused("changed after the approval"):
            self.program.action_unarchive()

    def test_currency_of_a_running_program(self):
        self._approve(self._create_plan())
        self.program.action_unarchive()
        with self.assertRefused("approved with its business case"):
            self.program.currency_id = self.env.ref("base.JPY")

    def test_paused_program_moved_to_another_company(self):
        free = self.env["res.company"].create({"name": "Free", "loyalty_gate": False})
        self.manager.company_ids += free
        legacy = self._create_legacy(company_id=free.id)
        legacy.action_archive()
        moved = legacy.with_user(self.manager)
        moved.company_id = self.company
        with self.assertRefused("no approved business case"):
            moved.action_unarchive()

    # Using a program that waits

    def test_orders_do_not_see_it(self):
        program = self._create_program(
            program_type="promotion",
            applies_on="current",
            rule_ids=[Command.create({"minimum_amount": 1})],
            reward_ids=[Command.create({"discount": 50})],
        )
        order = self._create_order()
        order._update_programs_and_rewards()
        self.assertFalse(order._get_claimable_rewards())
        self.assertIn("error", order._try_apply_program(program))
        self.assertEqual(order.amount_untaxed, 1000)

    def test_code(self):
        """Typed in by a salesperson or, through the same method, in the portal."""
        self._create_program(
            program_type="promo_code",
            trigger="with_code",
            rule_ids=[Command.create({"mode": "with_code", "code": "HELD"})],
            reward_ids=[Command.create({"discount": 50})],
        )
        order = self._create_order()
        self.assertIn("error", order._try_apply_code("HELD"))
        public = order.with_user(self.env.ref("base.public_user")).sudo()
        self.assertIn("error", public._try_apply_code("HELD"))
        wizard = self.env["sale.loyalty.coupon.wizard"].with_user(self.salesman)
        with self.assertRaises(UserError):
            wizard.create({"order_id": order.id, "coupon_code": "HELD"}).action_apply()
        self.assertEqual(order.amount_untaxed, 1000)

    def test_coupons_are_not_generated(self):
        program = self._create_program(
            program_type="coupons",
            applies_on="current",
            trigger="with_code",
            rule_ids=[],
            reward_ids=[Command.create({"discount": 50})],
        )
        wizard = self.env["loyalty.generate.wizard"].with_user(self.manager)
        wizard = wizard.with_context(active_id=program.id).create(
            {"program_id": program.id, "coupon_qty": 3, "points_granted": 1}
        )
        with self.assertRefused("before its launch"):
            wizard.generate_coupons()
        with self.assertRefused("before its launch"):
            self.env["loyalty.card"].with_user(self.manager).create(
                {"program_id": program.id, "points": 1}
            )
        self.assertFalse(program.coupon_count)

    def test_card_from_elsewhere(self):
        """Made by the system, and put on an order by hand."""
        card = self.env["loyalty.card"].create(
            {
                "program_id": self.program.id,
                "partner_id": self.client.id,
                "points": 1000,
                "code": "CARD",
            }
        )
        order = self._create_order()
        self.assertIn("error", order._try_apply_code("CARD"))
        order.sudo().applied_coupon_ids = card
        self.assertFalse(order._get_claimable_rewards())
        applied = order._apply_program_reward(self.program.reward_ids, card)
        self.assertIn("error", applied)
        order._update_programs_and_rewards()
        self.assertFalse(order.order_line.filtered("reward_id"))

    def test_launched_program_works(self):
        program = self._create_program(
            program_type="promo_code",
            trigger="with_code",
            rule_ids=[Command.create({"mode": "with_code", "code": "LIVE"})],
            reward_ids=[Command.create({"discount": 2})],
        )
        self._approve(self._create_plan(program_id=program.id))
        program.action_unarchive()
        order = self._create_order()
        rewards = order._try_apply_code("LIVE")
        [(card, reward)] = rewards.items()
        order._apply_program_reward(reward, card)
        self.assertEqual(order.amount_untaxed, 980)


@tagged("post_install", "-at_install")
class TestLoyaltyApi(HttpCase, LoyaltyPlanCommon):
    def test_json_2(self):
        user = new_test_user(
            self.env,
            "loyalty_robot",
            groups="sales_team.group_sale_manager,product.group_product_manager",
        )
        expires = fields.Datetime.add(fields.Datetime.now(), days=1)
        keys = self.env["res.users.apikeys"].with_user(user)
        self.key = keys._generate("rpc", "Robot", expires)
        held = self.program.id
        refused = (
            ("write", {"ids": [held], "vals": {"active": True}}),
            ("action_unarchive", {"ids": [held]}),
            ("write", {"ids": [held], "vals": {"launched_without_case": True}}),
            ("write", {"ids": [held], "vals": {"awaiting_launch": False}}),
            ("_machine_write", {"ids": [held], "vals": {"active": True}}),
            ("_machine_create", {"vals_list": [{"name": "Forged"}]}),
            ("_move_launch", {"ids": [held], "before": "paused", "state": "exempt"}),
            ("_follow_approval", {"ids": [held]}),
        )
        for method, params in refused:
            with self.subTest(method), mute_logger("odoo.http"):
                self.assertGreaterEqual(self._call(method, **params).status_code, 400)
        self.assertFalse(self.program.active)
        values = {
            "name": "By API",
            "active": True,
            "program_type": "promotion",
            "reward_ids": [[0, 0, {"discount": 10}]],
        }
        created = self._call("create", vals_list=[values], context={"cron_id": False})
        self.assertEqual(created.status_code, 200, created.text)
        program = self.env["loyalty.program"].browse(created.json())
        self.assertFalse(program.active)
        context = {"default_launched_without_case": True}
        created = self._call("create", vals_list=[values], context=context)
        self.assertEqual(created.status_code, 200, created.text)
        launch = {"ids": created.json(), "vals": {"active": True}}
        with mute_logger("odoo.http"):
            self.assertGreaterEqual(self._call("write", **launch).status_code, 400)
        program = self.env["loyalty.program"].browse(created.json())
        self.assertFalse(program.active)

    def _call(self, method, **params):
        return self.url_open(
            f"/json/2/loyalty.program/{method}",
            data=json.dumps(params),
            headers={
                "Authorization": f"bearer {self.key}",
                "Content-Type": "application/json",
            },
        )
