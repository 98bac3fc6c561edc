from odoo import models
from odoo.exceptions import AccessError

from ..core.client_segment import MANAGER_GROUP
from ..core.doors import need_one


class ClientSegmentPlaybook(models.Model):
    """Automatic starts leave a small part of the clients aside, to see whether the
    playbook helps."""

    _inherit = "client.segment.playbook"

    def _keep_aside(self, launch):
        clients = super()._keep_aside(launch)
        draw = self.env["client.segment.playbook.draw"].sudo()._find_or_make(self)
        if not draw:
            return clients
        found = clients.concat(*launch.documents)
        drawn = draw._draw(found) - draw._get_started_by_hand().with_env(self.env)
        draw._add_clients(drawn)
        for client in drawn:
            del launch.documents[client], launch.tasks[client]
        return clients | drawn

    def action_view_comparison(self):
        """Open what the playbook has brought, or how to find out."""
        need_one(self)
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._("Only heads of sales may see what a playbook brings.")
            )
        return self.env["client.segment.playbook.draw"]._open(self)
