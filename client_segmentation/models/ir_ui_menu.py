from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Menus are the same in all companies of a user: those of audiences go when
        none of the companies uses them."""
        menu_ids = super()._load_menus_blacklist()
        companies = self.env.user.company_ids.sudo()
        if not any(company.segment_use_audience for company in companies):
            for name in ("client_audience_menu", "client_price_list_report_menu"):
                menu = self.env.ref(f"client_segmentation.{name}", False)
                menu_ids += menu.ids if menu else []
        return menu_ids
