"""XYZ analysis by the coefficient of variation, in plain Python.

The coefficient of variation is the population standard deviation of the measure
per period, divided by its mean. A client is X up to and with 10 per cent, Y up to
and with 25 per cent, Z beyond; too little data is N, never a guess.

On the border the lower class wins: X is what *does not exceed* the threshold, as in
G. Krok, "Bolshaya kniga direktora magazina 2.0" (table 2.28; X does not exceed 10 %,
Y is 10-25 %, Z exceeds 25 %). The population standard deviation is that of the same
literature: the periods of the horizon are all periods there are, not a sample.

Everything is compared as exact squares, with no square root and no rounding. With
``n`` periods, total ``t``, sum of squares ``q`` and a threshold of ``p`` per cent::

    cv <= p / 100   <=>   10000 * (n * q - t * t) <= p * p * t * t     (t > 0)

In SQL cast to ``numeric`` first: the square of cents does not fit a ``bigint``.
"""

from dataclasses import dataclass

from .thresholds import Thresholds

NO_PURCHASE = "no_purchase"
TOO_FEW_PERIODS = "too_few_periods"
NO_POSITIVE_MEAN = "no_positive_mean"

# A coefficient of n periods of no negative value is at most the root of n - 1:
# ten years of months stay under 1100 per cent.
LARGEST_PERCENT = 1100


@dataclass(frozen=True)
class XyzThresholds(Thresholds):
    """Coefficients of variation in per cent with which X, and Y, end."""

    x: float = 10.0
    y: float = 25.0
    min_periods: int = 3

    def get_problems(self):
        return self._list_problems(
            x_not_positive=self.x > 0,
            y_not_above_x=self.y > self.x,
            y_too_large=self.y <= LARGEST_PERCENT,
            too_few_periods=self.min_periods >= 2,
        )


@dataclass(frozen=True)
class XyzQuantiles(Thresholds):
    """Shares of the company's own clients, in per cent, with which X, and Y, end:
    the steadiest third is X, the next third Y, unless set otherwise."""

    x: float = 33.3
    y: float = 66.6
    min_periods: int = 3

    def get_problems(self):
        return self._list_problems(
            x_not_positive=self.x > 0,
            y_not_above_x=self.y > self.x,
            y_too_large=self.y < 100,
            too_few_periods=self.min_periods >= 2,
        )


def get_reason(total, periods, min_periods):
    """Return why there is too little data, or None if there is enough."""
    if not periods:
        return NO_PURCHASE
    if periods < min_periods:
        return TOO_FEW_PERIODS
    return None if total > 0 else NO_POSITIVE_MEAN
