from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ClientSegmentRun(models.Model):
    """Months that are not true any more, since purchases of the past have come or gone.

    The next run forgets them and plans them anew, for the job that fills months: until
    it is through, screens show fewer months, and none that is wrong.
    """

    _inherit = "client.segment.run"

    is_refill = fields.Boolean(
        string="Months Filled Once More",
        readonly=True,
        help="The months had been recorded before; purchases of the past have been "
        "imported or removed since.",
    )

    def _plan_months(self):
        policy = self.company_id.segment_policy_id
        stale_since = policy.months_stale_since
        if self.is_other_day or not stale_since:
            return super()._plan_months()
        # As far back as months have been kept
        earliest = self._get_first_kept_month()
        self._forget_months(stale_since.replace(day=1))
        policy.months_stale_since = False
        months = self._get_missing_months(earliest)
        if not months:
            return {}
        return {
            "month_from": months[0],
            "month_count": len(months),
            "month_done_count": 0,
            "is_months_due": True,
            "is_refill": True,
        }

    def _get_first_kept_month(self):
        kept = self.env["client.segment.month"].search(
            [("company_id", "=", self.company_id.id)], order="month", limit=1
        )
        earliest = self._get_earliest_month()
        return min(kept.month, earliest) if kept else earliest

    def _forget_months(self, month):
        """Remove what is kept from ``month`` on, and what runs have planned of it."""
        self.env["client.segment.month"]._forget(self.company_id, month)
        planned = self.search(
            [("company_id", "=", self.company_id.id), ("month_count", ">", 0)]
        )
        for run in planned:
            delta = relativedelta(month, run.month_from)
            before = max(delta.years * 12 + delta.months, 0)
            if before < run.month_count:
                done = min(run.month_done_count, before)
                run.write(
                    {
                        "month_count": before,
                        "month_done_count": done,
                        "is_months_due": run.is_months_due and done < before,
                    }
                )

    def _keep_month(self, month):
        """Clients stand where the last month has left them, which need not be the
        month before the first one to fill."""
        if self.is_refill and not self.month_done_count:
            Month = self.env["client.segment.month"]
            before = fields.Date.subtract(month, months=1)
            if Month._get_last_day(self.company_id, before):
                Month._remember(self, before)
        return super()._keep_month(month)
