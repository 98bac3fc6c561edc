from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestClientMatrixTour(HttpCase):
    def test_tour_as_head_of_sales(self):
        company = self.env["res.company"].create({"name": "Matrix Company"})
        manager = new_test_user(
            self.env,
            login="matrix_tour",
            groups="sales_team.group_sale_manager,base.group_partner_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        product = self.env["product.product"].create(
            {"name": "Matrix product", "type": "service", "taxes_id": False}
        )
        last_month = fields.Date.today() - relativedelta(months=1, day=15)
        for name, revenue in (("Matrix Giant", 80), ("Matrix Dwarf", 20)):
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
        self.start_tour("/odoo", "client_matrix_tour", login="matrix_tour")
