from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..models import client_segment_run_touched
from ..sql.results import CLASS_COLUMNS, FACT_COLUMNS
from .common_invoices import InvoicesCommon
from .test_touched import LONG_AGO, TABLES, TODAY

SOURCES = ("order", "invoice")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTouchedInvoices(InvoicesCommon):
    """A run of the changed clients sees returns and corrections of old documents, and
    comes to the same as a run of all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(
            patch.object(client_segment_run_touched, "MANY_CLIENTS", 0)
        )
        cls.startClassPatcher(patch.object(client_segment_run_touched, "DRIFT", 1))
        cls.other = cls._new_client("Other")

    def setUp(self):
        super().setUp()
        # Nothing of what a small client does moves the cut-offs.
        small, self.client = self.client, self._new_client("Big")
        self._invoice(self._order("2025-01-10", 100_000), "2025-01-15")
        self.client = small

    def _age(self):
        self.env.flush_all()
        for table in (*TABLES, "account_move"):
            self.env.cr.execute(
                SQL("UPDATE %s SET write_date = %s", SQL.identifier(table), LONG_AGO)
            )
        self.env.invalidate_all()

    def _read_segments(self):
        names = [*FACT_COLUMNS, *CLASS_COLUMNS, "partner_id"]
        segments = self.env["client.segment"].search(
            [("company_id", "=", self.company.id)], order="partner_id"
        )
        return segments.read([name for name in names if "rfm" not in name], load=None)

    def _recompute_all(self):
        company = self.company.with_context(segment_all_clients=True)
        company.recompute_client_segments("2025-07-15")

    def assertSameAsFull(self):
        """After a change that was made since :meth:`_begin`"""
        run = self.company.recompute_client_segments("2025-07-15")
        self.assertEqual((run.state, run.scope), ("done", "touched"), run.message)
        found = self._read_segments()
        self.assertNotEqual(found, self.before)
        self._recompute_all()
        self.assertEqual(found, self._read_segments())

    def _begin(self):
        self._recompute_all()
        self._age()
        self.before = self._read_segments()

    def _sell(self):
        order = self._order("2025-01-10")
        return order, self._invoice(order, "2025-01-15")

    def _in(self, source):
        self.company.segment_source = source
        return self.subTest(source=source)

    def test_return_credited_from_the_order(self):
        for source in SOURCES:
            with self._in(source):
                order, _invoice = self._sell()
                self._begin()
                self._return(order, 3, "2025-07-10")
                self.assertSameAsFull()

    def test_return_reset_and_deleted(self):
        for source in SOURCES:
            with self._in(source):
                order, invoice = self._sell()
                credit = self._reverse(invoice, "2025-07-10", 3)
                credit.name = "/"
                self._begin()
                credit.button_draft()
                self._age()
                credit.unlink()
                self.assertTrue(order.exists())
                self.assertSameAsFull()

    def test_credit_note_reversed(self):
        for source in SOURCES:
            with self._in(source):
                _order, invoice = self._sell()
                credit = self._reverse(invoice, "2025-05-10", 3)
                self._begin()
                self._reverse(credit, "2025-07-10")
                self.assertSameAsFull()

    def test_return_of_an_order_that_another_client_pays(self):
        for source in SOURCES:
            with self._in(source):
                order = self._order("2025-01-10")
                order.partner_invoice_id = self.other
                self._invoice(order, "2025-01-15")
                self._begin()
                self._return(order, 3, "2025-07-10")
                self.assertSameAsFull()

    def test_made_out_to_another_client(self):
        self.company.segment_source = "invoice"
        _order, invoice = self._sell()
        again = self._reissue(invoice, "2025-05-10")
        again.partner_id = self.other
        self._begin()
        self._post(again, "2025-07-10")
        self.assertSameAsFull()

    def test_rest_after_an_advance(self):
        self.company.segment_source = "invoice"
        order = self._order("2025-01-10", delivered=0)
        self._advance(order, 30, "2025-01-15")
        self._begin()
        order.order_line.filtered("product_id").qty_delivered = 10
        self._invoice(order, "2025-07-10")
        self.assertSameAsFull()

    def test_credit_note_dated_ahead(self):
        for source in SOURCES:
            with self._in(source):
                self.client = self._new_client(source)
                order, _invoice = self._sell()
                self._return(order, 3, "2025-07-18")
                self._begin()
                self.assertEqual(self._get_segment().revenue, 1000)
                with freeze_time("2025-07-18 20:00:00"):
                    run = self.company.recompute_client_segments("2025-07-18")
                self.assertEqual(run.scope, "touched")
                self.assertEqual(self._get_segment().revenue, 700)
