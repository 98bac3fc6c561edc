from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    loyalty_gate = fields.Boolean(related="company_id.loyalty_gate", readonly=False)
    loyalty_self_approval = fields.Boolean(
        related="company_id.loyalty_self_approval", readonly=False
    )
    loyalty_min_roi = fields.Float(related="company_id.loyalty_min_roi", readonly=False)
    loyalty_max_payback = fields.Float(
        related="company_id.loyalty_max_payback", readonly=False
    )
    loyalty_max_loss = fields.Float(
        related="company_id.loyalty_max_loss", readonly=False
    )
    loyalty_approvers_only = fields.Boolean(
        related="company_id.loyalty_approvers_only", readonly=False
    )
    loyalty_min_power = fields.Float(
        related="company_id.loyalty_min_power", readonly=False
    )
    loyalty_exempt_key = fields.Boolean(
        related="company_id.loyalty_exempt_key", readonly=False
    )
    loyalty_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of the Budget"
    )
    loyalty_budget = fields.Monetary(
        related="company_id.loyalty_budget",
        readonly=False,
        currency_field="loyalty_currency_id",
    )
    loyalty_second_amount = fields.Monetary(
        related="company_id.loyalty_second_amount",
        readonly=False,
        currency_field="loyalty_currency_id",
    )
