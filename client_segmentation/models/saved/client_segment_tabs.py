from odoo import api, models

from ..core.client_segment_tabs import CLIENTS_MENU, Tab


class ClientSegment(models.Model):
    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        saved = Tab(
            CLIENTS_MENU,
            self.env._("Saved Segments"),
            "client_segmentation.client_saved_segment_action",
            sequence=20,
        )
        return super()._get_tabs() + [saved]
