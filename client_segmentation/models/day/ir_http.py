from odoo import models

from ..core.client_segment import MANAGER_GROUP
from .client_day import SALES_GROUP


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """A salesperson begins with My Day, unless somebody has chosen another home
        action for them."""
        info = super().session_info()
        if "home_action_id" in info and not info["home_action_id"]:
            info["home_action_id"] = self._get_day_action_id()
        return info

    def _get_day_action_id(self):
        user = self.env.user
        if not user.has_group(SALES_GROUP) or user.has_group(MANAGER_GROUP):
            return False
        # Whether it is the start page is no secret; what it shows is asked there.
        if not self.env.company.sudo().segment_policy_id.day_is_start:
            return False
        action = self.env.ref(
            "client_segmentation.client_day_action", raise_if_not_found=False
        )
        return action and action.id
