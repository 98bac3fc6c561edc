from odoo import api, models

from ..core.client_segment_tabs import Tab

MENU = "client_segmentation.client_segment_playbook_menu"


class ClientSegment(models.Model):
    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        actions = {
            "playbook": self.env._("Playbooks"),
            "playbook_start": self.env._("Started"),
        }
        return super()._get_tabs() + [
            Tab(MENU, label, f"client_segmentation.client_segment_{name}_action")
            for name, label in actions.items()
        ]
