from ast import literal_eval

from lxml import etree

from odoo.fields import Domain
from odoo.tests import tagged

from ..common import LoyaltyPlanCommon

HOME = "loyalty_program.loyalty_home_menu"
# What had an entry of its own in version 1.2, with its address
SALES = {
    "loyalty_plan": "loyalty-business-cases",
    "loyalty_member": "loyalty-members",
    "loyalty_draw": "prize-draws",
    "loyalty_referral": "friends-brought",
    "loyalty_benefit_entry": "benefits-granted",
    "client_portrait_value": "client-portraits",
}
MANAGERS = {
    "loyalty_result": "loyalty-results",
    "loyalty_plan_month": "loyalty-cash-flow",
    "loyalty_result_month": "loyalty-plan-and-actual",
}


@tagged("post_install", "-at_install")
class TestLoyaltyHome(LoyaltyPlanCommon):
    """One menu, and on each program what is to be done next."""

    def _get_actions(self, user):
        tabs = self.env["client.segment"].with_user(user).get_tabs(HOME)
        return {action["id"] for tab in tabs for action in tab["actions"]}

    def _get_ids(self, names):
        return {self.env.ref(f"loyalty_program.{name}_action").id for name in names}

    def test_nothing_is_lost(self):
        home = {self.env.ref("loyalty_program.loyalty_home_action").id}
        expected = home | self._get_ids(SALES)
        self.assertEqual(self._get_actions(self.salesman), expected)
        expected |= self._get_ids(MANAGERS)
        self.assertEqual(self._get_actions(self.manager), expected)

    def test_old_addresses(self):
        for name, path in (SALES | MANAGERS).items():
            action = self.env.ref(f"loyalty_program.{name}_action")
            self.assertEqual(action.path, path)
            self.assertIn(f'"segment_tabs": "{HOME}"', action.context)

    def test_one_entry(self):
        own = self.env["ir.model.data"].search(
            [("module", "=", "loyalty_program"), ("model", "=", "ir.ui.menu")]
        )
        self.assertEqual(
            {*own.mapped("name")},
            {
                "loyalty_home_menu",
                # What is set stays under Configuration
                "client_portrait_menu",
                "client_portrait_attribute_menu",
                "client_portrait_mapping_menu",
            },
        )

    def assertStands(self, stage, step):
        self.assertEqual((self.program.stage, self.program.next_step), (stage, step))

    def test_from_the_case_to_the_result(self):
        self.assertStands("preparing", "draft")
        plan = self._create_plan()
        self.assertStands("preparing", "submit")
        plan.action_submit()
        self.assertStands("awaiting", "decide")
        plan.with_user(self.director).action_reject()
        self.assertStands("preparing", "revise")
        plan.action_reset()
        self._approve(plan)
        self.assertStands("ready", "launch")
        # 10,000 at launch, 2,000 for joining, 12 months of 4,000
        self.assertEqual(self.program.cost_planned, 60_000)
        self.program.action_unarchive()
        self.assertStands("running", "enroll")
        client = self.env["res.partner"].create({"name": "Member"})
        self.env["loyalty.member"].create(
            {"program_id": self.program.id, "partner_id": client.id}
        )
        self.assertStands("running", "measure")
        self.program.action_archive()
        self.assertStands("stopped", False)

    def test_steps_lead_where_they_are_taken(self):
        action = self.program.action_next_step()
        self.assertEqual(action["res_model"], "loyalty.plan")
        self._approve(self._create_plan())
        action = self.program.action_next_step()
        self.assertEqual(action["res_model"], "loyalty.program")
        self.assertEqual(action["res_id"], self.program.id)

    def test_without_a_gate_nothing_is_asked_for(self):
        self.company.loyalty_gate = False
        program = self._create_program(active=True)
        self.assertEqual((program.stage, program.next_step), ("running", False))

    def test_members_behind_the_number(self):
        """Neither the control group nor who has left is counted or listed: of ten, a
        half is drawn, and one has left."""
        self.program.write({"control_share": 0.5, "stratify_by": False})
        clients = self.env["res.partner"].create([{"name": str(n)} for n in range(10)])
        members = self.env["loyalty.member"].create(
            [
                {"program_id": self.program.id, "partner_id": client.id}
                for client in clients
            ]
        )
        members.filtered(lambda member: member.group == "member")[0].action_leave()
        self.assertEqual(self.program.member_count, 4)
        context = self.program.action_open_members()["context"]
        view = self.env.ref("loyalty_program.loyalty_member_view_search")
        filters = etree.fromstring(view.arch).iter("filter")
        domain = Domain("program_id", "=", context["search_default_program_id"])
        for node in filters:
            if f"search_default_{node.get('name')}" in context:
                domain &= Domain(literal_eval(node.get("domain")))
        self.assertEqual(self.env["loyalty.member"].search_count(domain), 4)

    def test_costs_are_for_managers(self):
        described = self.program.with_user(self.salesman).fields_get()
        self.assertNotIn("cost_planned", described)
        self.assertNotIn("cost_so_far", described)
        self.assertIn("next_step", described)
