from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from ...sql.playbooks.playbooks import select_candidates

# Starts between two commits
BATCH_SIZE = 100


class ClientSegmentRun(models.Model):
    """Playbooks that start by themselves after a run.

    A job of its own does it, so that a run stays short and a failure here undoes
    nothing there. What was started is skipped, so the job may stop anywhere.
    """

    _inherit = "client.segment.run"

    is_playbook_due = fields.Boolean(readonly=True)
    playbook_count = fields.Integer(
        string="Playbooks Started",
        readonly=True,
        help="Playbooks that the changes of this run have started.",
    )
    playbook_aside_count = fields.Integer(
        string="Playbooks Kept Aside",
        readonly=True,
        help="Not started for clients that are kept aside, to compare with.",
    )
    playbook_left_count = fields.Integer(
        string="Playbooks Left Out",
        readonly=True,
        help="Not started, because the limit of the run was reached or nobody was "
        "available for the tasks.",
    )

    def _after_run(self):
        self._request_playbooks()
        return super()._after_run()

    def _request_playbooks(self):
        """Let the job start playbooks, if any start by themselves."""
        if not self.company_id.segment_policy_id.use_playbooks:
            return
        if not self.changed_count or self.is_other_day:
            return
        if not self.env["client.segment.playbook"].search_count(
            [
                ("auto_start", "=", True),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            limit=1,
        ):
            return
        self.is_playbook_due = True
        self.env.ref("client_segmentation.ir_cron_start_playbooks")._trigger()

    @api.model
    def _cron_start_playbooks(self):
        for run in self.search([("is_playbook_due", "=", True)], order="id"):
            # Classes of another day start nothing; after the next run they are gone.
            if run.company_id._shows_other_segment_day():
                continue
            if not run._start_playbooks():
                break

    def _start_playbooks(self):
        """Start playbooks for the changes of this run, in batches; tell whether time
        is left."""
        self.ensure_one()
        # Who is kept aside takes a place, too: the limit takes the largest clients
        # first, and only among these the others are like them.
        used = self.playbook_count + self.playbook_aside_count
        limit = max(self.company_id.segment_policy_id.playbook_limit - used, 0)
        candidates, total = self._get_playbook_candidates(limit)
        self.playbook_left_count = total - len(candidates)
        remaining = len(candidates)
        for batch in split_every(BATCH_SIZE, candidates):
            self._start_batch(batch)
            remaining -= len(batch)
            if not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=remaining
            ):
                return False
        self.is_playbook_due = False
        return bool(self.env["ir.cron"]._commit_progress(remaining=0))

    def _get_playbook_candidates(self, limit):
        """Return ``[(client's id, playbook's id)]``, at most ``limit``, and how many
        there are without it."""
        self.env.flush_all()
        policy = self.company_id.segment_policy_id
        rows = self.env.execute_query(
            select_candidates(
                self.company_id.id,
                SQL("change.run_id = %s", self.id),
                self.company_id._get_segment_today(),
                policy.playbook_pause_days,
                # One more than nothing, to learn the total
                limit or 1,
                policy._is_kept_aside(
                    SQL("found.partner_id"), SQL("found.playbook_id")
                ),
            )
        )
        total = rows[0][2] if rows else 0
        return [row[:2] for row in rows[:limit]], total

    def _start_batch(self, batch):
        run = self.with_company(self.company_id)
        clients = defaultdict(list)
        for client_id, playbook_id in batch:
            clients[playbook_id].append(client_id)
        for playbook_id, client_ids in clients.items():
            playbook = run.env["client.segment.playbook"].browse(playbook_id)
            partners = run.env["res.partner"].browse(client_ids)
            launch = playbook._start(partners, again=True, run=self)
            started, aside = len(launch.documents), len(launch.obstacles["aside"])
            self.playbook_count += started
            self.playbook_aside_count += aside
            self.playbook_left_count += len(partners) - started - aside
