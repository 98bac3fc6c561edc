from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..whole.browser import BrowserCase
from ..whole.switches import use_everything


@tagged("post_install", "-at_install")
class TestOpportunityTour(BrowserCase):
    """A salesperson clicks through an opportunity of his own."""

    def setUp(self):
        super().setUp()
        company = self.env["res.company"].create({"name": "Tour Deals Company"})
        use_everything(company)
        salesman = new_test_user(
            self.env,
            login="deal_tour",
            groups="sales_team.group_sale_salesman",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.lead = self.env["crm.lead"].create(
            {
                "name": "Tour Deal",
                "type": "opportunity",
                "company_id": company.id,
                "user_id": salesman.id,
                "team_id": False,
            }
        )

    def test_purchase_timing(self):
        self.start_tour("/odoo/crm", "purchase_timing_tour", login="deal_tour")
        self.assertEqual(self.lead.purchase_timing, "urgent")

    def test_qualification(self):
        self.start_tour("/odoo/crm", "qualification_tour", login="deal_tour")
        self.assertEqual(self.lead.qualification_money, "yes")
        self.assertEqual(self.lead.qualification_decision, "no")
