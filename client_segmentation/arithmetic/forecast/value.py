"""Lifetime value from the purchase model: the third formula beside those of
:mod:`..core.ltv`, the only one that knows when a client last bought."""

from ..core.ltv import ENDLESS, RATE_OUT_OF_RANGE

PERIODS_PER_YEAR = 12


def get_period_rate(yearly):
    """Return the discount rate of a month that makes ``yearly`` in a year (shares)."""
    return (1 + yearly) ** (1 / PERIODS_PER_YEAR) - 1


def get_reason(yearly):
    """Return why no lifetime value follows from a yearly discount rate, or None.

    Without discounting the sum has no end if few enough clients ever leave, whatever
    a client has done.
    """
    if yearly == 0:
        return ENDLESS
    return None if 0 < yearly < float("inf") else RATE_OUT_OF_RANGE
