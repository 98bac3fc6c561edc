from odoo import api, models

from ..core.client_segment_tabs import CLIENTS_MENU, Tab
from ..core.res_users import SALESPERSON_GROUP


class ClientSegment(models.Model):
    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        parts = {
            "terms_proposal": self.env._("Proposed"),
            "terms": self.env._("By Class"),
        }
        return super()._get_tabs() + [
            Tab(
                CLIENTS_MENU,
                self.env._("Terms"),
                f"client_segmentation.client_segment_{name}_action",
                part,
                group=SALESPERSON_GROUP,
                sequence=30,
            )
            for name, part in parts.items()
        ]
