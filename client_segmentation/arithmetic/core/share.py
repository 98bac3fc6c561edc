"""Shares of profit: tiers, key clients, dependence on one client.

Profits are expected as integers (cents), which makes every comparison exact. Only
positive profits are in the total: a loss-making client has no share, and it cannot
make the shares of the others exceed 100 per cent.
"""

from dataclasses import dataclass
from fractions import Fraction

from .thresholds import Thresholds, get_fraction

# U.S. Department of Justice and Federal Trade Commission, Merger Guidelines (2023),
# section 2.1, there in points: 1000 and 1800 of 10000
MODERATE_CONCENTRATION = Fraction(10, 100)
HIGH_CONCENTRATION = Fraction(18, 100)


@dataclass(frozen=True)
class ShareThresholds(Thresholds):
    """Shares of profit in per cent.

    Gold and silver begin *with* the share, a key client, too. A mono-client begins
    *beyond* it: two clients of one half each are not mono-clients.
    """

    gold: float = 5.0
    silver: float = 1.0
    key: float = 10.0
    mono: float = 50.0

    def get_problems(self):
        return self._list_problems(
            gold_not_above_silver=self.gold > self.silver,
            gold_too_large=self.gold <= 100,
            silver_not_positive=self.silver > 0,
            key_out_of_range=0 < self.key <= 100,
            mono_not_above_key=self.mono > self.key,
            mono_too_large=self.mono < 100,
        )


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


def needed_other_profit_to_leave_mono(profit, total, limit):
    """Return the additional profit from other clients that brings the client back
    to ``limit`` per cent: ``profit / limit - total``, and 0 if it is not beyond.

    At the limit it is no mono-client any more. The profit has to come on top of what
    is in the total: a loss that merely becomes smaller does not count.
    """
    return max(profit / get_fraction(limit) - total, Fraction(0))


def get_concentration_index(shares):
    """Return the Herfindahl-Hirschman index, the sum of the squared shares (0..1).

    One client alone: 1; ``n`` equal clients: ``1 / n``. Multiplied by 10000 it is the
    number of points that competition authorities use.

    Sources: A. O. Hirschman, "National Power and the Structure of Foreign Trade"
    (1945); O. C. Herfindahl, "Concentration in the Steel Industry" (1950).
    """
    return sum(Fraction(share) ** 2 for share in shares)


def get_concentration(index):
    """Return ``'low'``, ``'moderate'`` or ``'high'``.

    The borders are those for the sellers in a market: a yardstick for the clients of
    a company, no law.
    """
    if index > HIGH_CONCENTRATION:
        return "high"
    return "moderate" if index >= MODERATE_CONCENTRATION else "low"
