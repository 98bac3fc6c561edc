from odoo import models
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ...sql.day import lines
from ..core.client_segment import MANAGER_GROUP
from .client_day import SALES_GROUP


class ClientDay(models.AbstractModel):
    """What My Day would say of some clients, for their pages: the reasons to call, what
    the playbook says to do next, and what was last noted."""

    _inherit = "client.day"

    def _get_next_steps_of(self, clients):
        """Return ``{client: its line}``, nothing for who is no salesperson. A query for
        each salesperson of the clients, not for each client."""
        if not self.env.user.has_group(SALES_GROUP):
            return {}
        steps = {}
        for owner, own in clients.grouped(self._get_owner_of).items():
            steps.update(self._get_lines_of(owner, own))
        return steps

    def _get_owner_of(self, client):
        """Return on whose day the client is looked up: heads of sales see that of its
        salesperson, others their own."""
        user = self.env.user
        return (user.has_group(MANAGER_GROUP) and client.user_id) or user

    def _get_lines_of(self, owner, clients):
        scope = self._get_scope(owner)
        of_clients = SQL(
            "SELECT * FROM (%s) found WHERE partner_id = ANY(%s)",
            self._select_found(scope),
            clients.ids,
        )
        rows = self._select(lines.select_lines(scope, of_clients, len(clients)))
        found = {line["client"]["id"]: line for line in self._prepare_lines(rows)}
        shown, last = self._prepare_clients(clients), self._tell_last_results(clients)
        is_head = self.env.user.has_group(MANAGER_GROUP)
        return {
            client: {
                "reasons": [],
                "private": False,
                "user_id": owner.id,
                **shown[client.id],
                **found.get(client.id, {}),
                "last": last.get(client, False),
                "may_log": is_head or client.user_id == owner or client.id in found,
                **self._prepare_outcomes(scope.today),
            }
            for client in clients
        }

    def _tell_last_results(self, clients):
        """Return ``{client: what the user may know of what was last noted}``."""
        results = self.env["client.day.result"].search(
            [
                ("partner_id", "in", clients.ids),
                ("company_id", "=", self.env.company.id),
                ("is_current", "=", True),
            ]
        )
        kinds = dict(results._fields["kind"]._description_selection(self.env))
        return {
            result.partner_id: self.env._(
                "Noted on %(date)s: %(what)s. Next on %(next)s.",
                date=format_date(self.env, result.date),
                what=kinds[result.kind],
                next=format_date(self.env, result.next_date),
            )
            for result in results
        }
