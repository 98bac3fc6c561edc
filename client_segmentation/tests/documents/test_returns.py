from odoo.tests import tagged

from .common_invoices import InvoicesCommon


@tagged("post_install", "-at_install")
class TestReturnedInvoices(InvoicesCommon):
    """What comes back counts where it was sold, whichever way it was credited."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.source = "invoice"

    def test_credited_from_the_order(self):
        """10 sold in January at 100, of which 3 come back in May: 7 x 100, 7 x 40"""
        order = self._order("2025-01-10")
        self._invoice(order, "2025-01-15")
        credit = self._return(order, 3, "2025-05-20")
        self.assertEqual(credit.move_type, "out_refund")
        self.assertFalse(credit.reversed_entry_id)
        segment = self.assertFigures(700, 280, 1)
        self.assertMonths(segment, jan=700)
        self.assertFigures(1000, 400, 1, as_of="2025-05-19")

    def test_sold_before_the_horizon(self):
        order = self._order("2024-06-10")
        self._invoice(order, "2024-06-15")
        self._invoice(self._order("2025-02-10", 2), "2025-02-15")
        self._return(order, 3, "2025-05-20")
        segment = self.assertFigures(200, 80, 1)
        self.assertEqual(segment.total_revenue, 900)

    def test_each_line_to_its_own_invoice(self):
        """One credit note for orders of January and March: 3 and 4 of 10"""
        first, second = self._order("2025-01-10"), self._order("2025-03-10")
        self._invoice(first, "2025-01-15")
        self._invoice(second, "2025-03-15")
        first.order_line.qty_delivered -= 3
        second.order_line.qty_delivered -= 4
        credit = self._invoice(first | second, "2025-05-20")
        self.assertEqual(len(credit), 1)
        segment = self.assertFigures(1300, 520, 2)
        self.assertMonths(segment, jan=700, mar=600)

    def test_of_partial_invoices_the_last_one_before(self):
        order = self._order("2025-01-10", delivered=4)
        self._invoice(order, "2025-01-15")
        order.order_line.qty_delivered = 8
        self._invoice(order, "2025-03-15")
        self._return(order, 1, "2025-05-20")
        order.order_line.qty_delivered = 9
        self._invoice(order, "2025-06-15")
        segment = self._recompute()
        self.assertMonths(segment, jan=400, mar=300, jun=200)

    def test_taken_off_the_next_invoice(self):
        """A line of the order comes back when another one is billed: one invoice with
        -3 x 100 and 5 x 100"""
        order = self._order("2025-01-10")
        self._invoice(order, "2025-01-15")
        order.order_line = [
            (0, 0, {"product_id": self.bolt.id, "product_uom_qty": 5, "tax_ids": False})
        ]
        order.order_line[1].qty_delivered = 5
        mixed = self._return(order, 3, "2025-05-20")
        self.assertEqual(mixed.move_type, "out_invoice")
        segment = self.assertFigures(1200, 480, 2)
        self.assertMonths(segment, jan=700, may=500)

    def test_credit_note_that_was_reversed_itself_changes_nothing(self):
        for is_from_order in (True, False):
            with self.subTest(is_from_order=is_from_order):
                self.client = self._new_client(str(is_from_order))
                order = self._order("2025-01-10")
                invoice = self._invoice(order, "2025-01-15")
                if is_from_order:
                    credit = self._return(order, 3, "2025-05-20")
                else:
                    credit = self._reverse(invoice, "2025-05-20", 3)
                self._reverse(credit, "2025-06-20")
                segment = self.assertFigures(1000, 400, 1)
                self.assertMonths(segment, jan=1000)
                self.assertEqual(str(segment.last_order_date), "2025-01-15")
                self.assertFigures(700, 280, 1, as_of="2025-06-19")

    def test_buyer_type_takes_them_back(self):
        """At list price 1000 with 20 % off, of which 3 of 10 come back"""
        order = self._order("2025-01-10", discount=20)
        self._invoice(order, "2025-01-15")
        self._return(order, 3, "2025-05-20")
        segment = self.assertFigures(560, 140, 1)
        self.assertEqual((segment.list_amount, segment.discount_amount), (700, 140))
        self.assertEqual((segment.line_count, segment.promotion_order_count), (1, 0))


@tagged("post_install", "-at_install")
class TestReturnedOrders(InvoicesCommon):
    """Orders as the source, less what was credited of their lines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.segment_policy_id.source = "order"

    def test_credited_from_the_order(self):
        """10 at 100 and a cost of 60: 3 come back, 7 x 100 and 7 x 40 are left"""
        order = self._order("2025-01-10")
        self._invoice(order, "2025-01-15")
        self._return(order, 3, "2025-05-20")
        segment = self.assertFigures(700, 280, 1)
        self.assertMonths(segment, jan=700)
        self.assertFigures(1000, 400, 1, as_of="2025-05-19")

    def test_credited_from_the_invoice(self):
        order = self._order("2025-01-10")
        self._reverse(self._invoice(order, "2025-01-15"), "2025-05-20", 3)
        self.assertFigures(700, 280, 1)

    def test_price_taken_off_afterwards(self):
        """50 without a product: the goods stay, and so does their cost. Both sources"""
        order = self._order("2025-01-10")
        invoice = self._invoice(order, "2025-01-15")
        credit = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        credit.invoice_line_ids.write(
            {"product_id": False, "quantity": 1, "price_unit": 50, "tax_ids": False}
        )
        self._post(credit, "2025-05-20")
        self.assertFigures(950, 350, 1)
        self.company.segment_policy_id.source = "invoice"
        self.assertFigures(950, 350, 1)

    def test_draft_and_cancelled_credit_notes_do_not_count(self):
        order = self._order("2025-01-10")
        invoice = self._invoice(order, "2025-01-15")
        credit = self._reverse(invoice, "2025-05-20", 3)
        credit.button_draft()
        self.assertFigures(1000, 400, 1)
        credit.button_cancel()
        self.assertFigures(1000, 400, 1)

    def test_by_the_dozen(self):
        """2 dozen at 1,200, of which 6 pieces come back: 1,800, 1,800 - 18 x 60"""
        order = self._order("2025-01-10", 2, product_uom_id=self.dozen.id)
        invoice = self._invoice(order, "2025-01-15")
        credit = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        credit.invoice_line_ids.write(
            {"product_uom_id": self.unit.id, "quantity": 6, "price_unit": 100}
        )
        self._post(credit, "2025-05-20")
        self.assertFigures(1800, 720, 1)

    def test_order_that_was_lowered_first(self):
        """The order says 7 by itself: nothing is taken off twice."""
        self.bolt.invoice_policy = "order"
        order = self._order("2025-01-10")
        self._invoice(order, "2025-01-15")
        order.order_line.product_uom_qty = 7
        credit = self._invoice(order, "2025-05-20")
        self.assertEqual(credit.move_type, "out_refund")
        self.assertFigures(700, 280, 1)

    def test_of_a_part_that_was_billed(self):
        """6 of 10 are delivered, of which 2 come back."""
        order = self._order("2025-01-10", delivered=6)
        self._invoice(order, "2025-01-15")
        self._return(order, 2, "2025-05-20")
        self.assertFigures(800, 320, 1)

    def test_reverse_and_reinvoice_changes_nothing(self):
        for delivered in (10, 6):
            with self.subTest(delivered=delivered):
                self.client = self._new_client(str(delivered))
                order = self._order("2025-01-10", delivered=delivered)
                invoice = self._invoice(order, "2025-01-15")
                self._reissue(invoice, "2025-05-20", "2025-05-20")
                self.assertFigures(1000, 400, 1)

    def test_reversed_and_billed_from_the_order_once_more(self):
        for delivered in (10, 6):
            with self.subTest(delivered=delivered):
                self.client = self._new_client(str(delivered))
                order = self._order("2025-01-10", delivered=delivered)
                self._reverse(self._invoice(order, "2025-01-15"), "2025-05-20")
                self._invoice(order, "2025-05-25")
                self.assertFigures(1000, 400, 1)

    def test_reinvoiced_at_a_lower_price(self):
        """10 at 90 instead of 100, the goods stay: 900 - 600"""
        order = self._order("2025-01-10")
        invoice = self._invoice(order, "2025-01-15")
        again = self._reissue(invoice, "2025-05-20")
        again.invoice_line_ids.price_unit = 90
        self._post(again, "2025-05-20")
        self.assertFigures(900, 300, 1)

    def test_credit_note_that_was_reversed_itself_changes_nothing(self):
        order = self._order("2025-01-10", delivered=6)
        credit = self._reverse(self._invoice(order, "2025-01-15"), "2025-05-20", 3)
        self._reverse(credit, "2025-06-20")
        self.assertFigures(1000, 400, 1)
        self.assertFigures(700, 280, 1, as_of="2025-06-19")

    def test_advance_is_no_return(self):
        """30 % in advance, then the rest; and an advance that is paid back."""
        order = self._order("2025-01-10", delivered=0)
        self._advance(order, 30, "2025-01-15")
        order.order_line.filtered("product_id").qty_delivered = 10
        self._invoice(order, "2025-03-15")
        self.assertFigures(1000, 400, 1)
        other = self._order("2025-02-10", delivered=0)
        self._reverse(self._advance(other, 50, "2025-02-15"), "2025-04-15")
        self.assertFigures(2000, 800, 2)

    def test_advance_for_more_than_was_delivered(self):
        """All is paid in advance and 8 are delivered: the rest goes back by a credit
        note that bills the 8 and takes off the advance."""
        order = self._order("2025-01-10", delivered=0)
        self._advance(order, 100, "2025-01-15")
        order.order_line.filtered("product_id").write(
            {"product_uom_qty": 8, "qty_delivered": 8}
        )
        credit = self._invoice(order, "2025-03-15")
        self.assertEqual(credit.move_type, "out_refund")
        self.assertFigures(800, 320, 1)

    def test_return_after_an_advance(self):
        order = self._order("2025-01-10", delivered=0)
        self._advance(order, 30, "2025-01-15")
        order.order_line.filtered("product_id").qty_delivered = 10
        self._invoice(order, "2025-03-15")
        self._return(order, 3, "2025-05-20")
        self.assertFigures(700, 280, 1)

    def test_returned_in_full_is_still_a_purchase(self):
        order = self._order("2025-01-10")
        self._reverse(self._invoice(order, "2025-01-15"), "2025-05-20")
        segment = self.assertFigures(0, 0, 1)
        self.assertEqual(segment.total_margin, 0)

    def test_line_that_takes_money_off(self):
        """1000 less 100; all comes back."""
        order = self._order("2025-01-10")
        order.order_line = [
            (
                0,
                0,
                {
                    "product_id": self._new_product("Coupon", 0, 0).id,
                    "price_unit": -100,
                    "tax_ids": False,
                },
            )
        ]
        order.order_line[1].qty_delivered = 1
        invoice = self._invoice(order, "2025-01-15")
        self.assertEqual(invoice.amount_untaxed, 900)
        self.assertFigures(900, 300, 1)
        self._reverse(invoice, "2025-05-20")
        segment = self.assertFigures(0, 0, 1)
        self.assertEqual((segment.list_amount, segment.discount_amount), (0, 0))

    def test_foreign_currency_at_the_rate_of_the_order(self):
        """1,000 KAD at 4 are 250; 3 of 10 come back when 5 are one unit."""
        rates = {"2020-01-01": 4, "2025-05-01": 5}
        pricelist = self._create_foreign_pricelist(rates)
        order = self._order("2025-01-10", pricelist=pricelist, price_unit=100)
        order.order_line.purchase_price = 60
        self._invoice(order, "2025-01-15")
        self._return(order, 3, "2025-05-20")
        # 700 and 7 x 40 at 4
        self.assertFigures(175, 70, 1)

    def test_buyer_type_takes_them_back(self):
        order = self._order("2025-01-10", discount=20)
        self._invoice(order, "2025-01-15")
        self._return(order, 3, "2025-05-20")
        segment = self.assertFigures(560, 140, 1)
        self.assertEqual((segment.list_amount, segment.discount_amount), (700, 140))
        self.assertEqual(segment.line_count, 1)

    def test_of_another_company(self):
        """The invoice goes to the parent; the order is the client's."""
        payer = self._new_client("Payer")
        order = self._order("2025-01-10")
        order.partner_invoice_id = payer
        self._invoice(order, "2025-01-15")
        credit = self._return(order, 3, "2025-05-20")
        self.assertEqual(credit.partner_id, payer)
        self.assertFigures(700, 280, 1)
