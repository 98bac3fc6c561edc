from odoo import fields, models
from odoo.tools import float_round


class SaleOrder(models.Model):
    """Points of a refunded order go back, those earned and those spent on it."""

    _inherit = "sale.order"

    loyalty_share_returned = fields.Float(
        aggregator=None,
        copy=False,
        readonly=True,
        help="Share of the order's points that was taken back with refunds.",
    )

    def _compute_loyalty_data(self):
        """Sums of points are shown as they are, on the order and in the portal."""
        super()._compute_loyalty_data()
        for order in self.filtered("loyalty_data"):
            order.loyalty_data = {
                name: float_round(value, precision_digits=2)
                if isinstance(value, float)
                else value
                for name, value in order.loyalty_data.items()
            }

    def _after_loyalty_confirm(self):
        super()._after_loyalty_confirm()
        for order in self.sudo():
            order.coupon_point_ids.coupon_id._settle_points_owed(order)

    def _before_loyalty_cancel(self):
        before = super()._before_loyalty_cancel()
        orders = self.sudo()
        cards = orders.coupon_point_ids.coupon_id | orders.order_line.coupon_id
        told = cards._get_history_balances()
        before["points"] = {card: (card.points, told.get(card, 0.0)) for card in cards}
        # Odoo takes back all points of a cancelled order: nothing twice
        self._return_points(dict.fromkeys(self.ids, 0.0))
        return before

    def _after_loyalty_cancel(self, before):
        super()._after_loyalty_cancel(before)
        orders = self.sudo()
        # Odoo deletes the history of the order, too, even of points that are owed now
        cards = self.env["loyalty.card"].sudo().concat(*before["points"]).exists()
        told = cards._get_history_balances()
        for card in cards:
            points, told_before = before["points"][card]
            change = told.get(card, 0.0) - told_before
            untold = card.currency_id.round(card.points - points - change)
            description = self.env._("Cancellation of %(order)s", order=orders[0].name)
            if untold:
                card._note_points(untold, description, orders[0])

    def _get_real_points_for_coupon(self, coupon, post_confirm=False):
        """What is owed is taken from the points of the order before they are spent."""
        points = super()._get_real_points_for_coupon(coupon, post_confirm)
        # Customers in the portal do not read cards
        owed = coupon.sudo().points_owed
        if not owed:
            return points
        spent = 0.0
        if self.state != "sale":
            lines = self.order_line.filtered(lambda line: line.coupon_id == coupon)
            spent = sum(lines.mapped("points_cost"))
        return points - min(owed, max(points + spent, 0.0))

    def _after_refund(self):
        super()._after_refund()
        confirmed = self.filtered(lambda order: order.state == "sale")
        # Neither accountants nor salespeople change points by hand
        orders = confirmed.sudo()
        kept = orders._get_kept_shares()
        orders._return_points({order.id: 1 - kept[order.id] for order in orders})

    def _return_points(self, shares):
        for order in self.sudo():
            change = shares[order.id] - order.loyalty_share_returned
            if abs(change) < 1e-6:
                continue
            order.loyalty_share_returned = shares[order.id]
            description = self.env._("Refund of %(order)s", order=order.name)
            for card, points in order._get_point_changes().items():
                if not card.program_id.is_payment_program:
                    points = card.currency_id.round(-points * change)
                    card._move_points(points, description, order)
