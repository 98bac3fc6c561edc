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


def needed_other_profit_to_leave_mono(profit, total, limit):
    """Return the additional profit from other clients that brings the client back
    to ``limit`` per cent: ``profit / limit - total``, and 0 if it is not beyond.

    At the limit it is no mono-client any more. The profit has to come on top of what
    is in the total: a loss that merely becomes smaller does not count.
    """
    return max(profit / get_fraction(limit) - total, Fraction(0))


def get_concentration(index):
    """Return ``'low'``, ``'moderate'`` or ``'high'``.

    The borders are those for the sellers in a market: a yardstick for the clients of
    a company, no law.
    """
    if index > HIGH_CONCENTRATION:
        return "high"
    return "moderate" if index >= MODERATE_CONCENTRATION else "low"
