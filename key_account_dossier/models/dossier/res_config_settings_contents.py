from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    key_account_capacity_policy = fields.Selection(
        related="company_id.key_account_capacity_policy",
        readonly=False,
        required=True,
    )
    key_account_rating_months = fields.Integer(
        related="company_id.key_account_rating_months",
        readonly=False,
    )
