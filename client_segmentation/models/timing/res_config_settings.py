from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    purchase_timing_enabled = fields.Boolean(
        related="company_id.purchase_timing_enabled",
        readonly=False,
    )
    purchase_timing_followup_days = fields.Integer(
        related="company_id.purchase_timing_followup_days",
        readonly=False,
    )
    purchase_timing_pricelist_id = fields.Many2one(
        related="company_id.purchase_timing_pricelist_id",
        readonly=False,
    )
    purchase_timing_mailing_list_id = fields.Many2one(
        related="company_id.purchase_timing_mailing_list_id",
        readonly=False,
    )
