from odoo import api, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_stakeholder(self):
        # As superuser and without a reason given, as for the clients themselves.
        people = self.env["key.account.stakeholder"].sudo()
        domain = [("partner_id", "in", self.ids)]
        if people.with_context(active_test=False).search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "This contact is in use and cannot be deleted. Archive it instead."
                )
            )
