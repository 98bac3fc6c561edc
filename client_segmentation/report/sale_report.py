from odoo import models


class SaleReport(models.Model):
    _name = "sale.report"
    _inherit = ["sale.report", "client.segment.mixin"]

    # The view has the commercial entity at hand: one join less.
    _segment_client_path = "commercial_partner_id"
