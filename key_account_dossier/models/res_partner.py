from odoo import api, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        # As superuser: the check must not depend on who deletes, and the text
        # must not tell why the contact is needed.
        dossiers = self.env["key.account.dossier"].sudo()
        domain = [("partner_id", "in", self.ids)]
        if dossiers.with_context(active_test=False).search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "This contact is in use and cannot be deleted. Archive it instead."
                )
            )
