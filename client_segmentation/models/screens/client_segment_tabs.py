from odoo import api, models
from odoo.exceptions import AccessError

from ..core.client_segment import MANAGER_GROUP
from ..core.client_segment_tabs import USER_GROUP, Tab
from ..core.res_users import SALESPERSON_GROUP

MENU = "client_segmentation.client_segment_dynamics_menu"


class ClientSegment(models.Model):
    """The tabs of the screen "Dynamics"."""

    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        return [
            *super()._get_tabs(),
            self._prepare_tab(self.env._("Bridge"), "dynamics", 10, MANAGER_GROUP),
            self._prepare_tab(self.env._("Cohorts"), "cohorts", 20, MANAGER_GROUP),
            *self._get_active_base_tabs(),
            self._prepare_tab(self.env._("RFM by Month"), "rfm_report", 40),
            self._prepare_tab(self.env._("RFM Migration"), "rfm_migration", 50),
        ]

    @api.model
    def _get_active_base_tabs(self):
        parts = {
            "active_trend": self.env._("By Month"),
            "active_manager": self.env._("By Salesperson"),
            "active_report": self.env._("By Client"),
        }
        label = self.env._("Active Base")
        return [
            self._prepare_tab(label, name, 30, SALESPERSON_GROUP, part=part)
            for name, part in parts.items()
        ]

    @api.model
    def _prepare_tab(self, label, name, sequence, group=USER_GROUP, part=""):
        action = f"client_segmentation.client_segment_{name}_action"
        return Tab(MENU, label, action, part, group, sequence)

    @api.model
    def action_open_dynamics(self):
        """Open the first tab that the user may see."""
        tabs = self._get_own_tabs(MENU)
        if not tabs:
            raise AccessError(
                self.env._("Only users who see segments may see how they change.")
            )
        return self.env["ir.actions.actions"]._for_xml_id(tabs[0].action)
