from odoo import api, fields, models
from odoo.tools import SQL

from ..core.segment_columns import SEGMENT_GROUP
from .client_audience_search import AUDIENCE_COLUMNS, join_audience, search_audience_by


class ClientSegmentMixin(models.AbstractModel):
    """Documents show the audiences of their client in the current company."""

    _name = "client.segment.mixin"
    _inherit = "client.segment.mixin"

    client_audience_id = fields.Many2one(
        comodel_name="client.audience",
        string="Audience",
        compute="_compute_segment_fields",
        search=search_audience_by("client_audience_id"),
        groups=SEGMENT_GROUP,
        help="The kind of client, which determines the price list and the offer.",
    )
    client_end_audience_id = fields.Many2one(
        comodel_name="client.audience",
        string="End Audience",
        compute="_compute_segment_fields",
        search=search_audience_by("client_end_audience_id"),
        groups=SEGMENT_GROUP,
        help="Who the client sells to.",
    )

    @api.model
    def _get_client_fields(self):
        return [*super()._get_client_fields(), *AUDIENCE_COLUMNS]

    def _own_field_to_sql(self, alias, field_name, query):
        if field_name not in AUDIENCE_COLUMNS:
            return super()._own_field_to_sql(alias, field_name, query)
        client = self._segment_client_to_sql(alias, query)
        joined = join_audience(query, alias, client, self.env.company)
        return SQL.identifier(joined, AUDIENCE_COLUMNS[field_name])
