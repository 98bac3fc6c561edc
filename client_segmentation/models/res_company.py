from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.abc import AbcThresholds

MAX_HORIZON_MONTHS = 120
# Less than the day between two nightly runs, more than one of them can take.
RECENT = timedelta(hours=12)


class ResCompany(models.Model):
    _inherit = "res.company"

    segment_horizon_months = fields.Integer(
        string="Horizon (months)",
        default=12,
        help="Finished calendar months that the classes are computed from.",
    )
    segment_abc_threshold_a = fields.Float(string="Class A up to (%)", default=80.0)
    segment_abc_threshold_b = fields.Float(string="Class B up to (%)", default=95.0)

    @api.constrains("segment_horizon_months")
    def _check_segment_horizon_months(self):
        for company in self:
            if not 1 <= company.segment_horizon_months <= MAX_HORIZON_MONTHS:
                raise ValidationError(
                    self.env._(
                        "The horizon must have between 1 and %(maximum)s months,"
                        " not %(months)s.",
                        maximum=MAX_HORIZON_MONTHS,
                        months=company.segment_horizon_months,
                    )
                )

    @api.constrains("segment_abc_threshold_a", "segment_abc_threshold_b")
    def _check_segment_abc_thresholds(self):
        for company in self:
            if not company._get_segment_abc_thresholds().are_valid:
                raise ValidationError(
                    self.env._(
                        "ABC: class A must end above 0 %% and before class B, and class"
                        " B before 100 %% of the revenue. Now A ends at %(a)s %% and"
                        " B at %(b)s %%.",
                        a=company.segment_abc_threshold_a,
                        b=company.segment_abc_threshold_b,
                    )
                )

    def recompute_client_segments(self, as_of=None):
        """Recompute the segments of all clients of these companies, now.

        :param as_of: the day at whose end the clients are looked at (a date or an
            ISO string); today in each company's time zone if not given
        :return: the ``client.segment.run`` records, one per company
        :raise AccessError: if the user may not manage segments
        """
        if not self.env.su and not self.env.user.has_group(
            "client_segmentation.group_segment_manager"
        ):
            raise AccessError(
                self.env._("Only heads of sales may recompute the client segments.")
            )
        self.check_access("read")
        # The figures of a client come from documents of all salespeople, whatever
        # the user's own record rules; the check above is on the companies.
        Run = self.env["client.segment.run"].sudo()
        runs = Run.browse()
        for company in self:
            runs += Run._run(company.sudo(), as_of)
        return runs.with_env(self.env)

    @api.model
    def _cron_recompute_client_segments(self):
        """Recompute company by company, each in a transaction of its own. When time
        is up, the next call goes on with the companies that are still due."""
        companies = self.search([])._filtered_segments_due()
        remaining = len(companies)
        for company in companies:
            company.recompute_client_segments()
            remaining -= 1
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                break

    def _filtered_segments_due(self):
        """Leave out the companies that were computed for today a short while ago."""
        recent = self.env["client.segment.run"].search(
            [
                ("company_id", "in", self.ids),
                ("state", "in", ("done", "failed")),
                ("date_start", ">", fields.Datetime.now() - RECENT),
            ]
        )
        today = {company: company._get_segment_today() for company in self}
        done = {run.company_id for run in recent if run.as_of == today[run.company_id]}
        return self.filtered(lambda company: company not in done)

    def _get_segment_abc_thresholds(self):
        self.ensure_one()
        return AbcThresholds(self.segment_abc_threshold_a, self.segment_abc_threshold_b)

    def _get_segment_timezone(self):
        """The time zone in which days and months of this company begin: that of
        its working hours."""
        self.ensure_one()
        return self.resource_calendar_id.tz or "UTC"

    def _get_segment_today(self):
        return datetime.now(ZoneInfo(self._get_segment_timezone())).date()
