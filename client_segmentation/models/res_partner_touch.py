from odoo import models

# What decides on the commercial entity that a contact's documents count for
BELONGING = {"parent_id", "is_company"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        if BELONGING & vals.keys():
            # The client that a contact leaves; the one it comes to is found by the
            # contact itself.
            self.env["client.segment.touch"]._touch(self)
        return super().write(vals)
