from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _after_loyalty_cancel(self, before):
        super()._after_loyalty_cancel(before)
        self._reverse_referrals("cancellation")

    def _after_refund(self):
        super()._after_refund()
        kept = self._get_kept_shares()
        refunded = self.filtered(lambda order: kept[order.id] < 1e-6)
        refunded._reverse_referrals("refund")

    def _reverse_referrals(self, movement):
        # The reward of another client, whose salesperson may be another one, too
        referrals = self.env["loyalty.referral"].sudo()
        referrals.search([("order_id", "in", self.ids)])._reverse(movement)

    def _is_paid_in_full(self):
        """Whether the order is invoiced and paid in full."""
        self.ensure_one()
        invoices = self.invoice_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice"
        )
        paid = all(move.payment_state in ("paid", "in_payment") for move in invoices)
        return bool(invoices) and paid and self.invoice_status == "invoiced"
