from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    qualification_enabled = fields.Boolean(
        related="company_id.qualification_enabled",
        readonly=False,
    )
