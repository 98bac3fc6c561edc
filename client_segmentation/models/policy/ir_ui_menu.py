from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Menus are the same in all companies of a user: those of something go when
        none of the companies uses it."""
        policies = self.env.user.company_ids.sudo().segment_policy_id
        hidden = [policy._get_hidden_names() for policy in policies]
        menus = [
            self.env.ref(name, raise_if_not_found=False)
            for name in (frozenset.intersection(*hidden) if hidden else ())
            if "." in name
        ]
        return super()._load_menus_blacklist() + [menu.id for menu in menus if menu]
