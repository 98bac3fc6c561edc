from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.client_segmentation.models.core import segment_axes
from odoo.addons.client_segmentation.models.core.client_segment import MANAGER_GROUP

# Fields of the dossier and the columns of client.segment they show.
COLUMNS = {
    "client_temperature": "temperature",
    "client_abcxyz": "abcxyz",
    "client_tier": "tier",
    "client_rfm": "rfm",
    "client_buyer_type": "buyer_type",
    "client_is_key": "is_key",
    "client_is_mono": "is_mono",
    "client_last_order_date": "last_order_date",
    "client_ltv": "ltv",
}


class KeyAccountDossier(models.Model):
    """The classes of the client in the company of the dossier, whatever company the
    user works in: whoever looks after a client may know them. What depends on profit
    is shown to whom client_segmentation shows it."""

    _inherit = "key.account.dossier"

    segments_date = fields.Datetime(
        string="Classes As Of",
        compute="_compute_segments",
        help="When the clients were last classified.",
    )
    segments_other_day = fields.Date(
        string="Classes from Another Day",
        compute="_compute_segments",
        help="The classes shown are those of this day, not of today.",
    )
    client_temperature = fields.Selection(
        selection=segment_axes.TEMPERATURE.values,
        string="Temperature",
        compute="_compute_segments",
    )
    client_abcxyz = fields.Selection(
        selection=segment_axes.ABCXYZ.values,
        string="ABCXYZ",
        compute="_compute_segments",
    )
    client_tier = fields.Selection(
        selection=segment_axes.TIER.values, string="Tier", compute="_compute_segments"
    )
    client_rfm = fields.Selection(
        selection=segment_axes.RFM.values, string="RFM", compute="_compute_segments"
    )
    client_buyer_type = fields.Selection(
        selection=segment_axes.BUYER_TYPE.values,
        string="Buyer Type",
        compute="_compute_segments",
    )
    client_is_key = fields.Boolean(
        string="Key by Profit",
        compute="_compute_segments",
        search="_search_client_is_key",
        help="The client brings a large share of the profit.",
    )
    client_is_mono = fields.Boolean(
        string="Mono-client",
        compute="_compute_segments",
        help="The client brings so much of the profit that we depend on it.",
    )
    client_last_order_date = fields.Date(
        string="Last Purchase", compute="_compute_segments"
    )
    client_profit_share = fields.Float(
        string="Profit Share",
        compute="_compute_segments",
        digits=(12, 4),
        groups=MANAGER_GROUP,
        help="Share of the profit of all clients.",
    )
    client_ltv = fields.Monetary(
        string="Projected LTV",
        compute="_compute_segments",
        currency_field="figures_currency_id",
        groups=MANAGER_GROUP,
    )

    @api.depends("partner_id.commercial_partner_id", "company_id")
    @api.depends_context("uid")
    def _compute_segments(self):
        rows = self._read_segments()
        nobody = (
            self.env["client.segment"].sudo(),
            self.env["client.segment.run"].sudo(),
            0.0,
        )
        for dossier in self:
            segment, run, profit = rows.get(dossier._origin.id, nobody)
            for name, column in COLUMNS.items():
                dossier[name] = segment[column]
            total = run.profit_total
            dossier.client_profit_share = max(profit, 0.0) / total if total else 0.0
            dossier.segments_date = run.date_start
            dossier.segments_other_day = run.is_other_day and run.as_of

    def _read_segments(self):
        """Return ``{dossier's id: (client.segment, client.segment.run, margin)}``: the
        classes are those of the client, the margin that of the whole group."""
        # As superuser, once access to the dossier is checked: the manager need not
        # have a role in sales. Fields with groups are checked where they are read.
        segments = self.env["client.segment"].sudo()
        result = {}
        for company, dossiers_by_client in self._get_clients_by_company().items():
            run = segments._get_last_run(company)
            found = segments.search_fetch(
                [
                    ("company_id", "=", company.id),
                    ("partner_id", "in", list(dossiers_by_client)),
                ],
                ["partner_id", "margin", *COLUMNS.values()],
            )
            by_client = {segment.partner_id.id: segment for segment in found}
            for dossier in self.union(*dossiers_by_client.values()):
                group = [
                    by_client.get(client, segments)
                    for client in dossier._get_group_clients().ids
                ]
                # The client itself comes first.
                margin = sum(segment.margin for segment in group)
                result[dossier.id] = group[0], run, margin
        return result

    @api.model
    def _search_client_is_key(self, operator, value):
        """Find dossiers by what is known of the client: one that was never classified
        is neither key nor key no more. Only dossiers open to the user are found, as
        with any search."""
        if operator not in ("in", "not in"):
            return NotImplemented
        wanted = {bool(item) for item in value}
        if operator == "not in":
            wanted = {True, False} - wanted
        statement = SQL(
            """(
            SELECT dossier.id
              FROM key_account_dossier dossier
              JOIN res_partner partner ON partner.id = dossier.partner_id
              JOIN client_segment_policy policy
                ON policy.company_id = dossier.company_id
              JOIN client_segment segment
                ON segment.company_id = dossier.company_id
               AND segment.partner_id = partner.commercial_partner_id
             WHERE policy.use_is_key
               AND COALESCE(segment.is_key, FALSE) IN %s)
            """,
            tuple(wanted) or (None,),
        )
        return Domain("id", "in", statement)
