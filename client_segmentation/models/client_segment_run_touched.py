from dataclasses import replace
from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import fields, models

from ..sql import touched
from ..sql.cut_offs import CutOffs
from ..sql.drift import select_drift
from .client_segment import MANAGER_GROUP

# Fewer clients are all computed in a second or two, each night with new cut-offs.
MANY_CLIENTS = 10_000
FULL_RUN_EVERY = timedelta(days=7)
# By which share late documents may move the company's totals until the cut-offs
# are made anew
DRIFT = 0.01


class ClientSegmentRun(models.Model):
    """Runs that look only at clients of whom something has changed since the last
    run, and classify them by the cut-offs of the last full one."""

    _inherit = "client.segment.run"

    scope = fields.Selection(
        selection=[("all", "All clients"), ("touched", "Changed clients")],
        default="all",
        required=True,
        readonly=True,
        help="Where there are many clients, only changed ones are looked at, by the"
        " cut-offs of the last run of all: for a week at most, and until the settings"
        " or the month change.",
    )
    touched_count = fields.Integer(string="Looked At", readonly=True)
    cut_off_date = fields.Date(
        string="Cut-offs Of",
        readonly=True,
        help="The day whose clients the cut-offs were made from.",
    )
    all_cut_offs = fields.Json(
        readonly=True, groups=MANAGER_GROUP, help="Amounts in cents."
    )
    basis = fields.Char(
        readonly=True,
        help="Fingerprint of all that classes depend on besides documents.",
    )
    watermark = fields.Datetime(
        readonly=True, help="The next run looks for what was written since."
    )

    def _get_followed_run(self, parameters):
        """Return the last run if this one may build on it, else an empty recordset."""
        if self.env.context.get("segment_all_clients"):
            return self.browse()
        last = self.env["client.segment"]._get_last_run(self.company_id)
        may_follow = (
            last.client_count >= MANY_CLIENTS
            and last.basis == parameters.basis
            and last._is_of_its_day()
            and last.as_of <= self.as_of < last.cut_off_date + FULL_RUN_EVERY
        )
        return last if may_follow else last.browse()

    def _is_of_its_day(self):
        """Has the run seen all that happened up to the time it was made?"""
        zone = ZoneInfo(self.company_id._get_segment_timezone())
        start = self.date_start.replace(tzinfo=timezone.utc)
        return self.as_of >= start.astimezone(zone).date()

    def _get_watermark(self):
        [(watermark,)] = self.env.execute_query(touched.select_watermark())
        return watermark

    def _compute_touched(self, parameters, last):
        """Compute the clients touched since the run ``last``; return the values to
        write on this run, or None if the totals have moved too far."""
        parameters = replace(
            parameters, touched_only=True, cut_off_date=last.cut_off_date
        )
        cut_offs = CutOffs.load(last.all_cut_offs)
        cr = self.env.cr
        counts = None
        for statement in touched.create_touched(parameters, last.watermark, last.as_of):
            cr.execute(statement)
        with self._table_of_facts(parameters):
            [drift] = self.env.execute_query_dict(select_drift(parameters))
            if not self._is_too_far(drift, cut_offs):
                counts = self._write_results(parameters, cut_offs)
        for statement in touched.drop_touched():
            cr.execute(statement)
        return counts and {
            **counts,
            "scope": "touched",
            "touched_count": drift["client_count"],
            "client_count": last.client_count
            + counts["created_count"]
            - counts["removed_count"],
            "positive_count": last.positive_count,
            "measure_total": last.measure_total,
            "profit_total": last.profit_total,
            "cut_off_date": last.cut_off_date,
            "cut_offs": last.cut_offs,
            "all_cut_offs": last.all_cut_offs,
        }

    def _is_too_far(self, drift, cut_offs):
        return (
            abs(drift["measure"]) > DRIFT * cut_offs.measure_total
            or abs(drift["profit"]) > DRIFT * cut_offs.profit_total
        )
