from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestClientSegmentTour(HttpCase):
    def test_tour_as_head_of_sales(self):
        company = self.env["res.company"].create({"name": "Tour Company"})
        manager = new_test_user(
            self.env,
            login="segment_tour",
            groups="sales_team.group_sale_manager,base.group_partner_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        product = self.env["product.product"].create(
            {"name": "Tour product", "type": "service", "taxes_id": False}
        )
        last_month = fields.Date.today() - relativedelta(months=1, day=15)
        for name, revenue in (("Tour Giant", 80), ("Tour Dwarf", 20)):
            client = self.env["res.partner"].create(
                {"name": name, "is_company": True, "company_id": company.id}
            )
            order = self.env["sale.order"].create(
                {
                    "partner_id": client.id,
                    "company_id": company.id,
                    "user_id": manager.id,
                    "order_line": [
                        Command.create(
                            {"product_id": product.id, "price_unit": revenue}
                        )
                    ],
                }
            )
            date_order = datetime.combine(last_month, time(12))
            order.write({"state": "sale", "date_order": date_order})
        self.start_tour("/odoo", "client_segment_tour", login="segment_tour")
        runs = self.env["client.segment.run"].search([("company_id", "=", company.id)])
        self.assertEqual(runs.user_id, manager)
