"""What is owed for points, month by month: values for an entry, nothing is posted."""

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.client_segmentation.arithmetic.core.horizon import get_utc_midnight

from ...arithmetic import business_case as finance
from ...sql.results import points as statements
from ...sql.results.result import select_points


class LoyaltyResultMonth(models.Model):
    _inherit = "loyalty.result.month"

    points_set_aside = fields.Monetary(
        string="Set Aside for Points",
        readonly=True,
        help="What the points liability grew by in the month, before points were used: "
        "points earned, less those no longer expected to be redeemed.",
    )
    points_released = fields.Monetary(
        string="Released by Points Used",
        readonly=True,
        help="Points used in the month at the average cost per redeemed point.",
    )
    points_liability = fields.Monetary(
        string="Points Liability at the End",
        readonly=True,
        aggregator=None,
        help="Liability of the month before + set aside − released.",
    )


class LoyaltyResult(models.Model):
    _inherit = "loyalty.result"

    @api.model
    def _prepare_liability_months(self, program, span, days):
        """Return ``{number: values}`` of the months since the launch.

        A point is worth the same in all months, what it costs on average up to the day
        of the result: so the last month ends with the liability of the result.

        :param days: first days of these months
        """
        last = [*(day - timedelta(days=1) for day in days[1:]), span.as_of]
        moments = [get_utc_midnight(day, span.timezone) for day in days[1:]]
        moments.append(span.documents.as_of_end)
        rows = self._select(statements.select_points_by_month(span, moments, last))
        worth = self._get_worth_of_point(span)
        redemption = self._get_assumption(program, "redemption")
        months, owed, used = {}, 0.0, 0.0
        for row in rows if worth else ():
            figures = [float(row[name]) for name in ("issued", "used", "balance")]
            closing = figures[2]
            if redemption is not None:
                closing = finance.points_owed(*figures, redemption)
            released = figures[1] - used
            months[row["month"]] = {
                "points_set_aside": (closing - owed + released) * worth,
                "points_released": released * worth,
                "points_liability": closing * worth,
            }
            owed, used = closing, figures[1]
        return months

    @api.model
    def _get_worth_of_point(self, span):
        """The average cost of a point used so far; 0 as long as none was."""
        [row] = self._select(select_points(span))
        return float(row["cost"]) / float(row["used"]) if row["used"] else 0.0
