from odoo import api, models

from ..core.client_segment_tabs import CLIENTS_MENU, Tab
from ..core.res_users import SALESPERSON_GROUP


class ClientSegment(models.Model):
    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        price_lists = Tab(
            CLIENTS_MENU,
            self.env._("Price Lists"),
            "client_segmentation.client_price_list_report_action",
            group=SALESPERSON_GROUP,
            sequence=40,
        )
        return super()._get_tabs() + [price_lists]
