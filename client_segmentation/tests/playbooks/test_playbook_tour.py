from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestClientPlaybookTour(SegmentationTourCase):
    def test_tour_as_salesperson(self):
        company = self._create_company("Playbook", "playbook_head", Giant=80)
        new_test_user(
            self.env,
            login="playbook_tour",
            groups="sales_team.group_sale_salesman",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        client = self.env["res.partner"].search([("company_id", "=", company.id)])
        company.recompute_client_segments()
        call = self.env.ref("mail.mail_activity_data_call")
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Tour plan",
                "res_model": "res.partner",
                "company_id": company.id,
                "template_ids": [
                    Command.create(
                        {"summary": "Call them first", "activity_type_id": call.id}
                    )
                ],
            }
        )
        self.env["client.segment.playbook"].create(
            {
                "name": "Tour playbook",
                "segment_class": "temperature:hot",
                "goal": "Tour goal",
                "script": "<p>Say hello.</p>",
                "company_id": company.id,
                "plan_id": plan.id,
            }
        )
        self.start_tour(
            f"/odoo/res.partner/{client.id}",
            "client_playbook_tour",
            login="playbook_tour",
        )
        starts = self.env["client.segment.playbook.start"].search(
            [("partner_id", "=", client.id)]
        )
        self.assertEqual(starts.mapped("state"), ["stopped"])
        self.assertEqual(starts.starter_id.login, "playbook_tour")
