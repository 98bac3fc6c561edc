from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import SegmentationTourCase


@tagged("post_install", "-at_install")
class TestTermsTour(SegmentationTourCase):
    def setUp(self):
        super().setUp()
        self.env.ref("base.group_user").implied_ids += self.env.ref(
            "sale.group_discount_per_so_line"
        )
        self.company = self._create_company("Terms", "terms_tour", Giant=80, Dwarf=20)
        self.salesman = new_test_user(
            self.env,
            login="terms_tour_sales",
            groups="sales_team.group_sale_salesman",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.clients = self.env["res.partner"].search(
            [("company_id", "=", self.company.id), ("name", "like", "Terms ")]
        )
        self.clients.user_id = self.salesman
        self.company.recompute_client_segments()
        self.env["client.segment.terms"].create(
            {
                "name": "Tour rule",
                "company_id": self.company.id,
                "abc": "a",
                "is_discount_limited": True,
                "discount_limit": 10,
                "delivery_days": 3,
            }
        )

    def test_tour_as_head_of_sales(self):
        giant = self.clients.filtered(lambda client: "Giant" in client.name)
        giant = giant.with_company(self.company)
        self.start_tour("/odoo", "client_terms_tour", login="terms_tour")
        self.assertFalse(giant.client_discount_limited, "undone")
        self.assertEqual(giant.client_delivery_days, 3)

    def test_tour_as_salesperson(self):
        giant = self.clients.filtered(lambda client: "Giant" in client.name)
        product = self.env["product.product"].search([("name", "=", "Terms product")])
        order = (
            self.env["sale.order"]
            .with_user(self.salesman)
            .create(
                {
                    "partner_id": giant.id,
                    "user_id": self.salesman.id,
                    "date_order": fields.Datetime.now(),
                    "order_line": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "price_unit": 10,
                                "discount": 18,
                            }
                        )
                    ],
                }
            )
        )
        self.start_tour(
            f"/odoo/sales/{order.id}",
            "client_terms_quotation_tour",
            login="terms_tour_sales",
        )
        self.assertEqual(order.order_line.discount, 10)
