from odoo import api, models

from odoo.addons.client_segmentation.models.core.client_segment_tabs import Tab
from odoo.addons.client_segmentation.models.core.res_users import SALESPERSON_GROUP

from ..business_case.loyalty_plan import MANAGER

MENU = "loyalty_program.loyalty_home_menu"


class ClientSegment(models.Model):
    """The tabs of the menu "Loyalty"."""

    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        rows = [
            (self.env._("Programs"), "", "loyalty_home", SALESPERSON_GROUP),
            *self._get_loyalty_case_tabs(),
            (self.env._("Members"), "", "loyalty_member", SALESPERSON_GROUP),
            *self._get_loyalty_result_tabs(),
            (self.env._("Benefits"), "", "loyalty_benefit_entry", SALESPERSON_GROUP),
            (self.env._("Prize Draws"), "", "loyalty_draw", SALESPERSON_GROUP),
            (self.env._("Referrals"), "", "loyalty_referral", SALESPERSON_GROUP),
            (self.env._("Portraits"), "", "client_portrait_value", SALESPERSON_GROUP),
        ]
        return super()._get_tabs() + [
            Tab(MENU, label, f"loyalty_program.{name}_action", part, group)
            for label, part, name, group in rows
        ]

    @api.model
    def _get_loyalty_case_tabs(self):
        label = self.env._("Business Cases")
        return [
            (label, self.env._("Cases"), "loyalty_plan", SALESPERSON_GROUP),
            (label, self.env._("Cash Flow"), "loyalty_plan_month", MANAGER),
        ]

    @api.model
    def _get_loyalty_result_tabs(self):
        label = self.env._("Results")
        return [
            (label, self.env._("By Program"), "loyalty_result", MANAGER),
            (label, self.env._("Plan and Actual"), "loyalty_result_month", MANAGER),
        ]
