from odoo import api, models

TEAM = "client_segmentation.client_day_team_action"


class ClientSegment(models.Model):
    """The day of the team in the overview."""

    _inherit = "client.segment"

    @api.model
    def _get_sections(self, run):
        return [*super()._get_sections(run), self._get_team_section()]

    @api.model
    def _get_team_section(self):
        people = self.env["client.day"].get_team()["people"]
        if not people:
            return None
        rows = [
            self._prepare_row(
                person["name"],
                [
                    self._tell_number(person[key])
                    for key in ("done", "left", "late", "won_back")
                ],
                action=TEAM,
            )
            for person in people
        ]
        return self._prepare_section(
            self.env._("The team today"),
            [
                # The words of the page of the team
                self.env._("Called today"),
                self.env._("To call"),
                self.env._("Late clients"),
                self.env._("Won back"),
            ],
            rows,
        )
