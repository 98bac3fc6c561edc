from odoo import api, fields, models

from ...arithmetic.figures.figures import add_up, get_share
from ...sql.figures.payments import select_overdue, select_payment_behaviour

COUNTS = ("paid", "due", "late")
AVERAGES = ("days_to_pay", "days_agreed")


class KeyAccountDossier(models.Model):
    """How the client pays: invoices since the first of the last 12 finished months."""

    _inherit = "key.account.dossier"

    paid_invoice_count = fields.Integer(
        string="Invoices Paid", compute="_compute_payments"
    )
    days_to_pay = fields.Float(
        compute="_compute_payments",
        digits=(12, 1),
        help="Average days from the invoice date to the last payment. Invoices "
        "settled only by a credit note do not count.",
    )
    days_agreed = fields.Float(
        compute="_compute_payments",
        digits=(12, 1),
        help="Average days from the invoice date to the due date of the same invoices.",
    )
    due_invoice_count = fields.Integer(
        string="Invoices Due", compute="_compute_payments"
    )
    late_invoice_share = fields.Float(
        string="Paid Late",
        compute="_compute_payments",
        digits=(12, 4),
        help="Share of paid or due invoices that were paid after the due date or are "
        "still open after it.",
    )
    overdue_amount = fields.Monetary(
        string="Overdue Now",
        compute="_compute_payments",
        currency_field="figures_currency_id",
        help="Past the due date, less credit notes and payments not yet assigned.",
    )

    @api.depends("partner_id.commercial_partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_payments(self):
        rows = self._read_payments()
        for dossier in self:
            row = rows.get(dossier._origin.id, {})
            dossier.paid_invoice_count = row.get("paid", 0)
            dossier.days_to_pay = row.get("days_to_pay")
            dossier.days_agreed = row.get("days_agreed")
            dossier.due_invoice_count = row.get("due", 0)
            share = get_share(row.get("late", 0), row.get("due", 0))
            dossier.late_invoice_share = share
            dossier.overdue_amount = row.get("amount")

    def _read_payments(self):
        """Return ``{dossier's id: row}``."""
        result = {}
        for company, dossiers_by_client in self._get_clients_by_company().items():
            today = company._get_segment_today()
            start = company._get_key_account_year_start()
            clients = list(dossiers_by_client)
            behaviour = self._read_rows_by_dossier(
                select_payment_behaviour(company.id, clients, start, today),
                dossiers_by_client,
            )
            overdue = self._read_rows_by_dossier(
                select_overdue(company.id, clients, today), dossiers_by_client
            )
            for dossier_id, rows in behaviour.items():
                result[dossier_id] = {
                    **{name: add_up(rows, name) or 0 for name in COUNTS},
                    **{name: add_up(rows, name, "paid") for name in AVERAGES},
                    "amount": add_up(overdue[dossier_id], "amount"),
                }
        return result
