from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..whole.browser import BrowserCase


@tagged("post_install", "-at_install")
class TestPriceListTour(BrowserCase):
    def test_tour_as_salesperson(self):
        company = self.env["res.company"].create({"name": "Tour Price Company"})
        self.env.user.company_ids += company
        salesman = new_test_user(
            self.env,
            login="price_list_tour",
            groups="sales_team.group_sale_salesman,base.group_partner_manager",
            email="price_list_tour@example.com",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Tour prices", "company_id": company.id}
        )
        dealers = self.env.ref("client_segmentation.client_audience_dealer")
        dealers.with_company(company).pricelist_id = pricelist
        dealers.benefits = "<p>Delivery in a day</p>"
        client = self.env["res.partner"].create(
            {
                "name": "Tour Client",
                "is_company": True,
                "email": "client@example.com",
                "company_id": company.id,
                "user_id": salesman.id,
            }
        )
        self.start_tour(
            f"/odoo/contacts/{client.id}",
            "client_price_list_tour",
            login="price_list_tour",
        )
        sending = self.env["client.price.list"].search(
            [("company_id", "=", company.id)]
        )
        self.assertEqual(sending.partner_id, client)
        self.assertEqual(sending.user_id, salesman)
        self.assertEqual(sending.pricelist_id, pricelist)
        self.assertIn("Tour prices", sending.message_id.attachment_ids.name)
