from odoo import models

MENUS = {
    "client_playbooks_enabled": (
        "client_segment_playbook_menu",
        "client_segment_playbook_start_menu",
    ),
    "client_terms_enabled": (
        "client_segment_terms_menu",
        "client_segment_terms_proposal_menu",
    ),
    "segment_use_audience": ("client_audience_menu", "client_price_list_report_menu"),
    "segment_use_rfm": (
        "client_segment_rfm_menu",
        "client_segment_rfm_report_menu",
        "client_segment_rfm_migration_menu",
        "client_segment_rfm_rule_menu",
    ),
    "segment_use_is_active": (
        "client_segment_active_menu",
        "client_segment_active_manager_menu",
        "client_segment_active_trend_menu",
        "client_segment_active_report_menu",
    ),
}


class ResCompany(models.Model):
    _inherit = "res.company"

    def cache_invalidation_fields(self):
        """Menus are cached per user."""
        return super().cache_invalidation_fields() | MENUS.keys()


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Menus are the same in all companies of a user: those of something go when
        none of the companies uses it."""
        menu_ids = super()._load_menus_blacklist()
        companies = self.env.user.company_ids.sudo()
        for switch, names in MENUS.items():
            if any(companies.mapped(switch)):
                continue
            for name in names:
                menu = self.env.ref(f"client_segmentation.{name}", False)
                menu_ids += menu.ids if menu else []
        return menu_ids
