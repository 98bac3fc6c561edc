from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...sql.playbooks.playbooks import select_candidates
from ..core.client_segment import MANAGER_GROUP

PREVIEW_DAYS = 30


class ClientSegmentPolicy(models.Model):
    """How many playbooks start by themselves."""

    _inherit = "client.segment.policy"

    use_playbooks = fields.Boolean(
        default=True,
    )
    playbook_limit = fields.Integer(
        string="Playbooks per Run",
        default=50,
        aggregator=None,
    )
    playbook_pause_days = fields.Integer(
        string="Pause Between Starts (days)",
        default=90,
        aggregator=None,
    )
    playbook_day_limit = fields.Integer(
        string="Playbook Tasks per Person and Day",
        default=20,
        aggregator=None,
    )
    playbook_recent_count = fields.Integer(
        string="Recent Changes",
        compute="_compute_playbook_recent_count",
        groups=MANAGER_GROUP,
        help="Playbooks that the changes of the last 30 days would start now.",
    )

    @api.model
    def _get_switches(self):
        return super()._get_switches() | {
            "use_playbooks": (
                "segment_playbook_ids",
                "segment_playbook_start_ids",
                "segment_playbooks",
                "segment_playbooks_empty",
                "segment_playbook_starts",
                "action_start_playbook",
                "client_segmentation.client_segment_playbook_menu",
            ),
        }

    @api.constrains("playbook_day_limit")
    def _check_playbook_day_limit(self):
        for policy in self:
            if not 0 <= policy.playbook_day_limit <= 1000:
                raise ValidationError(
                    self.env._(
                        "Playbooks: a person may get between 1 and 1000 tasks a day, "
                        "or 0 for no limit, not %(limit)s.",
                        limit=policy.playbook_day_limit,
                    )
                )

    @api.constrains("playbook_limit", "playbook_pause_days")
    def _check_playbooks(self):
        for policy in self:
            limit = policy.playbook_limit
            days = policy.playbook_pause_days
            if not (0 <= limit <= 10_000 and 1 <= days <= 3660):
                raise ValidationError(
                    self.env._(
                        "Playbooks: a run may start between 0 and 10000 playbooks, "
                        "not %(limit)s, and the pause must be between 1 and 3660 "
                        "days, not %(days)s.",
                        limit=limit,
                        days=days,
                    )
                )

    @api.depends("playbook_pause_days")
    def _compute_playbook_recent_count(self):
        self.env.flush_all()
        for policy in self:
            policy.playbook_recent_count = policy._count_recent_playbook_candidates()

    def _is_kept_aside(self, client_id, playbook_id):
        """Return the condition that no run starts this playbook for this client."""
        return SQL("FALSE")

    def _count_recent_playbook_candidates(self):
        """Return how many playbooks the changes of the last days would start now."""
        company = self.company_id
        today = company._get_segment_today()
        rows = self.env.execute_query(
            select_candidates(
                company.id,
                SQL(
                    "change.run_id IS NOT NULL AND change.date > %s",
                    fields.Date.subtract(today, days=PREVIEW_DAYS),
                ),
                today,
                self.playbook_pause_days,
                1,
                self._is_kept_aside(SQL("found.partner_id"), SQL("found.playbook_id")),
            )
        )
        return rows[0][2] if rows else 0
