from odoo import api, models
from odoo.exceptions import UserError


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    @api.model_create_multi
    def create(self, vals_list):
        cards = super().create(self._prepare_loyalty_cards(vals_list))
        if self.env["loyalty.program"]._is_gated_user():
            # Whoever sells may not read programs; the message only names one
            cards.sudo()._check_launched()
        return cards

    @api.model
    def _prepare_loyalty_cards(self, vals_list):
        """Hook: return the values that cards are created with."""
        return vals_list

    def _check_launched(self):
        """A card or coupon is a promise: none for a program that may not run."""
        for program in self.program_id:
            if not program.active and program.obstacles:
                raise UserError(
                    self.env._(
                        "There are no cards or coupons of “%(name)s” before its "
                        "launch:\n%(why)s",
                        name=program.name,
                        why=program.obstacles,
                    )
                )
