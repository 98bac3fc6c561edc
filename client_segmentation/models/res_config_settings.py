from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    segment_horizon_months = fields.Integer(
        related="company_id.segment_horizon_months",
        readonly=False,
    )
    segment_abc_threshold_a = fields.Float(
        related="company_id.segment_abc_threshold_a",
        readonly=False,
    )
    segment_abc_threshold_b = fields.Float(
        related="company_id.segment_abc_threshold_b",
        readonly=False,
    )
