from odoo import api, fields, models
from odoo.tools import SQL

from ..core.segment_columns import SEGMENT_GROUP
from .client_audience_search import (
    AUDIENCE_COLUMNS,
    join_audience,
    search_audience_by,
    select_audiences,
)


class ResPartner(models.Model):
    """Clients have an audience and an end audience of their own in each company.

    Contacts show those of their commercial entity, and setting them there sets
    them for the client.
    """

    _name = "res.partner"
    _inherit = "res.partner"

    client_audience_id = fields.Many2one(
        comodel_name="client.audience",
        string="Audience",
        compute="_compute_segment_fields",
        inverse="_inverse_client_audience",
        search=search_audience_by("client_audience_id"),
        groups=SEGMENT_GROUP,
        help="Determines the price list and the offer the client receives.",
    )
    client_end_audience_id = fields.Many2one(
        comodel_name="client.audience",
        string="End Audience",
        compute="_compute_segment_fields",
        inverse="_inverse_client_audience",
        search=search_audience_by("client_end_audience_id"),
        groups=SEGMENT_GROUP,
        help="Who the client sells to.",
    )
    client_audience_change_ids = fields.One2many(
        comodel_name="client.audience.change",
        string="Audience Changes",
        compute="_compute_client_records",
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.model
    def _get_client_sources(self, client_ids):
        query = select_audiences(self.env, client_ids)
        return [*super()._get_client_sources(client_ids), (AUDIENCE_COLUMNS, query)]

    def _inverse_client_audience(self):
        clients = self.commercial_partner_id
        clients.check_access("write")
        values_by_client = {
            partner.commercial_partner_id: {
                column: partner[name].id for name, column in AUDIENCE_COLUMNS.items()
            }
            for partner in self
        }
        # Whoever may write a client may say what it is; the rows keep who did.
        self.env["client.audience.change"].sudo()._set_audiences(values_by_client)
        # The contacts of the clients show the same.
        self.invalidate_model([*AUDIENCE_COLUMNS, "client_audience_change_ids"])

    @api.model
    def _get_client_record_fields(self):
        return [*super()._get_client_record_fields(), "client_audience_change_ids"]

    def _own_field_to_sql(self, alias, field_name, query):
        if field_name not in AUDIENCE_COLUMNS:
            return super()._own_field_to_sql(alias, field_name, query)
        client = self._field_to_sql(alias, "commercial_partner_id", query)
        joined = join_audience(query, alias, client, self.env.company)
        return SQL.identifier(joined, AUDIENCE_COLUMNS[field_name])
