from odoo import api, fields, models
from odoo.tools import SQL

from ..core.segment_columns import SEGMENT_GROUP, search_by
from .purchase_timing import PURCHASE_TIMINGS

FIELD = "segment_purchase_timing"


class ClientSegmentMixin(models.AbstractModel):
    _name = "client.segment.mixin"
    _inherit = ["client.segment.mixin", "client.segment.switch"]

    segment_purchase_timing = fields.Selection(
        selection=PURCHASE_TIMINGS,
        string="Client Purchase Timing",
        compute="_compute_segment_purchase_timing",
        search=search_by(FIELD),
        groups=SEGMENT_GROUP,
        help="The most pressing timing among the open opportunities of the client.",
    )

    @api.depends(lambda self: self._get_client_depends())
    @api.depends_context("company")
    def _compute_segment_purchase_timing(self):
        # By itself: it costs as much as all the rest, and the pipeline does not show it
        self._show_of_clients([FIELD])

    def _own_field_to_sql(self, alias, field_name, query):
        if field_name != FIELD:
            return super()._own_field_to_sql(alias, field_name, query)
        client = self._segment_client_to_sql(alias, query)
        partners = self.env["res.partner"]
        timing = partners._join_purchase_timing(alias, client, query)
        return SQL.identifier(timing, "timing")

    @api.model
    def _invalidate_purchase_timing(self):
        """Make the cache forget the timings shown on clients and documents, which
        nobody can have changed there."""
        for name in self.pool.descendants(["client.segment.mixin"], "_inherit"):
            self.env[name].invalidate_model([FIELD], flush=False)
        names = [FIELD, "segment_tag_ids"]
        self.env["res.partner"].invalidate_model(names, flush=False)
