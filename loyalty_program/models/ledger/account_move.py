from odoo import models


class AccountMove(models.Model):
    """Credit notes take back what the refunded part of an order was given."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._book_refunds()
        return posted

    def button_draft(self):
        res = super().button_draft()
        self._book_refunds()
        return res

    def _book_refunds(self):
        moves = self.filtered(
            lambda move: move.move_type in ("out_invoice", "out_refund")
        )
        # Accountants see no orders
        orders = moves.sudo().invoice_line_ids.sale_line_ids.order_id
        if orders:
            orders._after_refund()

    def _invoice_paid_hook(self):
        res = super()._invoice_paid_hook()
        # Whoever enters a payment rewards the friend that brought the client
        orders = self.sudo().invoice_line_ids.sale_line_ids.order_id
        paid = orders.filtered(
            lambda order: order.state == "sale" and order._is_paid_in_full()
        )
        self.env["loyalty.referral"].sudo()._reward_first_orders(paid)
        return res
