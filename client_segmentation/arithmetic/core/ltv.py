"""Lifetime value (LTV) of a client, in plain Python.

Rates are shares (0.8 = 80 %), margins are those of one period, a year as a rule;
retention and discount rate must be of the same period.
"""

from typing import NamedTuple

NEGATIVE_INPUT = "negative_input"
NEGATIVE_MARGIN = "negative_margin"
RATE_OUT_OF_RANGE = "rate_out_of_range"
ENDLESS = "endless"
TOO_NEW = "too_new"


class Ltv(NamedTuple):
    """A value, or why there is none."""

    value: float | None
    reason: str | None = None


def get_reason(margin, first_order, last_day):
    """Return why nothing can be projected for a client, or None.

    :param margin: within the horizon
    :param last_day: of the horizon; who has first bought after it has no margin of
        finished months yet, which is not the same as one of 0
    """
    if first_order > last_day:
        return TOO_NEW
    return NEGATIVE_MARGIN if margin < 0 else None


def project_by_retention(margin, retention, discount, count_first_margin=False):
    """Return ``m * r / (1 + i - r)``, the present value of all margins to come.

    The margin ``m`` stays the same, ``r`` of the clients stay each period, ``i`` is
    the discount rate. The first margin is due a period from now, if the client is
    still there then; ``count_first_margin`` adds one that is received today:
    ``m * (1 + i) / (1 + i - r)``, more by exactly ``m``.

    Sources: S. Gupta and D. R. Lehmann, "Managing Customers as Investments" (2005),
    where ``r / (1 + i - r)`` is the margin multiple; with the first margin: P. W.
    Farris, N. T. Bendle, P. E. Pfeifer and D. J. Reibstein, "Marketing Metrics"
    (2010), chapter 5.
    """
    # Comparisons are turned round so that what is not a number (NaN) fails them.
    if not margin >= 0:
        return Ltv(None, NEGATIVE_MARGIN)
    if not (0 <= retention <= 1 and 0 <= discount < float("inf")):
        return Ltv(None, RATE_OUT_OF_RANGE)
    spread = 1 + discount - retention
    if spread <= 0:
        return Ltv(None, ENDLESS)
    return Ltv(margin * (1 + discount if count_first_margin else retention) / spread)


def project_by_lifespan(order_value, orders_per_period, margin_rate, periods):
    """Return average order x frequency x margin x lifespan, without discounting.

    ``orders_per_period`` and the lifespan in ``periods`` are of the same period.

    Source: the simple lifetime value as taught by the much quoted Starbucks case
    (KISSmetrics, "How to Calculate Lifetime Value", 2011).
    """
    if margin_rate < 0:
        return Ltv(None, NEGATIVE_MARGIN)
    if not margin_rate <= 1:
        return Ltv(None, RATE_OUT_OF_RANGE)
    if not all(value >= 0 for value in (order_value, orders_per_period, periods)):
        return Ltv(None, NEGATIVE_INPUT)
    return Ltv(order_value * orders_per_period * margin_rate * periods)
