"""Lifetime value from the purchase model: the third formula beside those of
:mod:`..core.ltv`, the only one that knows when a client last bought."""

from ..core.ltv import ENDLESS, NEGATIVE_MARGIN, RATE_OUT_OF_RANGE, Ltv

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


def project_by_purchases(dert, margin):
    """Return DERT times the margin of a purchase: what is to come, as worth today.

    Source: P. S. Fader, B. G. S. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value
    Curves for Customer Base Analysis", Journal of Marketing Research 42 (2005): value
    is the margin times the discounted expected transactions.

    :param dert: of periods with a purchase, see :func:`.bgbb.get_dert`
    :param margin: expected of a period with a purchase, see :mod:`.amounts`
    """
    if not margin >= 0:
        return Ltv(None, NEGATIVE_MARGIN)
    return Ltv(dert * margin)
