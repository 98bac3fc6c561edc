from odoo import models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """Nothing of a program reaches a client whom it is closed for: not the programs
    that apply by themselves, not codes, coupons and cards, not their rewards."""

    _inherit = "sale.order"

    def _get_closed_programs(self):
        self.ensure_one()
        client = self.sudo().partner_id.commercial_partner_id._origin
        return self.env["loyalty.program"]._get_closed_programs(client, self.company_id)

    def _get_program_domain_of_any_client(self):
        """As Odoo has it, for what one client brings another."""
        # pylint: disable-next=super-method-mismatch
        return super()._get_program_domain()

    def _get_program_domain(self):
        domain = super()._get_program_domain()
        closed = self._get_closed_programs()
        return Domain(domain) & Domain("id", "not in", closed.ids) if closed else domain

    def _get_trigger_domain(self):
        domain = super()._get_trigger_domain()
        closed = self._get_closed_programs()
        if not closed:
            return domain
        return Domain(domain) & Domain("program_id", "not in", closed.ids)

    def _get_claimable_rewards(self, forced_coupons=None):
        rewards = super()._get_claimable_rewards(forced_coupons=forced_coupons)
        closed = self._get_closed_programs() if rewards else ()
        for coupon in list(rewards):
            if coupon.sudo().program_id in closed:
                del rewards[coupon]
        return rewards

    def _apply_program_reward(self, reward, coupon, **kwargs):
        if reward.sudo().program_id in self._get_closed_programs():
            return {"error": self.env._("The program is not available for this order.")}
        return super()._apply_program_reward(reward, coupon, **kwargs)
