from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    key_account_note_months = fields.Integer(
        related="company_id.key_account_note_months",
        readonly=False,
    )
