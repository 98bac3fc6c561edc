from odoo import fields, models

ORDER_MARGIN_GROUP = "client_segmentation.group_order_margin"


class SaleOrder(models.Model):
    """Margins of orders add up to those of a client, which are not for everybody."""

    _inherit = "sale.order"

    margin = fields.Monetary(groups=ORDER_MARGIN_GROUP)
    margin_percent = fields.Float(groups=ORDER_MARGIN_GROUP)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # Not precomputed: that reads the values as the user who creates the line.
    margin = fields.Float(groups=ORDER_MARGIN_GROUP, precompute=False)
    margin_percent = fields.Float(groups=ORDER_MARGIN_GROUP, precompute=False)
    purchase_price = fields.Float(groups=ORDER_MARGIN_GROUP, precompute=False)
