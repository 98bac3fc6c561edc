from dataclasses import replace
from datetime import timezone
from zoneinfo import ZoneInfo

from odoo import models

from ...arithmetic.core.activity import get_first_active_day
from ...arithmetic.core.horizon import get_utc_midnight
from ...sql.screens.active_clients import count_active_clients


class ResCompany(models.Model):
    _inherit = "res.company"

    def _count_active_segment_clients(self, moment):
        """Count the clients of this company that were active at ``moment`` (naive
        UTC), by the documents of today and the present settings.

        :raise AccessError: if the user does not work for the company
        """
        self.ensure_one()
        self.check_access("read")
        local = moment.replace(tzinfo=timezone.utc).astimezone(
            ZoneInfo(self._get_segment_timezone())
        )
        run = self.env["client.segment.run"].new(
            {"company_id": self.id, "as_of": local.date()}
        )
        parameters = run._get_parameters()
        if parameters.settings.source == "order":
            # Invoices have a date and no time: those of the day count all.
            parameters = replace(parameters, document_end=moment)
        first_day = get_first_active_day(
            parameters.as_of, parameters.settings.activity.days
        )
        since = get_utc_midnight(first_day, parameters.document_timezone)
        self.env.flush_all()
        [(count,)] = self.env.execute_query(count_active_clients(parameters, since))
        return count
