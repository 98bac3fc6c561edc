from dataclasses import dataclass

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.client_segmentation.models.core.doors import need_one
from odoo.addons.client_segmentation.models.core.facets import open_with_facet


@dataclass(frozen=True)
class Documents:
    """Open documents of one kind: ``amount`` is in the currency of each document where
    ``currency`` names it, otherwise in the company's."""

    model: str
    action: str
    amount: str
    domain: tuple
    currency: str = ""
    overdue: str = ""


DOCUMENTS = {
    "opportunities": Documents(
        "crm.lead",
        "crm.crm_lead_opportunities",
        "expected_revenue",
        (("type", "=", "opportunity"), ("won_status", "=", "pending")),
    ),
    "quotations": Documents(
        "sale.order",
        "sale.action_orders",
        "amount_untaxed",
        (("state", "in", ("draft", "sent")),),
        currency="currency_id",
    ),
    "undelivered": Documents(
        "sale.order",
        "sale.action_orders",
        "amount_untaxed",
        (
            ("state", "=", "sale"),
            ("delivery_status", "in", ("pending", "started", "partial")),
        ),
        currency="currency_id",
    ),
    "overdue": Documents(
        "account.move",
        "account.action_move_out_invoice_type",
        "amount_residual_signed",
        (
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
            ("payment_state", "in", ("not_paid", "partial")),
        ),
        overdue="invoice_date_due",
    ),
}


class KeyAccountDossier(models.Model):
    """Open documents of the client, as many and as much as the user may see: the rules
    of each model decide, not those of the dossier."""

    _inherit = "key.account.dossier"

    def action_open_documents(self, kind):
        """Open the list behind a number of the first page: as many lines, and what
        they are filtered by is on show.

        :param kind: a key of :data:`DOCUMENTS`
        """
        need_one(self)
        known = isinstance(kind, str) and kind in DOCUMENTS
        if not known or not self._has_documents(kind):
            raise UserError(self.env._("There are no such documents."))
        documents = DOCUMENTS[kind]
        action = self.env["ir.actions.act_window"]._for_xml_id(documents.action)
        label = self._get_document_labels()[kind]
        facet = f"{label}: {self._get_print_client_name()}"
        domain = self._get_document_domain(kind)
        action = open_with_facet(action, facet, domain)
        views = [view for view in action["views"] if view[1] != "list"]
        lists = [view for view in action["views"] if view[1] == "list"]
        return {**action, "name": label, "views": lists + views}

    def _get_documents(self):
        """Return ``[{key, label, count, amount}]`` of the kinds the user may read."""
        labels = self._get_document_labels()
        lines = []
        for kind in DOCUMENTS:
            if self._has_documents(kind):
                count, amount = self._sum_documents(kind)
                lines.append(
                    {
                        "key": kind,
                        "label": labels[kind],
                        "count": count,
                        "amount": self._format_money(amount) if count else "",
                        "is_late": kind == "overdue" and bool(count),
                    }
                )
        return lines

    def _get_document_labels(self):
        return {
            "opportunities": self.env._("Open opportunities"),
            "quotations": self.env._("Open quotations"),
            "undelivered": self.env._("Orders to deliver"),
            "overdue": self.env._("Overdue invoices"),
        }

    def _has_documents(self, kind):
        """Tell whether Odoo has such documents, and the user the right to them."""
        model = self.env[DOCUMENTS[kind].model]
        names = {name for name, _operator, _value in DOCUMENTS[kind].domain}
        return names <= model._fields.keys() and model.has_access("read")

    def _get_document_domain(self, kind):
        documents, clients = DOCUMENTS[kind], []
        for by_client in self._get_clients_by_company().values():
            clients += by_client
        domain = Domain("partner_id.commercial_partner_id", "in", clients)
        domain &= Domain("company_id", "in", (self.company_id.id, False))
        if documents.overdue:
            domain &= Domain(documents.overdue, "<", self._get_document_today())
        return domain & Domain(list(documents.domain))

    def _get_document_today(self):
        # The day by which the figures of the dossier count, too.
        return self.sudo().company_id._get_segment_today()

    def _sum_documents(self, kind):
        documents = DOCUMENTS[kind]
        groupby = [documents.currency] if documents.currency else []
        groups = self.env[documents.model]._read_group(
            self._get_document_domain(kind),
            groupby,
            ["__count", f"{documents.amount}:sum"],
        )
        count = total = 0
        company = self.sudo().company_id
        for *currency, number, amount in groups:
            count += number
            if currency:
                today = fields.Date.context_today(self)
                amount = (
                    currency[0]
                    .sudo()
                    ._convert(amount, company.currency_id, company, today)
                )
            total += amount or 0
        return count, total
