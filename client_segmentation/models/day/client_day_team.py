from dataclasses import replace

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...sql.day import lines, results, team
from ..core.client_segment import MANAGER_GROUP
from ..core.doors import read_id
from ..core.facets import open_with_facet
from .client_day import SALES_GROUP


class ClientDay(models.AbstractModel):
    """The days of all salespeople, for the head of sales."""

    _inherit = "client.day"

    @api.model
    def get_team(self):
        """Return per salesperson of the current company: calls done, lines left, late
        clients, money at stake with these, clients won back, and who stands in.

        :raise AccessError: if the user is no head of sales
        """
        self._check_may_see_team()
        people = self._get_salespeople()
        scope = self._get_team_scope(people)
        off = self._get_team_off(scope)
        counted_on = self._get_last_run().as_of or scope.today
        counts = self._select(
            team.select_counts(scope, self._select_found(scope), off, counted_on)
        )
        done = self._select(results.select_done(scope.company_id, scope.today))
        figures = {}
        for row in [*counts, *done]:
            figures.setdefault(row["user_id"], {}).update(row)
        return {
            "currency_id": self.env.company.currency_id.id,
            "computed_on": self._get_last_run().date_start,
            "people": self._prepare_people(people, figures),
        }

    @api.model
    def action_open_team(self, user_id, figure):
        """Return the action with the clients behind a figure of the page.

        :param user_id: the salesperson
        :param figure: ``late``, ``done`` or ``won_back``
        :raise AccessError: if the user is no head of sales
        """
        self._check_may_see_team()
        person = self.env["res.users"].browse(read_id(self.env, user_id)).exists()
        label = isinstance(figure, str) and self._get_team_labels().get(figure)
        if not label or person not in self._get_salespeople():
            raise UserError(self.env._("There is no such figure of the team."))
        rows = self._select(self._select_behind(person, figure))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "client_segmentation.client_segment_partner_action"
        )
        # Whoever was called counts, archived since or not.
        return open_with_facet(
            action,
            f"{label}: {person.name}",
            [("id", "in", [row["partner_id"] for row in rows])],
            active_test=False,
        )

    @api.model
    def _select_behind(self, person, figure):
        scope = self._get_team_scope(person)
        if figure == "late":
            return team.select_late(scope, self._get_team_off(scope))
        return results.select_clients(scope.company_id, scope.today, person.id, figure)

    @api.model
    def _get_team_labels(self):
        return {
            "late": self.env._("Late clients"),
            "done": self.env._("Called today"),
            "won_back": self.env._("Won back"),
        }

    @api.model
    def _check_may_see_team(self):
        if not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(self.env._("The page of the team is for heads of sales."))

    @api.model
    def _get_team_scope(self, people):
        # Nothing private: it is nobody's own list.
        return replace(self._get_scope(people), viewer_id=None, with_late=False)

    @api.model
    def _get_team_off(self, scope):
        return [*self._get_day_hidden(scope), *self._get_day_aside(scope)]

    @api.model
    def _find_first_clients(self):
        """Return the clients on the lists of the salespeople of the current company
        with whom nothing is due: whom the sources alone have found."""
        scope = replace(self._get_scope(self._get_salespeople()), viewer_id=None)
        limit = self.env.company.segment_policy_id.day_limit
        rows = self._select(
            lines.select_first_clients(scope, self._select_found(scope), limit)
        )
        return self.env["res.partner"].browse(row["partner_id"] for row in rows)

    @api.model
    def _get_salespeople(self):
        return self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref(SALES_GROUP).ids),
                ("company_ids", "in", self.env.company.ids),
                ("share", "=", False),
            ]
        )

    def _prepare_people(self, people, figures):
        handovers = self.env["client.day.handover"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("date_end", ">=", self.env.company._get_segment_today()),
            ]
        )
        stand_ins = {handover.user_id: handover for handover in handovers}
        rows = [
            self._prepare_person(person, figures.get(person.id, {}), stand_ins)
            for person in people
            if person.id in figures or person in stand_ins
        ]
        return sorted(rows, key=lambda row: -row["stake"])

    def _prepare_person(self, person, figures, stand_ins):
        handover = stand_ins.get(person)
        return {
            "id": person.id,
            "name": person.name,
            "done": figures.get("done_count", 0),
            "left": figures.get("line_count", 0),
            "late": figures.get("late_count", 0),
            "stake": figures.get("stake") or 0,
            "won_back": figures.get("won_back_count", 0),
            "handover": bool(handover)
            and {
                "id": handover.id,
                "deputy": handover.deputy_id.name,
                "date_end": handover.date_end,
            },
        }
