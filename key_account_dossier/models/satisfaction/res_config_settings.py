from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    key_account_survey_id = fields.Many2one(
        related="company_id.key_account_survey_id",
        readonly=False,
    )
