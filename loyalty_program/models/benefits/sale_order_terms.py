from odoo import models


class SaleOrder(models.Model):
    """Benefits and rewards do not break the terms agreed with the client."""

    _inherit = "sale.order"

    def _has_benefit(self, kind):
        return any(given.kind == kind for given in self.sudo().order_benefit_ids)

    def _get_payment_term_warnings(self, value, source):
        if self._has_benefit("instalment"):
            return []
        return super()._get_payment_term_warnings(value, source)

    def _get_delivery_days_warnings(self, days, source):
        if self._has_benefit("delivery"):
            return []
        return super()._get_delivery_days_warnings(days, source)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_pricelist_discount(self, limit):
        if self.order_benefit_id or self.reward_id:
            return self.discount
        return super()._get_pricelist_discount(limit)
