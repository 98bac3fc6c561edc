from odoo import fields
from odoo.tests import tagged

from ...models.runs import client_segment_run_documents
from .common_invoices import InvoicesCommon


@tagged("post_install", "-at_install")
class TestPurchasesOnce(InvoicesCommon):
    """With invoices as the source one sale is one purchase."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.source = "invoice"

    def _sell_with_advance(self, day, advance_day, invoice_day, percentage=30):
        order = self._order(day, delivered=0)
        advance = self._advance(order, percentage, advance_day)
        order.order_line.filtered("product_id").qty_delivered = 10
        return advance, self._invoice(order, invoice_day)

    def test_four_sales_with_an_advance(self):
        for month in ("08", "10", "12"):
            self._sell_with_advance(
                f"2024-{month}-01", f"2024-{month}-02", f"2024-{month}-20"
            )
        _advance, rest = self._sell_with_advance(
            "2025-02-01", "2025-02-02", "2025-04-20"
        )
        self.assertEqual(rest.amount_untaxed, 700)
        segment = self.assertFigures(4000, 1600, 4)
        self.assertMonths(segment, aug=1000, oct=1000, dec=1000, feb=300, apr=700)
        self.assertEqual(str(segment.last_order_date), "2025-04-20")
        self.company.segment_policy_id.measure = "order_count"
        segment = self._recompute()
        self.assertMonths(segment, aug=1, oct=1, dec=1, apr=1)

    def test_two_advances(self):
        order = self._order("2025-01-01", delivered=0)
        self._advance(order, 30, "2025-01-05")
        self._advance(order, 20, "2025-02-05")
        segment = self.assertFigures(500, 500, 1)
        self.assertEqual(str(segment.last_order_date), "2025-01-05")
        order.order_line.filtered("product_id").qty_delivered = 10
        self._invoice(order, "2025-03-05")
        segment = self.assertFigures(1000, 400, 1)
        self.assertEqual(str(segment.first_order_date), "2025-03-05")

    def test_all_in_advance(self):
        _advance, rest = self._sell_with_advance(
            "2025-01-01", "2025-01-05", "2025-03-05", percentage=100
        )
        self.assertEqual(rest.amount_untaxed, 0)
        self.assertFigures(1000, 400, 1)

    def test_advance_alone_is_a_purchase_until_it_is_paid_back(self):
        order = self._order("2025-01-01", delivered=0)
        advance = self._advance(order, 30, "2025-01-05")
        self.assertFigures(300, 300, 1)
        self._reverse(advance, "2025-05-05")
        segment = self.assertFigures(0, 0, 0)
        self.assertFalse(segment.last_order_date)

    def test_advance_that_was_corrected(self):
        """Made anew, or paid back by a credit note that was reversed itself"""
        order = self._order("2025-01-01", delivered=0)
        advance = self._advance(order, 30, "2025-01-05")
        again = self._reissue(advance, "2025-02-05", "2025-02-05")
        segment = self.assertFigures(300, 300, 1)
        self.assertEqual(str(segment.last_order_date), "2025-01-05")
        credit = self._reverse(again, "2025-03-05")
        self.assertFigures(0, 0, 0)
        self._reverse(credit, "2025-04-05")
        self.assertFigures(300, 300, 1)

    def test_invoices_for_parts_are_purchases(self):
        order = self._order("2025-01-10", delivered=4)
        self._invoice(order, "2025-01-15")
        order.order_line.qty_delivered = 10
        self._invoice(order, "2025-03-15")
        self.assertFigures(1000, 400, 2)

    def test_reverse_and_reinvoice(self):
        """In the period of the first invoice, with and without an order"""
        order = self._order("2025-01-10")
        self._reissue(self._invoice(order, "2025-01-15"), "2025-05-20", "2025-05-20")
        segment = self.assertFigures(1000, 400, 1)
        self.assertMonths(segment, jan=1000)
        plain = self.init_invoice(
            "out_invoice",
            partner=self.client,
            invoice_date="2025-02-15",
            amounts=[50],
            taxes=[],
            company=self.company,
            post=True,
        )
        self._reissue(plain, "2025-05-20", "2025-06-20")
        segment = self.assertFigures(1050, 450, 2)
        self.assertMonths(segment, jan=1000, feb=50)

    def test_reinvoiced_twice(self):
        invoice = self._invoice(self._order("2025-01-10"), "2025-01-15")
        second = self._reissue(invoice, "2025-03-20", "2025-03-20")
        third = self._reissue(second, "2025-05-20", "2025-05-20")
        self.assertEqual(third.segment_replaced_id, second)
        segment = self.assertFigures(1000, 400, 1)
        self.assertMonths(segment, jan=1000)

    def test_draft_in_its_place_is_nothing_yet(self):
        invoice = self._invoice(self._order("2025-01-10"), "2025-01-15")
        self._reissue(invoice, "2025-05-20")
        self.assertFigures(0, 0, 1)

    def test_reversed_and_billed_from_the_order_once_more(self):
        order = self._order("2025-01-10")
        self._reverse(self._invoice(order, "2025-01-15"), "2025-05-20")
        again = self._invoice(order, "2025-05-25")
        self.assertFalse(again.segment_replaced_id)
        segment = self.assertFigures(1000, 400, 1)
        self.assertMonths(segment, jan=1000)

    def test_reinvoiced_to_another_client(self):
        """The one it was made out to by mistake has not bought."""
        other = self._new_client("Other")
        invoice = self._invoice(self._order("2025-01-10"), "2025-01-15")
        again = self._reissue(invoice, "2025-05-20")
        again.partner_id = other
        self._post(again, "2025-05-20")
        segment = self.assertFigures(0, 0, 0)
        self.assertFalse(segment.last_order_date)
        bought = self._get_segment(other)
        self.assertEqual((bought.revenue, bought.order_count), (1000, 1))
        self.assertEqual(str(bought.last_order_date), "2025-01-15")

    def test_copy_is_a_new_purchase(self):
        invoice = self._invoice(self._order("2025-01-10"), "2025-01-15")
        again = self._reissue(invoice, "2025-03-20", "2025-03-20")
        self.assertFalse(again.copy().segment_replaced_id)
        self._post(invoice.copy(), "2025-05-20")
        self.assertFigures(2000, 800, 2)

    def test_debit_note_is_no_purchase(self):
        """Any column that leads to an earlier invoice stands for that of debit notes,
        which need not be installed."""
        self.patch(
            client_segment_run_documents, "MOVE_COLUMNS", ["auto_post_origin_id"]
        )
        invoice = self._invoice(self._order("2025-01-10"), "2025-01-15")
        charge = self.init_invoice(
            "out_invoice",
            partner=self.client,
            amounts=[50],
            taxes=[],
            company=self.company,
        )
        charge.auto_post_origin_id = invoice
        self._post(charge, "2025-05-20")
        segment = self.assertFigures(1050, 450, 1)
        self.assertMonths(segment, jan=1050)

    def test_active_clients(self):
        """An advance of which the rest was billed, and a credit note reversed, are no
        signs of activity."""
        invoice = self._invoice(self._order("2025-01-10"), "2025-01-15")
        self._reverse(self._reverse(invoice, "2025-05-20"), "2025-06-20")
        self._recompute()
        self.assertFalse(self.client.segment_is_active)
        moment = fields.Datetime.to_datetime("2025-07-15 12:00:00")
        self.assertEqual(self.company._count_active_segment_clients(moment), 0)
        self._invoice(self._order("2025-06-10"), "2025-06-15")
        self.assertEqual(self.company._count_active_segment_clients(moment), 1)
