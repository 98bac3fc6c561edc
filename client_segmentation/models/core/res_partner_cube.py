from odoo import models

from .client_segment_cube import COUNTED_BY


class ResPartner(models.Model):
    """Screens count clients of their salesperson at once, not from the next run on."""

    _inherit = "res.partner"

    def write(self, vals):
        if vals.keys().isdisjoint(COUNTED_BY):
            return super().write(vals)
        cube = self.env["client.segment.cube"]
        cube._add(-1, partners=self)
        result = super().write(vals)
        cube._add(1, partners=self)
        return result

    def unlink(self):
        self.env["client.segment.cube"]._add(-1, partners=self)
        return super().unlink()
