from odoo import api, models

from ..core.client_segment import MANAGER_GROUP
from ..core.client_segment_tabs import Tab

MENU = "client_segmentation.client_segment_matrix_menu"


class ClientSegment(models.Model):
    """The tabs of the screen "Matrix"."""

    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        matrix = "client_segmentation.client_segment_matrix_action"
        overview = "client_segmentation.client_segment_overview_action"
        return [
            *super()._get_tabs(),
            Tab(MENU, self.env._("Matrix"), matrix, sequence=10),
            Tab(MENU, self.env._("Overview"), overview, "", MANAGER_GROUP, 20),
        ]
