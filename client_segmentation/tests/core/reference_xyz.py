"""XYZ analysis in plain Python: what the statements say is checked against it."""

import math
from fractions import Fraction
from itertools import dropwhile
from typing import NamedTuple

from ...arithmetic.core.thresholds import get_fraction
from ...arithmetic.core.xyz import XyzQuantiles, get_reason


class XyzCuts(NamedTuple):
    """The squared coefficients of variation with which X, and Y, end."""

    x: Fraction
    y: Fraction


def get_cuts(thresholds, squared_cvs=()):
    """Return the :class:`XyzCuts`. Quantiles need the squared coefficients of the
    clients that have one; without any there is no cut, and this returns None.

    Their cut is the smallest coefficient that the given share of clients does not
    exceed: definition 1 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical
    Packages", The American Statistician 50 (1996), in SQL ``percentile_disc``. It is
    the value of a client, so clients of one coefficient share a class, and squaring
    does not move it.
    """
    limits = [get_fraction(percent) for percent in (thresholds.x, thresholds.y)]
    if not isinstance(thresholds, XyzQuantiles):
        return XyzCuts(*(limit**2 for limit in limits))
    ordered = sorted(squared_cvs)
    if not ordered:
        return None
    return XyzCuts(*(ordered[math.ceil(s * len(ordered)) - 1] for s in limits))


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
    cuts = get_cuts(thresholds, [cv for cv in measured if cv is not None])
    return {
        client: classify_sums(*client_sums, cuts, thresholds.min_periods)
        for client, client_sums in sums.items()
    }


def _get_sums(values):
    exact = [Fraction(value or 0) for value in values]
    return sum(exact), sum(value * value for value in exact), len(exact)


def _get_root(square):
    return None if square is None else math.sqrt(square)
