from odoo import api, models
from odoo.fields import Domain

from ..core.segment_axes import LATE_STATES
from ..core.segment_columns import IS_CLIENT

STAKES = "client_segmentation.client_segment_stake_action"
LONGEST = 8


class ClientSegment(models.Model):
    """Money at stake in the overview."""

    _inherit = "client.segment"

    @api.model
    def _get_sections(self, run):
        return [*super()._get_sections(run), self._get_stake_section()]

    @api.model
    def _get_stake_section(self):
        """Money at stake by salesperson, of those who have most; nothing without a
        forecast."""
        groups = self.env["res.partner"]._read_group(
            IS_CLIENT & Domain("segment_state", "in", list(LATE_STATES)),
            ["user_id"],
            ["__count", "segment_at_stake:sum"],
        )
        found = sorted(
            ((stake, count, user) for user, count, stake in groups if stake),
            key=lambda row: -row[0],
        )
        if not found:
            return None
        rows = [
            self._prepare_row(
                user.name or self.env._("No salesperson"),
                [self._tell_number(count), self._tell_amount(stake)],
                stake / found[0][0],
                STAKES,
                {"segment_late": 1, **({"user_id": user.id} if user else {})},
            )
            for stake, count, user in found[:LONGEST]
        ]
        return self._prepare_section(
            self.env._("Money at stake by salesperson"),
            [self.env._("Late clients"), self.env._("Money at Stake")],
            rows,
        )
