from odoo import api, fields, models

from .segment_columns import SEGMENT_GROUP


class ResPartner(models.Model):
    """What stands first on the page of a client: who it is and what it buys."""

    _inherit = "res.partner"

    segment_summary = fields.Text(
        string="In Short",
        compute="_compute_segment_overview",
        exportable=False,
        groups=SEGMENT_GROUP,
    )
    segment_purchases = fields.Json(
        string="Purchases by Month",
        compute="_compute_segment_overview",
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.depends("commercial_partner_id", "user_id")
    @api.depends_context("company", "lang", "uid")
    def _compute_segment_overview(self):
        segment_by_client = self._get_segments_by_client()
        segments = self.env["client.segment"].sudo()
        run = segments._get_last_run(self.env.company)
        clients = self.commercial_partner_id._origin
        open_clients = clients._filter_open_amounts()
        open_segments = segments.union(
            *(segment_by_client.get(client.id, segments) for client in open_clients)
        )
        charts = open_segments._get_purchase_charts(run) if open_segments else {}
        for partner in self:
            client = partner.commercial_partner_id._origin
            segment = segment_by_client.get(client.id)
            chart = charts.get(client.id, {})
            partner.segment_summary = segment and segment._tell_client(
                run, client in open_clients, chart.get("ordered_since")
            )
            partner.segment_purchases = chart

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["segment_summary", "segment_purchases"])
        return super()._invalidate_segment_fields()
