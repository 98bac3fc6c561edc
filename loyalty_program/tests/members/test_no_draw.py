from odoo.fields import Command
from odoo.tests import tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestNoDraw(LoyaltyPlanCommon):
    """Who is never a control, and who cannot join for being one elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.env["res.partner"].create(
            [{"name": f"Client {n}", "is_company": True} for n in range(10)]
        )
        cls.env["client.segment"].sudo().create(
            [
                {
                    "partner_id": client.id,
                    "company_id": cls.company.id,
                    "is_key": number == 0,
                    "is_mono": number == 1,
                }
                for number, client in enumerate(cls.clients)
            ]
        )
        cls.program.write(
            {
                "target_domain": f"[('id', 'in', {cls.clients.ids})]",
                "control_share": 0.5,
                "stratify_by": False,
            }
        )

    def _get_groups(self, program):
        members = program.member_ids.sorted("partner_id")
        return [
            (m.partner_id, m.group, m.is_exempt)
            for m in members.filtered(lambda m: m.partner_id in self.clients[:2])
        ]

    def test_key_and_mono_clients(self):
        """8 of 10 are drawn, half of them (within one) as controls."""
        counts = self.program._prepare_enrolment()
        self.program._enrol_target()
        expected = [(client, "member", True) for client in self.clients[:2]]
        self.assertEqual(self._get_groups(self.program), expected)
        controls = self.program.member_ids.filtered(lambda m: m.group == "control")
        self.assertIn(len(controls), (4, 5))
        self.assertFalse(any(controls.mapped("is_exempt")))
        self.assertEqual((counts["exempt"], counts["control"]), (2, len(controls)))

    def test_switched_off(self):
        self.company.loyalty_exempt_key = False
        self.program._enrol_target()
        self.assertFalse(any(self.program.member_ids.mapped("is_exempt")))
        self.assertEqual(len(self.program.member_ids), 10)

    def test_no_control_group(self):
        self.program.control_share = 0
        self.program._enrol_target()
        self.assertFalse(any(self.program.member_ids.mapped("is_exempt")))

    def test_nobody_chooses_it(self):
        values = {
            "program_id": self.program.id,
            "partner_id": self.clients[3].id,
            "is_exempt": True,
        }
        with self.assertRefused("drawn, not chosen"):
            self.env["loyalty.member"].with_user(self.manager).create(values)

    def _create_second(self, **values):
        self.program._enrol_target()
        self.company.loyalty_gate = False
        self.program.action_unarchive()
        second = self._create_program(name="Second", **values)
        second.target_domain = self.program.target_domain
        return second

    def test_control_elsewhere(self):
        """Of a program that gives discounts on orders, too, nobody becomes a member
        who is a control of the first, and nobody a control who is a member there."""
        second = self._create_second(control_share=0.5)
        members = self.program.member_ids
        controls = members.filtered(lambda m: m.group == "control").partner_id
        counts = second._prepare_enrolment()
        self.assertEqual(counts["elsewhere"], len(controls))
        second._enrol_target()
        self.assertEqual(second.member_ids.partner_id, self.clients - controls)
        self.assertEqual(set(second.member_ids.mapped("group")), {"member"})
        self.assertTrue(all(second.member_ids.mapped("is_exempt")))
        values = {"program_id": second.id, "partner_id": controls[0].id}
        with self.assertRefused("1 of these clients cannot join"):
            self.env["loyalty.member"].with_user(self.manager).create(values)
        self.assertFalse(second._enrol(controls[0]))

    def test_something_else(self):
        gift = self.env["product.product"].create({"name": "Mug"})
        reward = {"reward_type": "product", "reward_product_id": gift.id}
        second = self._create_second(
            control_share=0.5, reward_ids=[Command.create(reward)]
        )
        self.assertEqual(second._prepare_enrolment()["elsewhere"], 0)
        second._enrol_target()
        self.assertEqual(len(second.member_ids), 10)
        # Key and mono-clients only
        self.assertEqual(len(second.member_ids.filtered("is_exempt")), 2)
