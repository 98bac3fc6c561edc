from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    client_terms_enabled = fields.Boolean(
        related="company_id.client_terms_enabled",
        readonly=False,
    )
    client_terms_warning = fields.Boolean(
        related="company_id.client_terms_warning",
        readonly=False,
    )
    client_terms_auto_refresh = fields.Boolean(
        related="company_id.client_terms_auto_refresh",
        readonly=False,
    )
    client_terms_user_id = fields.Many2one(
        related="company_id.client_terms_user_id",
        readonly=False,
    )
