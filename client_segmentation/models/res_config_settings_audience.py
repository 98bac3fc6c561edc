from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    segment_use_audience = fields.Boolean(
        related="company_id.segment_use_audience",
        readonly=False,
    )

    def _get_segment_setting_names(self):
        # No class depends on it.
        return super()._get_segment_setting_names() - {"segment_use_audience"}
