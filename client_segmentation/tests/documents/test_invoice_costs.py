from odoo.fields import Command
from odoo.tests import tagged

from .common_invoices import InvoicesCommon


@tagged("post_install", "-at_install")
class TestInvoiceCosts(InvoicesCommon):
    """Cost is per unit of measure: 60 a piece are 720 a dozen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.source = "invoice"

    def _create_invoice(self, quantity, uom, price, move_type="out_invoice", **line):
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.client.id,
                "invoice_date": "2025-01-15",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.bolt.id,
                            "quantity": quantity,
                            "product_uom_id": uom.id,
                            "price_unit": price,
                            "tax_ids": False,
                            **line,
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    def test_dozen_without_an_order(self):
        """1,200 - 12 x 60"""
        self._create_invoice(1, self.dozen, 1200)
        self.assertFigures(1200, 480, 1)

    def test_product_sold_by_the_dozen_and_invoiced_by_the_piece(self):
        """A dozen costs 720: 6 pieces at 100, less half of it"""
        self.bolt = self._new_product("Box", 1200, 720, uom_id=self.dozen.id)
        self._create_invoice(6, self.unit, 100)
        self.assertFigures(600, 240, 1)

    def test_credit_note_by_the_dozen(self):
        """24 pieces at 100, of which a dozen comes back: 1,200 - 12 x 60"""
        self._create_invoice(24, self.unit, 100)
        self._create_invoice(1, self.dozen, 1200, move_type="out_refund")
        self.assertFigures(1200, 480, 1)

    def test_line_without_a_product_costs_nothing(self):
        self._create_invoice(5, self.unit, 10, product_id=False)
        self.assertFigures(50, 50, 1)

    def test_ordered_by_the_dozen_and_invoiced_by_the_piece(self):
        order = self._order("2025-01-10", 1, product_uom_id=self.dozen.id)
        self.assertEqual(order.order_line.purchase_price, 720)
        self.assertEqual(order.amount_untaxed, 1200)
        move = order._create_invoices()
        move.invoice_line_ids.write(
            {"product_uom_id": self.unit.id, "quantity": 12, "price_unit": 100}
        )
        self._post(move, "2025-01-15")
        self.assertFigures(1200, 480, 1)

    def test_ordered_by_the_piece_and_invoiced_by_the_dozen(self):
        order = self._order("2025-01-10", 12)
        order.order_line.purchase_price = 50  # what the buyer got it for
        move = order._create_invoices()
        move.invoice_line_ids.write(
            {"product_uom_id": self.dozen.id, "quantity": 1, "price_unit": 1200}
        )
        self._post(move, "2025-01-15")
        self.assertFigures(1200, 1200 - 12 * 50, 1)

    def test_order_in_a_foreign_currency(self):
        """One dozen at 1,200 KAD, 4 to the unit: 300, of a cost of 720 KAD: 180"""
        self.bolt.standard_price = 15
        order = self._order(
            "2025-01-10",
            1,
            pricelist=self._create_foreign_pricelist({"2020-01-01": 4}),
            product_uom_id=self.dozen.id,
            price_unit=1200,
        )
        self.assertEqual(order.order_line.purchase_price, 720)
        self._invoice(order, "2025-01-15")
        self.assertFigures(300, 120, 1)

    def test_each_company_has_its_own_cost(self):
        other = self._create_company(name="Other Company")
        self.bolt.with_company(other).standard_price = 99
        self._create_invoice(1, self.dozen, 1200)
        self.assertFigures(1200, 480, 1)
