from odoo import api, fields, models

from ..core.client_segment import MANAGER_GROUP
from ..core.res_company import RETRY_AFTER
from .client_segment_task import BATCH


class ResCompany(models.Model):
    """Who is notified about clients, and the job that does so."""

    _inherit = "res.company"

    def _get_sales_head(self):
        """Return who leads the sales of this company and may see its profits: the
        one that is set, a team's leader, or any sales administrator."""
        self.ensure_one()
        head = self.segment_policy_id.sales_head_id
        if head.active:
            return head
        administrators = self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref(MANAGER_GROUP).ids),
                ("company_ids", "in", self.ids),
                ("share", "=", False),
            ],
            order="id",
        )
        teams = self.env["crm.team"].search(
            [
                ("company_id", "in", (False, self.id)),
                ("user_id", "in", administrators.ids),
            ],
            limit=1,
        )
        return teams.user_id or administrators[:1]

    @api.model
    def _cron_create_segment_tasks(self):
        """Make the tasks that follow from the last runs, batch by batch."""
        # Old figures are no reason for a task.
        recent = fields.Date.subtract(fields.Date.today(), days=3)
        runs = self.env["client.segment.run"].search([("as_of", ">=", recent)])
        companies = runs.company_id
        remaining = len(companies)
        for company in companies:
            remaining -= 1
            while company._create_segment_tasks() == BATCH:
                # One more than there are: this company is not ready yet.
                if not self.env["ir.cron"]._commit_progress(1, remaining=remaining + 1):
                    return
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return

    def _create_segment_tasks(self):
        """Make tasks for up to a batch of clients; return how many were looked at.
        Only what is true today is worth a task."""
        self.ensure_one()
        Segment = self.env["client.segment"]
        run = Segment._get_last_run(self)
        yesterday = fields.Date.subtract(self._get_segment_today(), days=1)
        if not run or run.is_other_day or run.as_of < yesterday:
            return 0
        if not run._try_keep_runs_away(self):
            self._create_segment_tasks_later(RETRY_AFTER)
            return 0
        Segment._create_mono_tasks(self)
        Segment._withdraw_stalling_tasks()
        return Segment._create_stalling_tasks(self)

    @api.model
    def _create_segment_tasks_later(self, delay=None):
        cron = self.env.ref("client_segmentation.ir_cron_create_segment_tasks")
        cron._trigger(delay and fields.Datetime.now() + delay)
