from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    segment_use_audience = fields.Boolean(
        related="company_id.segment_use_audience",
        readonly=False,
    )
