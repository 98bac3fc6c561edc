from datetime import datetime, time

from pytz import timezone

from odoo import models
from odoo.tools.intervals import Intervals

from ...arithmetic.clock.working_days import days_of


class ResourceResource(models.Model):
    _inherit = "resource.resource"

    def _get_key_account_working_days(self, first, last):
        """Return ``{resource: days}`` on which each is there, if only for a part,
        in the resource's own time zone."""
        result = {}
        groups = self.grouped(lambda resource: (resource.calendar_id, resource.tz))
        for (calendar, tz), resources in groups.items():
            zone = timezone(tz)
            start = zone.localize(datetime.combine(first, time.min))
            stop = zone.localize(datetime.combine(last, time.max))
            work = resources._get_key_account_intervals(calendar, start, stop)
            for resource in resources:
                result[resource] = days_of(work[resource.id])
        return result

    def _get_key_account_intervals(self, calendar, start, stop):
        zone = start.tzinfo and timezone(str(start.tzinfo))
        if calendar and not calendar.flexible_hours:
            return calendar._work_intervals_batch(start, stop, self, tz=zone)
        # Without fixed hours every day may be a working day, but for leaves.
        leaves = calendar._leave_intervals_batch(start, stop, self, tz=zone)
        whole = Intervals([(start, stop, self.env["resource.calendar.leaves"])])
        return {resource.id: whole - leaves[resource.id] for resource in self}
