from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..dossier.common_contents import ContentsCommon

SALES = "sales_team.group_sale_salesman"
ALL_LEADS = "sales_team.group_sale_salesman_all_leads"


@tagged("post_install", "-at_install")
class TestOpportunity(ContentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner.group_ids |= cls.env.ref(SALES)
        cls.plan = cls._add_plan(name="Take their second plant")

    def _start(self, action):
        start = (
            self.env[action["res_model"]]
            .with_user(self.owner)
            .with_context(**action["context"])
            .create({"expected_revenue": 700})
        )
        return start

    def test_says_who_will_see_it(self):
        start = self._start(self.plan.action_start_opportunity())
        seen_by = self.outsiders["all_documents"]
        self.assertIn(seen_by, start._find_readers())
        self.assertNotIn(self.colleague, start._find_readers())
        self.assertIn("CRM", start.visibility_note)

    def test_the_opportunity_keeps_no_trace(self):
        start = self._start(self.plan.action_start_opportunity())
        start.action_start()
        link = self.plan.opportunity_ids
        lead = link.lead_id
        self.assertEqual(self.mine.opportunity_ids, link)
        self.assertEqual(lead.name, self.client_partner.name)
        self.assertEqual((lead.user_id, lead.expected_revenue), (self.owner, 700))
        told = self.outsiders["all_documents"]
        shown = lead.with_user(told).read()[0]
        text = str(shown) + str(lead.sudo().message_ids.mapped("body"))
        self.assertNotIn("second plant", text)
        self.assertNotIn("key.account", text)
        with self.assertRaises(AccessError):
            link.with_user(told).read(["lead_id"])
        lead.sudo().unlink()
        self.assertFalse(link.exists())

    def test_not_from_somebody_elses_dossier(self):
        with self.assertRaises(AccessError):
            self.plan.with_user(self.colleague).action_start_opportunity()
        start = self.env["key.account.opportunity.start"].with_user(self.colleague)
        with self.assertRaises(AccessError):
            start.create({"dossier_id": self.dossier.id, "name": "Mine"})

    def test_tasks_are_as_closed_as_the_dossier(self):
        action = self.plan.action_add_task()
        adding = (
            self.env[action["res_model"]]
            .with_user(self.owner)
            .with_context(**action["context"])
        )
        wizard = adding.create({"name": "Ask"})
        self.assertEqual(wizard.insider_ids, self.owner | self.boss)
        wizard.action_add()
        task = self.plan.task_ids
        self.assertEqual((task.res_model, task.summary), (self.dossier._name, "Ask"))
        with self.assertRaises(AccessError):
            adding.with_user(self.colleague).create({"name": "Ask"})
        with self.assertRaises(UserError):
            adding.create({"name": "Ask", "user_id": self.colleague.id}).action_add()
        with self.assertRaises(AccessError):
            task.with_user(self.colleague).read(["summary"])
        self.dossier.with_user(self.boss).user_id = self.boss
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(task.sudo().user_id, self.boss)

    def test_what_others_lose(self):
        """10 h planned, 16 used: 6 h for 4 other clients are 1.5 h each."""
        self.assertFalse(self.mine.plan_loss_note)
        self.env["res.partner"].create(
            [{"name": f"Other {n}", "user_id": self.owner.id} for n in range(4)]
        )
        self.client_partner.user_id = self.owner
        self.plan.hours_planned = 10
        self.plan.result_ids = [(0, 0, {"date": date(2026, 2, 1), "hours": 16})]
        self.assertIn("6.0 h more", self.mine.plan_loss_note)
        self.assertIn("1.5 h less", self.mine.plan_loss_note)
        self.assertIn("4 other", self.mine.plan_loss_note)
