"""Shares of profit and what follows from them, one client after the other: what the
statements say of all at once is checked against it."""

from fractions import Fraction

from ...arithmetic.core.thresholds import get_fraction


def get_total(profits):
    """Return the sum of the positive profits."""
    return sum(profit for profit in profits if profit > 0)


def get_share(profit, total):
    """Return the share (0..1) as an exact fraction; 0 if there is no profit."""
    return Fraction(profit) / Fraction(total) if profit > 0 else Fraction(0)


def get_shares(profits):
    """Return ``{client: share}`` for ``{client: profit}``; they sum up to 1, unless
    nobody has a profit."""
    total = get_total(profits.values())
    return {client: get_share(profit, total) for client, profit in profits.items()}


def get_tier(profit, total, thresholds):
    """Return ``'gold'``, ``'silver'``, ``'bronze'`` or, without profit, None.

    The same in SQL: ``profit * 100 >= total * threshold``, as ``numeric``.
    """
    if profit <= 0:
        return None
    share = get_share(profit, total)
    if share >= get_fraction(thresholds.gold):
        return "gold"
    return "silver" if share >= get_fraction(thresholds.silver) else "bronze"


def is_key(profit, total, thresholds):
    return profit > 0 and get_share(profit, total) >= get_fraction(thresholds.key)


def is_mono(profit, total, thresholds):
    return profit > 0 and get_share(profit, total) > get_fraction(thresholds.mono)


def get_concentration_index(shares):
    """Return the Herfindahl-Hirschman index, the sum of the squared shares (0..1).

    One client alone: 1; ``n`` equal clients: ``1 / n``. Multiplied by 10000 it is the
    number of points that competition authorities use.

    Sources: A. O. Hirschman, "National Power and the Structure of Foreign Trade"
    (1945); O. C. Herfindahl, "Concentration in the Steel Industry" (1950).
    """
    return sum(Fraction(share) ** 2 for share in shares)
