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

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import dropwhile
from typing import NamedTuple

from .thresholds import Thresholds, get_fraction

NO_PURCHASE = "no_purchase"
TOO_FEW_PERIODS = "too_few_periods"
NO_POSITIVE_MEAN = "no_positive_mean"

# A coefficient of n periods of no negative value is at most the root of n - 1:
# ten years of months stay under 1100 per cent.
LARGEST_PERCENT = 1100


class XyzCuts(NamedTuple):
    """The squared coefficients of variation with which X, and Y, end."""

    x: Fraction
    y: Fraction


class XyzResult(NamedTuple):
    """The class, its inputs, and for ``'n'`` the reason."""

    xyz: str
    periods: int
    squared_cv: Fraction | None = None
    reason: str | None = None

    @property
    def cv(self):
        """The coefficient of variation as a share (0.1 = 10 %), for the screen."""
        return _get_root(self.squared_cv)


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

    def get_cuts(self, squared_cvs=()):
        """Return the cuts; those of the clients do not matter here."""
        return XyzCuts(get_fraction(self.x) ** 2, get_fraction(self.y) ** 2)


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

    def get_cuts(self, squared_cvs):
        """Return the cuts from the squared coefficients of the clients that have
        one, or None where nobody has.

        A cut is the smallest coefficient that the given share of clients does not
        exceed: definition 1 of R. J. Hyndman and Y. Fan, "Sample Quantiles in
        Statistical Packages", The American Statistician 50 (1996), in SQL
        ``percentile_disc``. It is the value of a client, so clients of one
        coefficient share a class, and squaring does not move it.
        """
        ordered = sorted(squared_cvs)
        if not ordered:
            return None
        ranks = (math.ceil(get_fraction(p) * len(ordered)) for p in (self.x, self.y))
        return XyzCuts(*(ordered[rank - 1] for rank in ranks))


def get_periods_since_first(values):
    """Return the values from the first purchase on: without the periods before the
    first value other than zero (or None). Later zeros stay."""
    return list(dropwhile(lambda value: not value, values))


def squared_cv_from_sums(total, sum_of_squares, periods):
    """Return the square of the coefficient of variation as an exact fraction, or
    None if the mean is not positive."""
    if periods < 1 or total <= 0:
        return None
    square = Fraction(total) ** 2
    return (periods * Fraction(sum_of_squares) - square) / square


def cv_from_sums(total, sum_of_squares, periods):
    """Return the coefficient of variation as a share, or None; for the screen."""
    return _get_root(squared_cv_from_sums(total, sum_of_squares, periods))


def coefficient_of_variation(values):
    """Return the population standard deviation divided by the mean, or None if the
    mean is not positive."""
    return cv_from_sums(*_get_sums(values))


def get_reason(total, periods, min_periods):
    """Return why there is too little data, or None if there is enough."""
    if not periods:
        return NO_PURCHASE
    if periods < min_periods:
        return TOO_FEW_PERIODS
    return None if total > 0 else NO_POSITIVE_MEAN


def classify_sums(total, sum_of_squares, periods, cuts, min_periods):
    """Return the :class:`XyzResult` of the sums over the periods since the first
    purchase. ``cuts`` may be None if nobody has a coefficient."""
    squared_cv = squared_cv_from_sums(total, sum_of_squares, periods)
    reason = get_reason(total, periods, min_periods)
    if reason:
        return XyzResult("n", periods, squared_cv, reason)
    xyz = "x" if squared_cv <= cuts.x else "y" if squared_cv <= cuts.y else "z"
    return XyzResult(xyz, periods, squared_cv)


def classify(period_values, thresholds):
    """Return the :class:`XyzResult` of one client.

    ``period_values`` has one value for each period of the horizon, the oldest
    first, as integers (cents): floats are taken at their exact binary value.
    """
    return classify_all({None: period_values}, thresholds)[None]


def classify_all(values_by_client, thresholds):
    """Return ``{client: XyzResult}``, with fixed thresholds or quantiles."""
    sums = {
        client: _get_sums(get_periods_since_first(values))
        for client, values in values_by_client.items()
    }
    measured = (
        squared_cv_from_sums(*client_sums)
        for client_sums in sums.values()
        if client_sums[2] >= thresholds.min_periods
    )
    cuts = thresholds.get_cuts([cv for cv in measured if cv is not None])
    return {
        client: classify_sums(*client_sums, cuts, thresholds.min_periods)
        for client, client_sums in sums.items()
    }


def _get_sums(values):
    exact = [Fraction(value or 0) for value in values]
    return sum(exact), sum(value * value for value in exact), len(exact)


def _get_root(square):
    return None if square is None else math.sqrt(square)
