from odoo import models
from odoo.tools import SQL

from ...sql.saved.members import select_entries


class ClientSegmentRun(models.Model):
    """Saved segments are counted after each run, by a job of its own. Terms for an
    entry wait for that, and playbooks, within the limits of those for changes of
    class."""

    _inherit = "client.segment.run"

    def _after_run(self):
        if self.state == "done" and not self.is_other_day:
            self.env.ref("client_segmentation.ir_cron_count_saved_segments")._trigger()
        return super()._after_run()

    def _request_entry_playbooks(self):
        """Let the job start playbooks for entries, if there are any."""
        policy = self.company_id.segment_policy_id
        if policy.use_playbooks and self._select_entries():
            self.is_playbook_due = True
            self.env.ref("client_segmentation.ir_cron_start_playbooks")._trigger()

    def _request_entry_terms(self):
        """Let the job propose terms, if a segment of the company names any."""
        if self.env["client.saved.segment"].search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("entry_terms_id", "!=", False),
            ],
            limit=1,
        ):
            self._request_terms()

    def _get_playbook_candidates(self, limit):
        found, total = super()._get_playbook_candidates(limit)
        entries = [pair for pair in self._select_entries() if pair not in found]
        return [*found, *entries][:limit], total + len(entries)

    def _select_entries(self):
        """Return ``[(client's id, playbook's id)]`` of the entries since this run."""
        self.env.flush_all()
        policy = self.company_id.segment_policy_id
        return self.env.execute_query(
            select_entries(
                self.company_id.id,
                self.as_of,
                self.company_id._get_segment_today(),
                policy.playbook_pause_days,
                policy._is_kept_aside(SQL("member.partner_id"), SQL("playbook.id")),
            )
        )
