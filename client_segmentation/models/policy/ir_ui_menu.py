from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Menus are the same in all companies of a user: those of something go when
        none of the companies uses it."""
        hidden = self.env["client.segment.policy"]._get_names_hidden_everywhere()
        records = [
            self.env.ref(name, raise_if_not_found=False)
            for name in hidden
            if "." in name
        ]
        menus = [
            record.id for record in records if record and record._name == self._name
        ]
        return super()._load_menus_blacklist() + menus
