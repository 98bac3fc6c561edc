from odoo import fields, models

from ...arithmetic.core.horizon import MONTHS_REMEMBERED
from ...arithmetic.forecast import bgbb
from ...arithmetic.forecast.pattern import get_pattern
from ...arithmetic.forecast.record import is_steady
from ..core.client_segment import MANAGER_GROUP

# Those of which expected purchases are told
MONTHS_FORECAST = 12


class ClientSegment(models.Model):
    """What is expected of a client, and why."""

    _inherit = "client.segment"

    chance = fields.Float(
        string="Chance to Buy Again",
        readonly=True,
        digits=(12, 4),
        aggregator="avg",
        help="That the client still buys, from the months in which it has bought, 0 to"
        " 1.",
    )
    expected_orders = fields.Float(
        string="Expected Purchases",
        readonly=True,
        digits=(12, 2),
        help="Months with a purchase that are expected of the next 12.",
    )
    expected_margin = fields.Monetary(
        readonly=True,
        groups=MANAGER_GROUP,
        help="Margin that is expected of the next 12 months.",
    )
    at_stake = fields.Monetary(
        string="Money at Stake",
        readonly=True,
        groups=MANAGER_GROUP,
        help="Of a client that is late: the margin of a usual year times the fall of"
        " its chance since the last purchase.",
    )

    def _prepare_explanation(self, with_profit):
        values = super()._prepare_explanation(with_profit)
        return {**values, "forecast": self._explain_forecast(values["run"].sudo())}

    def _tell_reasons(self, values):
        reasons = super()._tell_reasons(values)
        if self.chance and values.get("forecast", {}).get("pattern"):
            reasons["forecast"] = self.env._(
                "%(percent)s %% that it buys again.", percent=round(100 * self.chance)
            )
        return reasons

    def _expect_purchases(self, run, months, amounts, days):
        """By the forecast, where there is one: it knows that some do not come back."""
        if not self.chance or not self.expected_orders:
            return super()._expect_purchases(run, months, amounts, days)
        with_purchase = sum(amount > 0 for amount in amounts.values())
        share = self.expected_orders / MONTHS_FORECAST
        mean = share * sum(amounts.values()) / with_purchase
        coming = [month for month in months if month > run.as_of]
        return dict.fromkeys(coming, mean), self.env._(
            "Lighter: expected by the forecast, %(amount)s a month on average; it buys"
            " again with a chance of %(percent)s %%.",
            amount=self._format_whole(mean),
            percent=round(100 * self.chance),
        )

    def _explain_forecast(self, run):
        """Return the client's months and chances, or why there are none; nothing for
        runs from before there were forecasts."""
        forecast = run.forecast
        if not forecast or not self.last_order_date:
            return {}
        reasons = self.env["client.segment.forecast"]._get_sentences(
            forecast["refusals"]
        )
        if not reasons and not self.chance:
            reasons = [self._get_reason_of_no_chance()]
        if reasons:
            return {"reasons": reasons, "pattern": None}
        return {"reasons": [], **self._explain_pattern(run)}

    def _get_reason_of_no_chance(self):
        if is_steady(self.regularity or None, self.purchase_days - 2):
            return self.env._(
                "A steady buyer, as by a contract: that it is late says more than any"
                " chance, for which purchases would have to be random."
            )
        return self.env._(
            "No purchase in the last %(count)s months.", count=MONTHS_REMEMBERED
        )

    def _explain_pattern(self, run):
        pattern = get_pattern(self._get_purchase_days(run), run.as_of)
        if not pattern:
            # Documents were deleted since the run.
            return {"pattern": None}
        x, last, n = pattern
        parameters = bgbb.Parameters(*run.forecast["parameters"])
        then = bgbb.get_chance(parameters, x, last, last)
        fall = then - bgbb.get_chance(parameters, *pattern)
        last_month = self.last_order_date.replace(day=1)
        return {
            "pattern": pattern,
            "months": n + 1,
            "bought": x + 1,
            "first": fields.Date.subtract(last_month, months=last),
            "last": last_month,
            "chance_then": then,
            "yearly": fall > 0 and self.at_stake / fall,
        }

    def _explain_ltv(self, run):
        values = super()._explain_ltv(run)
        if values and values["formula"] == "purchases":
            values["reason"] = None if self.ltv else "no_forecast"
        return values
