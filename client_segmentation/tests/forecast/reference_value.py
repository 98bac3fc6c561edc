"""Lifetime value in plain Python: what the statements say is checked against it."""

from ...arithmetic.core.ltv import NEGATIVE_MARGIN, Ltv


def project_by_purchases(dert, margin):
    """Return DERT times the margin of a purchase: what is to come, as worth today.

    Source: P. S. Fader, B. G. S. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value
    Curves for Customer Base Analysis", Journal of Marketing Research 42 (2005): value
    is the margin times the discounted expected transactions.

    :param dert: of periods with a purchase, see ``bgbb.get_dert``
    :param margin: expected of a period with a purchase, see :mod:`.reference_amounts`
    """
    if not margin >= 0:
        return Ltv(None, NEGATIVE_MARGIN)
    return Ltv(dert * margin)
