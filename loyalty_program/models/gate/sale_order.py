from contextlib import contextmanager, nullcontext

from odoo import models

# Ids of the orders whose lines are being edited, in what the transaction carries
EDITED = "loyalty_program.edited_orders"


class SaleOrder(models.Model):
    """The only entrance of this add-on to the steps of an order.

    Rooms extend the hooks and call ``super()`` first, so that they have their turn in
    the order in which they are loaded: ledger, benefits, points, referral. What a room
    has to know from before a step it leaves in ``before``, by its name.
    """

    _inherit = "sale.order"

    def action_confirm(self):
        self._before_loyalty_confirm()
        res = super().action_confirm()
        self._after_loyalty_confirm()
        return res

    def _action_cancel(self):
        before = self._before_loyalty_cancel()
        res = super()._action_cancel()
        self._after_loyalty_cancel(before)
        return res

    def write(self, vals):
        with self._edit_lines() if "order_line" in vals else nullcontext():
            res = super().write(vals)
        self._after_loyalty_write(vals)
        return res

    @contextmanager
    def _edit_lines(self):
        """Changes to lines of confirmed orders: whether they are made with the order
        or line by line, the rooms are asked once, about the outcome."""
        edited = self.env.cr.precommit.data.setdefault(EDITED, set())
        orders = self.filtered(
            lambda order: order.state == "sale" and order.id not in edited
        )
        before = orders._before_loyalty_edit()
        edited.update(orders.ids)
        try:
            yield
        finally:
            edited.difference_update(orders.ids)
        orders._after_loyalty_edit(before)

    def _before_loyalty_confirm(self):
        """Hook: these orders are about to be confirmed."""

    def _after_loyalty_confirm(self):
        """Hook: these orders have been confirmed."""

    def _before_loyalty_cancel(self):
        """Hook: these orders are about to be cancelled; return ``before``."""
        return {}

    def _after_loyalty_cancel(self, before):
        """Hook: these orders have been cancelled."""

    def _after_loyalty_write(self, vals):
        """Hook: ``vals`` have been written."""

    def _before_loyalty_edit(self):
        """Hook: lines of these confirmed orders are about to change; return
        ``before``."""
        return {}

    def _after_loyalty_edit(self, before):
        """Hook: lines of these confirmed orders have changed."""

    def _after_refund(self):
        """Hook: what was invoiced for these orders, or refunded, has changed."""

    def _get_claimable_rewards(self, forced_coupons=None):
        # A program that waits for its launch has active rewards, or its form would
        # not show them. Whoever sells may not read programs, but has to obey them.
        rewards = super()._get_claimable_rewards(forced_coupons=forced_coupons)
        for coupon in list(rewards):
            if not coupon.sudo().program_id.active:
                del rewards[coupon]
        return rewards

    def _apply_program_reward(self, reward, coupon, **kwargs):
        if not reward.sudo().program_id.active:
            return {"error": self.env._("This program is not running.")}
        return super()._apply_program_reward(reward, coupon, **kwargs)
