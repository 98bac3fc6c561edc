from odoo import api, fields, models


class SaleOrder(models.Model):
    """Quotations of urgent opportunities take the urgency pricelist."""

    _inherit = "sale.order"

    purchase_timing_priced = fields.Boolean(
        string="Has Urgency Pricelist",
        compute="_compute_purchase_timing_priced",
    )

    @api.depends("opportunity_id", "pricelist_id")
    def _compute_purchase_timing_priced(self):
        for order in self:
            pricelist = order._get_urgency_pricelist()
            order.purchase_timing_priced = (
                bool(pricelist) and order.pricelist_id == pricelist
            )

    def _compute_pricelist_id(self):
        # Later, when partner or company are changed, only those quotations take it
        # that had it: what people have chosen by hand is left alone.
        kept = {order: order._origin.pricelist_id for order in self if order._origin.id}
        super()._compute_pricelist_id()
        for order in self.filtered(lambda order: order.state == "draft"):
            pricelist = order._get_urgency_pricelist()
            if pricelist and kept.get(order, pricelist) == pricelist:
                order.pricelist_id = pricelist

    def _get_urgency_pricelist(self):
        """Return the pricelist that the urgency of the opportunity calls for, which
        may be that of a colleague."""
        opportunity = self.opportunity_id.sudo()
        if opportunity.purchase_timing == "urgent" and self.partner_id:
            company = (self.company_id or self.env.company).sudo()
            policy = company.segment_policy_id
            if policy.use_purchase_timing:
                pricelist = policy.timing_pricelist_id.filtered("active")
                return pricelist.with_env(self.env)
        return self.env["product.pricelist"]
