from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..benefits.common_benefits import LoyaltyBenefitsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyEnrolment(LoyaltyBenefitsCommon):
    """Numbers before the click, and a way back as long as nothing was granted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.segment"].create(
            [
                {
                    "partner_id": client.id,
                    "company_id": cls.company.id,
                    "tier": "gold" if number < 4 else "bronze",
                }
                for number, client in enumerate(cls.clients[:8])
            ]
        )
        cls.program = cls._create_program(control_share=0.5).with_user(cls.manager)
        cls.env.flush_all()

    def _open(self):
        action = self.program.action_preview_enrolment()
        wizards = self.env["loyalty.enrolment"].with_user(self.manager)
        return Form(wizards.with_context(**action["context"]))

    def _enrol(self):
        return self._open().save().action_enrol()

    def _age(self, members):
        """Of an enrolment of the day before."""
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE loyalty_member SET create_date = create_date - interval '1 day'
                WHERE id IN %s""",
            [tuple(members.ids)],
        )
        self.env.invalidate_all()

    def test_numbers_are_those_of_the_draw(self):
        """Half of 4 gold, 4 bronze clients and 2 without a tier; nobody joins yet."""
        form = self._open()
        self.assertEqual(form.client_count, 10)
        self.assertFalse(self.program.member_ids or form.can_undo or form.undo_note)
        expected = self.program._prepare_enrolment()
        self.assertEqual((expected["clients"], expected["control"]), (10, 5))
        self.assertEqual(
            expected["rows"], [("gold", 2, 2), ("bronze", 2, 2), ("", 1, 1)]
        )
        for text in ("Gold", "Bronze", "No tier", "10% on your order"):
            self.assertIn(text, form.preview)
        for client in self.clients:
            self.assertNotIn(client.name + "<", form.preview)
        form.save().action_enrol()
        drawn = {tier: [0, 0] for tier in ("gold", "bronze", False)}
        for member in self.program.member_ids:
            drawn[member.tier][member.group == "control"] += 1
        self.assertEqual(drawn, {"gold": [2, 2], "bronze": [2, 2], False: [1, 1]})

    def test_later_ones(self):
        self._enrol()
        newcomer = self.env["res.partner"].create({"name": "Newcomer"})
        self.program.target_domain = str([("id", "in", (self.clients | newcomer).ids)])
        form = self._open()
        self.assertEqual(form.client_count, 1)
        self.assertEqual(self.program._prepare_enrolment()["already"], 10)
        control = self.program._prepare_enrolment()["control"]
        form.save().action_enrol()
        joined = self.program.member_ids.filtered(lambda m: m.partner_id == newcomer)
        self.assertEqual(joined.group == "control", bool(control))

    def test_nobody(self):
        self._enrol()
        form = self._open()
        self.assertEqual(form.client_count, 0)
        self.assertIn("nobody to enrol", form.preview)

    def test_one_client(self):
        self.program.target_domain = str([("id", "=", self.client.id)])
        self._enrol()
        self.assertEqual(self.program.member_ids.partner_id, self.client)

    def test_target_changes_meanwhile(self):
        wizard = self._open().save()
        self.program.target_domain = str([("id", "in", self.clients[:3].ids)])
        with self.assertRaises(UserError):
            wizard.action_enrol()
        self.assertFalse(self.program.member_ids)

    def test_undo(self):
        self._enrol()
        groups = {m.partner_id: m.group for m in self.program.member_ids}
        form = self._open()
        self.assertTrue(form.can_undo)
        self.assertIn("10", form.undo_note)
        form.save().action_undo()
        self.assertFalse(self.program.member_ids)
        # Open to all again, as before
        self.assertFalse(self.program.has_members)
        self.program.stratify_by = "segment_abc"
        self.program.stratify_by = "segment_tier"
        # Nobody draws until the groups please
        with self.assertRaises(UserError), self.cr.savepoint():
            self.program.control_seed = "another"
        self._enrol()
        self.assertEqual(
            {m.partner_id: m.group for m in self.program.member_ids}, groups
        )

    def test_undo_takes_the_last_enrolment_only(self):
        self.program.target_domain = str([("id", "in", self.clients[:6].ids)])
        self._enrol()
        self._age(self.program.member_ids)
        self.program.target_domain = str([("id", "in", self.clients.ids)])
        self._enrol()
        self._open().save().action_undo()
        self.assertEqual(self.program.member_ids.partner_id, self.clients[:6])
        self.assertTrue(self.program.has_members)
        with self.assertRaises(UserError), self.cr.savepoint():
            self.program.control_share = 0.2

    def test_no_undo_once_something_was_granted(self):
        self.program.control_share = 0
        self._enrol()
        order = self._claim(self._create_order().sudo())
        self.assertTrue(order.order_line.reward_id)
        self.assertFalse(self._open().can_undo)
        # Taken off the quotation: nothing was promised
        order.action_cancel()
        self.assertTrue(self._open().can_undo)
        order.action_draft()
        self._claim(order).action_confirm()
        order._action_cancel()
        form = self._open()
        self.assertFalse(form.can_undo)
        with self.assertRaises(UserError):
            form.save().action_undo()
        self.assertEqual(len(self.program.member_ids), 10)

    def test_no_undo_of_points_and_promises(self):
        benefit = self.env["loyalty.benefit"].create(
            {"program_id": self.program.id, "name": "Fast", "kind": "delivery"}
            | {"promise_days": 2}
        )
        self._enrol()
        member = self.program.member_ids[0]
        card = self.env["loyalty.card"].create(
            {"program_id": self.program.id, "partner_id": member.partner_id.id}
        )
        self.assertTrue(self._open().can_undo)
        card.points = 5
        self.assertFalse(self._open().can_undo)
        card.points = 0
        order = self._create_order(member.partner_id).sudo()
        order.order_benefit_ids = [
            Command.create({"benefit_id": benefit.id, "name": "Fast"})
        ]
        self.assertFalse(self._open().can_undo)
        order.order_benefit_ids.unlink()
        self.assertTrue(self._open().can_undo)

    def test_members_are_deleted_by_undo_only(self):
        self._enrol()
        for user in (self.manager, self.env.user):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.program.member_ids.with_user(user).unlink()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.program.has_members = False

    def test_salespeople_see_none_of_it(self):
        """Neither the numbers nor the way back; a form of a wizard asks for its values
        before any right is asked for."""
        portal = new_test_user(self.env, "enrol_portal", groups="base.group_portal")
        spec = {"preview": {}, "seen": {}, "client_count": {}, "undo_note": {}}
        for user in (self.salesman, portal):
            program = self.program.with_user(user)
            wizards = self.env["loyalty.enrolment"].with_user(user)
            wizards = wizards.with_context(default_program_id=program.id)
            for look in (
                lambda wizards=wizards: wizards.create({}),
                lambda wizards=wizards: wizards.onchange({}, [], spec),
                lambda wizards=wizards: wizards.default_get(["program_id", "seen"]),
                program.action_enrol,
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    look()
        self.assertFalse(self.program.member_ids)

    def test_numbers_take_few_statements(self):
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self.program._prepare_enrolment()
