from odoo import api, models

from ..core.client_segment_tabs import CLIENTS_MENU, Tab
from ..core.res_users import SALESPERSON_GROUP


class ClientSegment(models.Model):
    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        pins = Tab(
            CLIENTS_MENU,
            self.env._("Pinned Classes"),
            "client_segmentation.client_segment_pin_action",
            group=SALESPERSON_GROUP,
            sequence=50,
        )
        return super()._get_tabs() + [pins]
