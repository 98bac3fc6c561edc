"""Programs that are for some clients only are not open in Point of Sale.

The till gives the rewards of a program to whoever stands before it: it knows neither
members nor the control group.
"""

from odoo import models
from odoo.exceptions import UserError


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    def _before_loyalty_write(self, vals):
        super()._before_loyalty_write(vals)
        if vals.get("pos_ok"):
            self.filtered(lambda p: p.has_members or p.is_limited)._refuse_till()
        if vals.get("is_limited") and vals.get("pos_ok", True):
            self.filtered(lambda p: p._is_open_at_till())._refuse_till()

    def _mark_has_members(self):
        new = self.filtered(lambda program: not program.has_members)
        opened = new.filtered(lambda program: program._is_open_at_till())
        if self._is_gated_user():
            opened._refuse_till()
        elif opened:
            # Demo data cannot tell whether there is a Point of Sale
            opened.write({"pos_ok": False})
        return super()._mark_has_members()

    def _is_open_at_till(self):
        self.ensure_one()
        # A field of Odoo's loyalty programs in Point of Sale, where they are installed
        return "pos_ok" in self._fields and self.pos_ok

    def _refuse_till(self):
        for program in self:
            raise UserError(
                self.env._(
                    "In Point of Sale, everybody would get the rewards of “%(name)s”, "
                    "its control group included. Switch Point of Sale off for this "
                    "program, which is for its members or target clients only.",
                    name=program.name,
                )
            )
