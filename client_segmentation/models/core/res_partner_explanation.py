from odoo import api, fields, models

from .client_segment import MANAGER_GROUP
from .segment_columns import SEGMENT_GROUP


class ResPartner(models.Model):
    """Why a client is in its classes, in words and numbers."""

    _inherit = "res.partner"

    segment_explanation = fields.Html(
        string="Why These Segments",
        compute="_compute_segment_explanation",
        sanitize=False,
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.depends_context("company", "lang", "uid")
    def _compute_segment_explanation(self):
        segment_by_client = self._get_segments_by_client()
        with_profit = self.env.user.has_group(MANAGER_GROUP)
        for partner in self:
            client = partner.commercial_partner_id._origin
            segment = segment_by_client.get(client.id)
            partner.segment_explanation = segment and self.env["ir.qweb"]._render(
                "client_segmentation.segment_explanation",
                segment._explain_with_reasons(with_profit),
            )

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["segment_explanation"])
        return super()._invalidate_segment_fields()
