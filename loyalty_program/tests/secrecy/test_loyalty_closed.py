from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..benefits.common_benefits import LoyaltyBenefitsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyClosed(LoyaltyBenefitsCommon):
    """What salespeople may not know is not found out by searching where Odoo searches
    as superuser, and programs go on knowing it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls._create_program(control_share=0.5, stratify_by=False)
        cls.program.with_user(cls.manager).action_enrol()
        cls.follower = cls.clients[0]
        cls.follower.message_subscribe(cls.follower.ids)
        cls.partners = cls.env["res.partner"].with_user(cls.salesman)

    def _ask(self, path, operator, value):
        """Ask about programs as superuser on behalf of the salesperson: by way of the
        orders of followers."""
        path = f"message_partner_ids.sale_order_ids.order_benefit_ids.{path}"
        return self.partners.search([(path, operator, value)])

    def test_costs(self):
        for path in (
            "unit_cost",
            "cost_share",
            "benefit_id.unit_cost",
            "benefit_id.program_id.control_seed",
            "benefit_id.program_id.plan_ids.npv",
        ):
            with self.subTest(path), self.assertRaises(AccessError):
                self._ask(path, "!=", False)

    def test_control_group(self):
        """All members that a salesperson finds are in the program, none in control."""
        programs = self.env["loyalty.program"].with_user(self.salesman).sudo()
        for condition in (("group", "=", "control"), ("group", "!=", "member")):
            self.assertFalse(programs.search([("member_ids", "any", [condition])]))
        control = self.program.member_ids.filtered(lambda m: m.group == "control")
        self.assertTrue(control)
        for member in control:
            domain = [("member_ids.partner_id", "=", member.partner_id.id)]
            self.assertFalse(programs.search(domain))

    def test_target_that_the_buyer_may_not_know(self):
        """A program for gold clients, with an order of the client in the portal."""
        self.env["client.segment"].create(
            {
                "partner_id": self.clients[1].id,
                "company_id": self.company.id,
                "tier": "gold",
                "ltv": 500,
            }
        )
        program = self._create_program(
            name="Gold",
            is_limited=True,
            target_domain="[('segment_tier', '=', 'gold'), ('segment_ltv', '>', 1)]",
        )
        portal = new_test_user(
            self.env,
            "gold_portal",
            groups="base.group_portal",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        for user in (portal, self.salesman):
            programs = self.env["loyalty.program"].with_user(user)
            for client, is_closed in ((self.clients[1], False), (self.follower, True)):
                closed = programs._get_closed_programs(client, self.company)
                self.assertEqual(program in closed, is_closed, user.login)
