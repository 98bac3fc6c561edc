import logging

from odoo import api, fields, models

from ...sql.core.months import select_first_purchase
from ..core.res_company import RETRY_AFTER

_logger = logging.getLogger(__name__)

# The past that the first run makes up for, where there are documents of it.
MONTHS_FILLED = 24


class ClientSegmentRun(models.Model):
    """The months that are over, and not kept yet.

    A run plans them. The one month of an ordinary turn of the month it keeps itself; of
    more, as after the first run, a job takes care: one month at a time, each committed,
    so that it may stop anywhere and nobody has to wait.
    """

    _inherit = "client.segment.run"

    is_months_due = fields.Boolean(readonly=True)
    month_from = fields.Date(
        string="Months From", readonly=True, help="The first month to be filled."
    )
    month_count = fields.Integer(
        string="Months to Fill",
        readonly=True,
        aggregator=None,
        help="Finished months that had not been recorded yet, 24 at most.",
    )
    month_done_count = fields.Integer(
        string="Months Filled", readonly=True, aggregator=None
    )

    def _plan_months(self):
        """Return the values that tell which months are to be kept; keep the last
        one at once if it is the only one."""
        self.ensure_one()
        months = [] if self.is_other_day else self._get_missing_months()
        if not months:
            return {}
        is_due = len(months) > 1 or bool(self._search_months_due(self.company_id))
        if not is_due:
            self.env["client.segment.month"]._keep(self, months[0])
        return {
            "month_from": months[0],
            "month_count": len(months),
            "month_done_count": 0 if is_due else 1,
            "is_months_due": is_due,
        }

    def _get_missing_months(self, earliest=None):
        """Return the first days of the months to fill: since the last one that was
        kept or planned, or else since the first purchase.

        :param earliest: no month before it; that of two years ago if not given
        """
        this_month = self.as_of.replace(day=1)
        last = self._get_last_planned_month()
        if last:
            month = fields.Date.add(last, months=1)
        else:
            query = select_first_purchase(self.company_id.id)
            [(first_purchase,)] = self.env.execute_query(query)
            month = (first_purchase or this_month).replace(day=1)
        month = max(month, earliest or self._get_earliest_month())
        months = []
        while month < this_month:
            months.append(month)
            month = fields.Date.add(month, months=1)
        return months

    def _get_earliest_month(self):
        this_month = self.as_of.replace(day=1)
        return fields.Date.subtract(this_month, months=MONTHS_FILLED)

    def _get_last_planned_month(self):
        of_company = [("company_id", "=", self.company_id.id)]
        kept = self.env["client.segment.month"].search(
            of_company, order="month desc", limit=1
        )
        planned = self.search(
            [*of_company, ("month_count", ">", 0)], order="id desc", limit=1
        )
        months = [kept.month] if kept else []
        if planned:
            months.append(
                fields.Date.add(planned.month_from, months=planned.month_count - 1)
            )
        return max(months, default=None)

    def _after_run(self):
        company = self.company_id
        if self.state == "done" and not self.is_other_day:
            # Those of an earlier run, too, that had to wait for this one
            if self._search_months_due(company):
                self._fill_months_later()
        return super()._after_run()

    @api.model
    def _search_months_due(self, companies=None):
        domain = [("is_months_due", "=", True)]
        if companies is not None:
            domain.append(("company_id", "in", companies.ids))
        return self.search(domain, order="id")

    @api.model
    def _fill_months_later(self, delay=None):
        cron = self.env.ref("client_segmentation.ir_cron_fill_segment_months")
        cron._trigger(delay and fields.Datetime.now() + delay)

    @api.model
    def _cron_fill_months(self):
        """Fill what runs have planned, company by company, the oldest month first."""
        for runs in self._search_months_due().grouped("company_id").values():
            try:
                if not runs._fill_months():
                    return
            except Exception:
                # The next call begins with this month; other companies need not wait.
                self.env.cr.rollback()
                company = runs.company_id.display_name
                _logger.exception("Months of %s could not be filled", company)

    def _fill_months(self):
        """Fill the months of these runs of one company, and commit each; tell whether
        there is time left."""
        remaining = sum(run.month_count - run.month_done_count for run in self)
        for run in self:
            while run.is_months_due:
                if not run._fill_next_month():
                    return True
                remaining -= 1
                if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                    return False
        return True

    def _fill_next_month(self):
        """Fill one month; tell whether that was possible now."""
        if self.company_id._shows_other_segment_day():
            # The next ordinary run calls again.
            return False
        if not self._try_lock_company(self.company_id):
            self._fill_months_later(RETRY_AFTER)
            return False
        month = fields.Date.add(self.month_from, months=self.month_done_count)
        self._keep_month(month)
        self.month_done_count += 1
        self.is_months_due = self.month_done_count < self.month_count
        # Screens compare with the month that was kept last.
        self.env["client.segment.cube"]._write_company(self.company_id)
        return True

    def _keep_month(self, month):
        self.env["client.segment.month"]._keep(self, month)

    @api.model
    def _get_months_progress(self, company):
        """Return the numbers of months ``done`` and of all that are being filled, or
        False if none is."""
        due = self._search_months_due(company)
        return bool(due) and {
            "done": sum(due.mapped("month_done_count")),
            "count": sum(due.mapped("month_count")),
        }

    def _tell_of_months(self):
        if not self.is_months_due:
            return ""
        return self.env._(
            "The %(count)s earlier months are being filled in in the background.",
            count=self.month_count,
        )
