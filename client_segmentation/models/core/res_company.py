from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...sql.core import references
from .doors import read_date

# Less than the day between two nightly runs, more than one of them can take.
RECENT = timedelta(hours=12)
RETRY_AFTER = timedelta(minutes=5)


class ResCompany(models.Model):
    _inherit = "res.company"

    def recompute_client_segments(self, as_of=None, commit=False):
        """Recompute the segments of all clients of these companies, now.

        Nightly job and button commit each run; without ``commit`` the runs are a part
        of the caller's transaction, and see what it has done.

        With another ``as_of`` than today the classes are shown as of that day until
        the next run, and nothing follows from it: no history, no months, no tasks.
        To look back there is the comparison; this is for loaders and tests.

        :param as_of: the day at whose end the clients are looked at (a date or an
            ISO string); today in each company's time zone if not given
        :param commit: commit before and after each run, so that a killed one is told
            in the log and one in conflict with another transaction starts over
        :return: the ``client.segment.run`` records, one per company
        :raise AccessError: if the user may not manage segments
        :raise UserError: if ``as_of`` is not a date
        """
        if not self.env.su and not self.env.user.has_group(
            "client_segmentation.group_segment_manager"
        ):
            raise AccessError(
                self.env._("Only heads of sales may recompute the client segments.")
            )
        self.check_access("read")
        as_of = read_date(self.env, as_of)
        # The figures of a client come from documents of all salespeople, whatever
        # the user's own record rules; the check above is on the companies.
        Run = self.env["client.segment.run"].sudo()
        runs = Run.browse()
        for company in self:
            runs += Run._run(company.sudo(), as_of, commit)
        return runs.with_env(self.env)

    def unlink(self):
        company_ids = self.ids
        result = super().unlink()
        for statement in references.delete_of_companies(company_ids):
            self.env.cr.execute(statement)
        return result

    @api.model
    def _cron_recompute_client_segments(self):
        """Recompute company by company, each in a transaction of its own. When time
        is up, the next call goes on with the companies that are still due."""
        fresh = self._get_freshly_segmented()
        companies = self.search([("id", "not in", fresh.ids)])
        remaining = len(companies)
        cron = self.env.ref("client_segmentation.ir_cron_recompute_client_segments")
        for company in companies:
            run = company.recompute_client_segments(commit=True)
            if run.state == "skipped":
                # Another run is there, or somebody is pinning a class just now.
                cron._trigger(fields.Datetime.now() + RETRY_AFTER)
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break

    @api.model
    def _get_freshly_segmented(self):
        """Return the companies that were computed for today a short while ago."""
        recent = self.env["client.segment.run"].search(
            [
                ("state", "in", ("done", "failed")),
                ("date_start", ">", fields.Datetime.now() - RECENT),
            ]
        )
        today = {company: company._get_segment_today() for company in recent.company_id}
        fresh = recent.filtered(lambda run: run.as_of == today[run.company_id])
        return fresh.company_id.filtered(
            lambda company: not company._shows_other_segment_day()
        )

    def _shows_other_segment_day(self):
        """Are the stored classes those of another day, as a loader has asked for?"""
        self.ensure_one()
        # Nothing else of the run is revealed.
        Segment = self.env["client.segment"].sudo()
        return Segment._get_last_run(self).is_other_day

    @api.model
    def _search_showing_other_segment_day(self):
        """Return all companies of which that is so."""
        Run = self.env["client.segment.run"].sudo()
        last = Run._read_group([("state", "=", "done")], ["company_id"], ["id:max"])
        runs = Run.browse(run_id for _company, run_id in last)
        return runs.filtered("is_other_day").company_id

    def _replay_client_segments(self, day):
        """Make the runs that would have been made on ``day``, and fill their months:
        demo data and tests have a past in this way."""
        runs = self.env["client.segment.run"]
        for company in self:
            values = runs._prepare_run_values(company, day)
            run = runs.create({**values, "is_other_day": False})
            run._write_result(run._compute_inside_transaction)
            while run.is_months_due and run._fill_next_month():
                pass
            runs += run
        return runs

    def _get_segment_timezone(self):
        """The time zone in which days and months of this company begin: that of
        its working hours."""
        self.ensure_one()
        return self.resource_calendar_id.tz or "UTC"

    def _get_segment_today(self):
        return datetime.now(ZoneInfo(self._get_segment_timezone())).date()
