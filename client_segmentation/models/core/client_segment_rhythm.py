from odoo import models

from ...arithmetic.core.rhythm import get_intervals
from ...sql.core import rhythm

# So many of the latest intervals are shown one by one.
SHOWN_INTERVALS = 12


class ClientSegment(models.Model):
    """How often a client buys, and how late it is: why it is in its state."""

    _inherit = "client.segment"

    def _explain_state(self, run):
        """Return the intervals behind the usual one and the limits in days, or
        nothing for who has never bought."""
        thresholds = (run.settings or {}).get("state")
        if not thresholds or not self.last_order_date:
            return {}
        interval = thresholds["by_rhythm"] and self.usual_interval
        active_days = run.settings["activity"]["days"]
        intervals = get_intervals(self._get_purchase_days(run), run.as_of)
        return {
            "thresholds": thresholds,
            "by_rhythm": bool(interval),
            "intervals": intervals[-SHOWN_INTERVALS:],
            "interval_count": len(intervals),
            "silence": (run.as_of - self.last_order_date).days,
            "age": (run.as_of - self.first_order_date).days,
            "slowing": interval * thresholds["slowing"] if interval else active_days,
            "sleeping": interval * thresholds["sleeping"]
            if interval
            else 2 * active_days,
        }

    def _get_purchase_days(self, run):
        """Return the days of purchase, oldest first, as the run saw them."""
        parameters = self._get_parameters_as_seen(run)
        rows = self.env.execute_query(
            rhythm.select_days(parameters, self.partner_id.id)
        )
        return [day for (day,) in rows]

    def _get_parameters_as_seen(self, run):
        """Return what the statements need to see the documents as the run did."""
        as_seen = self.env["client.segment.run"].new(
            {"company_id": self.company_id.id, "as_of": run.as_of}
        )
        return as_seen._get_parameters()
