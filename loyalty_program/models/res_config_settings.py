from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    loyalty_gate = fields.Boolean(related="company_id.loyalty_gate", readonly=False)
    loyalty_min_roi = fields.Float(related="company_id.loyalty_min_roi", readonly=False)
    loyalty_max_payback = fields.Float(
        related="company_id.loyalty_max_payback", readonly=False
    )
