from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import format_datetime

from odoo.addons.client_segmentation.models.core.client_segment import MANAGER_GROUP

from ...arithmetic.figures.figures import MONTHS, MonthFigures, get_months
from ...sql.figures.documents import select_month_sums


class KeyAccountDossier(models.Model):
    """Revenue and margin of the client, read from Odoo's documents when the dossier
    is opened.

    Nothing is stored, and only saved dossiers are looked up: values that are put
    into an unsaved form would otherwise be answered with the figures of any client
    in any company.
    """

    _inherit = "key.account.dossier"

    figures_note = fields.Char(string="Source", compute="_compute_figures_note")
    figures_currency_id = fields.Many2one(
        comodel_name="res.currency",
        string="Currency of Figures",
        compute="_compute_figures_note",
    )
    revenue_months = fields.Json(
        string="Revenue by Month",
        compute="_compute_month_figures",
        exportable=False,
    )
    margin_months = fields.Json(
        string="Margin by Month",
        compute="_compute_month_figures",
        groups=MANAGER_GROUP,
        exportable=False,
    )
    revenue_year = fields.Monetary(
        string="Revenue, 12 Months",
        compute="_compute_month_figures",
        currency_field="figures_currency_id",
        help="Untaxed revenue, net of credit notes, in the last 12 full months.",
    )
    revenue_last_year = fields.Monetary(
        string="Previous 12 Months",
        compute="_compute_month_figures",
        currency_field="figures_currency_id",
    )
    revenue_running = fields.Monetary(
        string="Current Month",
        compute="_compute_month_figures",
        currency_field="figures_currency_id",
    )
    revenue_change = fields.Float(
        string="Change",
        compute="_compute_month_figures",
        digits=(12, 4),
        help="The last 12 full months compared with the 12 months before.",
    )
    order_count_year = fields.Integer(
        string="Purchases, 12 Months",
        compute="_compute_month_figures",
    )
    margin_year = fields.Monetary(
        string="Margin, 12 Months",
        compute="_compute_month_figures",
        currency_field="figures_currency_id",
        groups=MANAGER_GROUP,
    )
    margin_rate = fields.Float(
        compute="_compute_month_figures",
        digits=(12, 4),
        groups=MANAGER_GROUP,
        help="Margin of the last 12 full months as a share of their revenue.",
    )
    unrated_document_count = fields.Integer(
        string="Documents without Exchange Rate",
        compute="_compute_month_figures",
        help="They are not counted until the exchange rate of their date is entered.",
    )

    @api.depends("company_id")
    @api.depends_context("lang", "tz")
    def _compute_figures_note(self):
        moment = format_datetime(self.env, fields.Datetime.now(), dt_format="short")
        for dossier in self:
            company = dossier._origin.company_id
            dossier.figures_currency_id = company.currency_id
            dossier.figures_note = dossier._get_figures_note(company, moment)

    @api.depends("partner_id.commercial_partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_month_figures(self):
        figures_by_dossier = self._read_month_figures()
        nothing = MonthFigures([]), 0
        for dossier in self:
            found, unrated = figures_by_dossier.get(dossier._origin.id, nothing)
            is_empty = found.is_empty
            dossier.revenue_months = not is_empty and found.describe(found.revenue)
            dossier.margin_months = not is_empty and found.describe(found.margin)
            dossier.revenue_year = found.year_revenue
            dossier.revenue_last_year = found.last_year_revenue
            dossier.revenue_running = found.revenue[MONTHS]
            dossier.revenue_change = found.change
            dossier.order_count_year = found.year_purchases
            dossier.margin_year = found.year_margin
            dossier.margin_rate = found.margin_rate
            dossier.unrated_document_count = unrated

    def _read_month_figures(self):
        """Return ``{dossier's id: (MonthFigures, documents without a rate)}``."""
        result = {}
        for company, dossiers_by_client in self._get_clients_by_company().items():
            months = get_months(company._get_segment_today())
            parameters = company._get_key_account_parameters(months)
            statement = select_month_sums(parameters, dossiers_by_client)
            rows_by_dossier = self._read_rows_by_dossier(statement, dossiers_by_client)
            for dossier_id, rows in rows_by_dossier.items():
                found = MonthFigures(months)
                found.add_rows(rows, parameters.cents_per_unit)
                result[dossier_id] = found, sum(row["unrated"] for row in rows)
        return result

    def _get_clients_by_company(self):
        """Return ``{company: {client's id: dossiers}}`` of the saved dossiers that
        the user may open, as superuser. A client counts for each dossier that covers
        it, be it as an affiliate."""
        # What follows is summed up in SQL, past the record rules of orders and
        # invoices: a manager may see what the client buys in all, though not each
        # order of each colleague. Therefore access to the dossier comes first.
        readable = self._origin.sudo(False)._filtered_access("read")
        # The manager may lack the rights to the client's record or its company's.
        result = {}
        for company, dossiers in readable.sudo().grouped("company_id").items():
            by_client = result[company] = defaultdict(self.sudo().browse)
            for dossier in dossiers:
                for client in dossier._get_group_clients():
                    by_client[client.id] |= dossier
        return result

    @api.model
    def _read_rows_by_dossier(self, statement, dossiers_by_client):
        """Return ``{dossier's id: rows}`` of a statement with a ``client_id``, also of
        dossiers with none."""
        rows_by_client = defaultdict(list)
        for row in self._read_rows(statement):
            rows_by_client[row["client_id"]].append(row)
        result = defaultdict(list)
        for client, dossiers in dossiers_by_client.items():
            for dossier in dossiers:
                result[dossier.id] += rows_by_client[client]
        return result

    @api.model
    def _read_rows(self, statement):
        # Only reached with the clients of dossiers that the user may open.
        self.env.flush_all()
        return self.env.execute_query_dict(statement)

    def _get_figures_note(self, company, moment):
        if company.segment_policy_id.source == "invoice":
            return self.env._(
                "Posted invoices, untaxed and net of credit notes, as of %(moment)s.",
                moment=moment,
            )
        return self.env._(
            "Confirmed sales orders, untaxed and net of credit notes, as of "
            "%(moment)s.",
            moment=moment,
        )
