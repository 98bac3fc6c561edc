from odoo import models

from .key_account_dossier import ROLE


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["res.users", "key.account.needed.mixin"]

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"active", "group_ids"}:
            # As superuser: who administers users has no access to dossiers.
            dossiers = self.env["key.account.dossier"].sudo()
            dossiers.search([("user_id", "in", self.ids)])._ask_to_reassign()
            # Tasks are with the one who can open the dossier.
            as_any = [
                "|",
                ("user_id", "in", self.ids),
                ("supervisor_id", "in", self.ids),
            ]
            dossiers.search(as_any)._queue_tasks()
        return result

    def _filter_key_account_role(self):
        """Return those who may open dossiers at all."""
        return self.filtered(lambda user: user.active and user.has_group(ROLE))
