from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    segment_use_audience = fields.Boolean(
        string="Audiences and price lists",
        default=True,
        help="Clients have an audience, and price lists sent to them are followed up"
        " to the payment.",
        prefetch="client_segmentation",
    )
