from odoo import fields, models

from ..core.client_segment import ORDER_MARGIN_GROUP


class SaleOrder(models.Model):
    """Margins of orders add up to those of a client, which are not for everybody: a
    company may close them. Until it does, every internal user is in the group."""

    _inherit = "sale.order"

    margin = fields.Monetary(groups=ORDER_MARGIN_GROUP)
    margin_percent = fields.Float(groups=ORDER_MARGIN_GROUP)


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "client.closed.mixin"]

    margin = fields.Float(groups=ORDER_MARGIN_GROUP)
    margin_percent = fields.Float(groups=ORDER_MARGIN_GROUP, aggregator=None)
    purchase_price = fields.Float(groups=ORDER_MARGIN_GROUP)

    def _add_precomputed_values(self, vals_list):
        # Whoever creates a line has it computed with its cost, which Odoo reads as
        # that user; later, the cost may be another one or not be found any more.
        return super(SaleOrderLine, self.sudo())._add_precomputed_values(vals_list)
