from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...sql.playbooks.playbooks import select_candidates

PREVIEW_DAYS = 30


class ResCompany(models.Model):
    """How many playbooks start by themselves."""

    _inherit = "res.company"

    client_playbooks_enabled = fields.Boolean(
        string="Use Playbooks",
        default=True,
        prefetch="client_segmentation",
    )
    client_playbook_limit = fields.Integer(
        string="Playbooks per Run",
        default=50,
        prefetch="client_segmentation",
    )
    client_playbook_pause_days = fields.Integer(
        string="Pause Between Starts (days)",
        default=90,
        prefetch="client_segmentation",
    )

    client_playbook_day_limit = fields.Integer(
        string="Playbook Tasks per Person and Day",
        default=20,
        prefetch="client_segmentation",
    )

    @api.constrains("client_playbook_day_limit")
    def _check_client_playbook_day_limit(self):
        for company in self:
            if not 0 <= company.client_playbook_day_limit <= 1000:
                raise ValidationError(
                    self.env._(
                        "Playbooks: a person may get between 1 and 1000 tasks a day, or"
                        " any number with 0, not %(limit)s.",
                        limit=company.client_playbook_day_limit,
                    )
                )

    @api.constrains("client_playbook_limit", "client_playbook_pause_days")
    def _check_client_playbooks(self):
        for company in self:
            limit = company.client_playbook_limit
            days = company.client_playbook_pause_days
            if not (0 <= limit <= 10_000 and 1 <= days <= 3660):
                raise ValidationError(
                    self.env._(
                        "Playbooks: a run may start between 0 and 10000 of them, not"
                        " %(limit)s, and the pause must be between 1 and 3660 days, not"
                        " %(days)s.",
                        limit=limit,
                        days=days,
                    )
                )

    def _count_recent_playbook_candidates(self):
        """Return how many playbooks the changes of the last days would start now."""
        self.ensure_one()
        today = self._get_segment_today()
        self.env.flush_all()
        rows = self.env.execute_query(
            select_candidates(
                self.id,
                SQL(
                    "change.run_id IS NOT NULL AND change.date > %s",
                    fields.Date.subtract(today, days=PREVIEW_DAYS),
                ),
                today,
                self.client_playbook_pause_days,
                1,
            )
        )
        return rows[0][2] if rows else 0
