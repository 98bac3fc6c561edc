from odoo import models

from .key_account_dossier import ROLE


class ResUsers(models.Model):
    _inherit = "res.users"

    def _filter_key_account_role(self):
        return self.filtered(lambda user: user.active and user.has_group(ROLE))
