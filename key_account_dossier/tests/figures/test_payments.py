from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from ..common import MANAGER


@tagged("post_install", "-at_install")
class TestPayments(AccountTestInvoicingCommon):
    """Invoices of one client, looked at on 15 July 2025 by a manager who has no role
    in accounting or sales."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2025-07-15 09:00:00"))
        cls.company = cls.company_data["company"]
        cls.company.resource_calendar_id.tz = "UTC"
        cls.owner = cls._create_new_internal_user(login="kad_payer", groups=MANAGER)
        cls.owner.write(
            {
                "company_ids": [Command.set(cls.company.ids)],
                "company_id": cls.company.id,
            }
        )
        cls.client = cls.env["res.partner"].create({"name": "C", "is_company": True})
        cls.site = cls.env["res.partner"].create(
            {"name": "Site", "parent_id": cls.client.id, "type": "invoice"}
        )
        cls.dossier = (
            cls.env["key.account.dossier"]
            .sudo()
            .create(
                {
                    "partner_id": cls.client.id,
                    "user_id": cls.owner.id,
                    "company_id": cls.company.id,
                }
            )
        )

    def _invoice(self, day, due, amount, paid_on=None, **kwargs):
        invoice = self.init_invoice(
            "out_invoice",
            partner=kwargs.pop("partner", self.client),
            invoice_date=day,
            amounts=[amount],
            taxes=[],
            company=self.company,
            **kwargs,
        )
        invoice.invoice_payment_term_id = False
        invoice.invoice_date_due = due
        invoice.action_post()
        if paid_on:
            self._pay(invoice, paid_on)
        return invoice

    def _pay(self, invoice, day, amount=None):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        values = {"payment_date": day, **({"amount": amount} if amount else {})}
        return register.create(values)._create_payments()

    def _open(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.dossier.with_user(self.owner)

    def test_days_and_lateness(self):
        """Paid after 10 of 30 days and 50 of 30 days: 30 on average, agreed 30. Due:
        those two, and one open since 10 July; two of the three are late."""
        self._invoice("2025-01-01", "2025-01-31", 100, paid_on="2025-01-11")
        self._invoice(
            "2025-02-01", "2025-03-03", 100, paid_on="2025-03-23", partner=self.site
        )
        self._invoice("2025-06-10", "2025-07-10", 70)
        self._invoice("2025-07-01", "2025-07-31", 500)  # not due yet
        self._invoice("2024-06-30", "2024-07-10", 40, paid_on="2025-02-01")  # too old
        dossier = self._open()
        self.assertEqual(dossier.paid_invoice_count, 2)
        self.assertEqual(dossier.days_to_pay, 30)
        self.assertEqual(dossier.days_agreed, 30)
        self.assertEqual(dossier.due_invoice_count, 3)
        self.assertAlmostEqual(dossier.late_invoice_share, 2 / 3, places=4)
        self.assertEqual(dossier.overdue_amount, 70)

    def test_last_of_several_payments_counts(self):
        invoice = self._invoice("2025-01-01", "2025-01-31", 100)
        self._pay(invoice, "2025-01-11", amount=60)
        self._pay(invoice, "2025-02-20", amount=40)
        dossier = self._open()
        self.assertEqual(dossier.days_to_pay, 50)
        self.assertEqual(dossier.late_invoice_share, 1)

    def test_credit_note_is_no_payment(self):
        """It takes an invoice back (nobody is late), or lowers what is overdue."""
        invoice = self._invoice("2025-01-01", "2025-01-31", 100)
        self._refund(invoice)
        dossier = self._open()
        self.assertEqual(dossier.due_invoice_count, 0)
        self.assertEqual(dossier.overdue_amount, 0)
        self._invoice("2025-06-01", "2025-06-10", 100)
        self.init_invoice(
            "out_refund",
            partner=self.client,
            invoice_date="2025-06-20",
            amounts=[30],
            taxes=[],
            company=self.company,
            post=True,
        )
        self.assertEqual(self._open().overdue_amount, 70)

    def _refund(self, invoice):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        reversal = wizard.create(
            {"date": "2025-02-10", "journal_id": invoice.journal_id.id}
        )
        refund = self.env["account.move"].browse(reversal.refund_moves()["res_id"])
        refund.action_post()
        lines = (invoice | refund).line_ids
        lines.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        ).reconcile()

    def test_part_of_an_invoice_is_due(self):
        """Of 100 in two parts, 30 % at once and the rest in August."""
        term = self.env["account.payment.term"].create(
            {
                "name": "In two parts",
                "line_ids": [
                    Command.create({"value_amount": 30, "nb_days": 0}),
                    Command.create({"value_amount": 70, "nb_days": 60}),
                ],
            }
        )
        invoice = self.init_invoice(
            "out_invoice",
            partner=self.client,
            invoice_date="2025-06-20",
            amounts=[100],
            taxes=[],
            company=self.company,
        )
        invoice.invoice_payment_term_id = term
        invoice.action_post()
        self.assertEqual(self._open().overdue_amount, 30)

    def test_foreign_currency(self):
        """90 of another currency, at 2 to the unit when invoiced, are 45."""
        currency = self.env["res.currency"].create(
            {
                "name": "KAD",
                "symbol": "K",
                "rate_ids": [
                    Command.create(
                        {"name": "2025-01-01", "rate": 2, "company_id": self.company.id}
                    )
                ],
            }
        )
        self._invoice("2025-05-01", "2025-05-10", 90, currency=currency)
        self.assertEqual(self._open().overdue_amount, 45)

    def test_revenue_from_invoices_net_of_credit_notes(self):
        self.company.segment_policy_id.source = "invoice"
        invoice = self._invoice("2025-03-05", "2025-04-05", 100)
        refund = invoice._reverse_moves([{"invoice_date": "2025-07-01"}])
        refund.invoice_line_ids.price_unit = 40
        refund.action_post()
        dossier = self._open()
        self.assertEqual(dossier.revenue_year, 60)
        self.assertEqual(dossier.revenue_running, 0)
        self.assertEqual(dossier.order_count_year, 1)
        march = dossier.revenue_months[20]
        self.assertEqual(march, {"month": "2025-03-01", "amount": 60})

    def test_other_company_is_left_out(self):
        other = self.setup_other_company()["company"]
        move = self.init_invoice(
            "out_invoice",
            partner=self.client,
            invoice_date="2025-05-01",
            amounts=[900],
            taxes=[],
            company=other,
            post=True,
        )
        self.assertEqual(move.company_id, other)
        dossier = self._open()
        self.assertEqual(dossier.due_invoice_count, 0)
        self.assertEqual(dossier.overdue_amount, 0)
