from odoo.tests import freeze_time, tagged

from ..documents.common_invoices import InvoicesCommon
from .test_run_again import TODAY, RunAgainCase

SOURCES = ("order", "invoice")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRunAgainInvoices(InvoicesCommon, RunAgainCase):
    """A run sees returns and corrections of old documents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._new_client("Other")

    def setUp(self):
        super().setUp()
        # Nothing of what a small client does moves the cut-offs.
        small, self.client = self.client, self._new_client("Big")
        self._invoice(self._order("2025-01-10", 100_000), "2025-01-15")
        self.client = small

    def assertSeen(self):
        """After a change that was made since :meth:`_begin`"""
        self.assertSameAnew()
        self.assertNotEqual(self._read_segments(), self.before)

    def _begin(self):
        self._recompute()
        self.before = self._read_segments()

    def _sell(self):
        order = self._order("2025-01-10")
        return order, self._invoice(order, "2025-01-15")

    def _in(self, source):
        self.company.segment_policy_id.source = source
        return self.subTest(source=source)

    def test_return_credited_from_the_order(self):
        for source in SOURCES:
            with self._in(source):
                order, _invoice = self._sell()
                self._begin()
                self._return(order, 3, "2025-07-10")
                self.assertSeen()

    def test_return_reset_and_deleted(self):
        for source in SOURCES:
            with self._in(source):
                order, invoice = self._sell()
                credit = self._reverse(invoice, "2025-07-10", 3)
                credit.name = "/"
                self._begin()
                credit.button_draft()
                credit.unlink()
                self.assertTrue(order.exists())
                self.assertSeen()

    def test_credit_note_reversed(self):
        for source in SOURCES:
            with self._in(source):
                _order, invoice = self._sell()
                credit = self._reverse(invoice, "2025-05-10", 3)
                self._begin()
                self._reverse(credit, "2025-07-10")
                self.assertSeen()

    def test_return_of_an_order_that_another_client_pays(self):
        for source in SOURCES:
            with self._in(source):
                order = self._order("2025-01-10")
                order.partner_invoice_id = self.other
                self._invoice(order, "2025-01-15")
                self._begin()
                self._return(order, 3, "2025-07-10")
                self.assertSeen()

    def test_made_out_to_another_client(self):
        self.company.segment_policy_id.source = "invoice"
        _order, invoice = self._sell()
        again = self._reissue(invoice, "2025-05-10")
        again.partner_id = self.other
        self._begin()
        self._post(again, "2025-07-10")
        self.assertSeen()

    def test_rest_after_an_advance(self):
        self.company.segment_policy_id.source = "invoice"
        order = self._order("2025-01-10", delivered=0)
        self._advance(order, 30, "2025-01-15")
        self._begin()
        order.order_line.filtered("product_id").qty_delivered = 10
        self._invoice(order, "2025-07-10")
        self.assertSeen()

    def test_credit_note_dated_ahead(self):
        for source in SOURCES:
            with self._in(source):
                self.client = self._new_client(source)
                order, _invoice = self._sell()
                self._return(order, 3, "2025-07-18")
                self._begin()
                self.assertEqual(self._get_segment().revenue, 1000)
                with freeze_time("2025-07-18 20:00:00"):
                    self.assertSameAnew("2025-07-18")
                self.assertEqual(self._get_segment().revenue, 700)
