from odoo import fields, models

from ...models.core.client_segment import ORDER_MARGIN_GROUP


class SaleReport(models.Model):
    _name = "sale.report"
    _inherit = ["sale.report", "client.segment.mixin"]

    # The view has the commercial entity at hand: one join less.
    _segment_client_path = "commercial_partner_id"

    margin = fields.Float(groups=ORDER_MARGIN_GROUP)
