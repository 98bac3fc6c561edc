from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    qualification_enabled = fields.Boolean(
        string="Qualification",
        default=True,
        prefetch="client_segmentation",
    )
