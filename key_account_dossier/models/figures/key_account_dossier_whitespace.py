from collections import defaultdict

from odoo import Command, api, fields, models

from ...arithmetic.figures.figures import MONTHS, YEAR, get_months
from ...arithmetic.figures.whitespace import (
    MIN_CLIENTS,
    Group,
    Kind,
    find_gaps,
    find_similar,
)
from ...sql.figures.whitespace import select_purchases


class KeyAccountDossier(models.Model):
    """Product categories against similar clients (see :mod:`..whitespace`).

    To compare, all purchases of the company in a year have to be read. So it is done
    once a day for all dossiers, and on demand, and the result is stored.
    """

    _inherit = "key.account.dossier"

    whitespace_ids = fields.One2many(
        comodel_name="key.account.whitespace",
        inverse_name="dossier_id",
        readonly=True,
        copy=False,
    )
    whitespace_date = fields.Datetime(string="Compared On", readonly=True, copy=False)
    whitespace_basis = fields.Selection(
        selection=[
            ("audience_abc", "same audience and ABC class"),
            ("audience", "same audience"),
            ("abc", "same ABC class"),
        ],
        string="Similar By",
        readonly=True,
        copy=False,
    )
    whitespace_similar_count = fields.Integer(
        string="Similar Clients", readonly=True, copy=False, aggregator=None
    )
    whitespace_note = fields.Char(
        string="Compared With", compute="_compute_whitespace_note"
    )

    @api.depends("whitespace_date", "whitespace_basis", "whitespace_similar_count")
    @api.depends_context("lang")
    def _compute_whitespace_note(self):
        field = self._fields["whitespace_basis"]
        labels = dict(field._description_selection(self.env))
        for dossier in self:
            dossier.whitespace_note = dossier._get_whitespace_note(labels)

    def _get_whitespace_note(self, labels):
        if not self.whitespace_date:
            return self.env._("The client has not been compared yet.")
        if not self.whitespace_basis:
            return self.env._(
                "Not enough data: fewer than %(minimum)s similar clients bought in "
                "the last 12 months, or the client itself bought nothing.",
                minimum=MIN_CLIENTS,
            )
        return self.env._(
            "Compared with %(count)s similar clients (%(basis)s).",
            count=self.whitespace_similar_count,
            basis=labels[self.whitespace_basis],
        )

    def action_refresh_whitespace(self):
        self.check_access("write")
        # The purchases of other clients are read, and only their sums are shown.
        self.sudo()._refresh_whitespace()

    @api.model
    def _cron_refresh_whitespace(self):
        """Compare all clients with a dossier, one company after the other."""
        dossiers = self.search([("active", "=", True)])
        for of_company in dossiers.grouped("company_id").values():
            of_company._refresh_whitespace()
            if not self._commit_secretly():
                break
        self._commit_secretly(is_done=True)

    def _refresh_whitespace(self):
        """Compare the clients again; to be called as superuser."""
        for company, dossiers in self.grouped("company_id").items():
            groups, kinds, bought = dossiers._read_purchases(company)
            for dossier in dossiers:
                client = dossier.partner_id.commercial_partner_id.id
                # The client alone is taken out of those it is compared with.
                basis, similar = find_similar(
                    groups, kinds.get(client, Kind(None, None)), bought[client]
                )
                own = dossier._add_up_purchases(bought)
                dossier._set_whitespace(basis, similar, own)

    def _add_up_purchases(self, bought):
        """Return ``{category's id: amount}`` of the client and its affiliates."""
        result = defaultdict(float)
        for client in self._get_group_clients():
            for category, amount in bought[client.id].items():
                result[category] += amount
        return dict(result)

    def _set_whitespace(self, basis, similar, bought):
        rows = [
            Command.create(self._prepare_whitespace_values(gap, similar))
            for gap in (find_gaps(similar, bought) if basis else [])
        ]
        self.write(
            {
                "whitespace_date": fields.Datetime.now(),
                "whitespace_basis": basis,
                "whitespace_similar_count": basis and similar.clients,
                "whitespace_ids": [Command.clear(), *rows],
            }
        )

    def _prepare_whitespace_values(self, gap, similar):
        return {
            "categ_id": gap.category,
            "currency_id": self.company_id.currency_id.id,
            "bought": gap.bought,
            "expected": gap.expected,
            "potential": gap.potential,
            "share": gap.share,
            "buyer_count": gap.buyers,
            "similar_count": similar.clients,
            "is_bought": gap.bought > 0,
        }

    def _read_purchases(self, company):
        """Return ``{Kind: Group}`` of all clients of the company, ``{client's id:
        Kind}`` and ``{client's id: {category's id: amount}}`` of those of ``self``."""
        months = get_months(company._get_segment_today())[YEAR : MONTHS + 1]
        parameters = company._get_key_account_parameters(months)
        clients = self._get_group_clients().ids
        groups, kinds, bought = defaultdict(Group), {}, defaultdict(dict)
        for row in self._read_rows(select_purchases(parameters, clients)):
            kind = Kind(row["audience_id"], row["abc"])
            category, group = row["categ_id"], groups[kind]
            if row["kind"] == "clients":
                group.clients = row["clients"]
            elif row["kind"] == "category":
                group.shares[category] = row["share"]
                group.buyers[category] = row["clients"]
            else:
                client = row["client_id"]
                kinds[client] = kind
                bought[client][category] = row["amount"] / parameters.cents_per_unit
        return groups, kinds, bought
