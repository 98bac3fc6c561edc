from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    key_account_contact_interval = fields.Integer(
        related="company_id.key_account_contact_interval",
        readonly=False,
    )
    key_account_pause_days = fields.Integer(
        related="company_id.key_account_pause_days",
        readonly=False,
    )
    key_account_review_months = fields.Integer(
        related="company_id.key_account_review_months",
        readonly=False,
    )
    key_account_max_clients = fields.Integer(
        related="company_id.key_account_max_clients",
        readonly=False,
    )
    key_account_escalation_days = fields.Integer(
        related="company_id.key_account_escalation_days",
        readonly=False,
    )
