from odoo import api, models

from ..core.client_segment_tabs import Tab


class ClientSegment(models.Model):
    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        changes = Tab(
            "client_segmentation.client_segment_dynamics_menu",
            self.env._("Class Changes"),
            "client_segmentation.client_segment_history_action",
            sequence=60,
        )
        return super()._get_tabs() + [changes]
