from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

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
            return {"error": self.env._("This program does not run.")}
        return super()._apply_program_reward(reward, coupon, **kwargs)
