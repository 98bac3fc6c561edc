"""How far a difference must be from zero when it is looked at more than once.

Who looks five times at a fixed 95 % interval finds something in 14.2 % of comparisons
of nothing. The chance to err is spent over the looks instead, little of it early.
"""

from functools import lru_cache
from math import exp, pi, sqrt
from statistics import NormalDist

from .power import CONFIDENCE

NORMAL = NormalDist()
STEPS = 240
FARTHEST = 12.0


def spend(fraction, confidence=CONFIDENCE):
    """The chance to err, of both sides, spent when so much of what is to be known is
    known.

    Source: K. K. G. Lan, D. L. DeMets, "Discrete Sequential Boundaries for Clinical
    Trials", Biometrika 70 (1983), the function that comes near the boundaries of
    O'Brien and Fleming; half of the error on each side.
    """
    side = (1 - confidence) / 2
    farthest = NORMAL.inv_cdf(1 - side / 2)
    return 4 * NORMAL.cdf(-farthest / sqrt(min(max(fraction, 1e-6), 1.0)))


@lru_cache(maxsize=256)
def get_boundaries(fractions, confidence=CONFIDENCE):
    """Return the boundary of each look, in standard errors.

    :param fractions: of what is to be known at the last look, known at each; a tuple
        that rises, up to 1
    """
    bounds, spent, density = [], 0.0, None
    for number, fraction in enumerate(fractions):
        before = fractions[number - 1] if number else 0.0
        wanted = spend(fraction, confidence) - spent
        bounds.append(_find_bound(density, before, fraction, wanted))
        spent += _get_crossing(density, before, fraction, bounds[-1])
        density = _follow(density, before, fraction, bounds[-1])
    return bounds


def get_error(fractions, bounds):
    """Return how often one of the looks crosses its boundary without any effect."""
    error, density, before = 0.0, None, 0.0
    for fraction, bound in zip(fractions, bounds, strict=True):
        error += _get_crossing(density, before, fraction, bound)
        density = _follow(density, before, fraction, bound)
        before = fraction
    return error


def _find_bound(density, before, fraction, wanted):
    low, high = 0.0, FARTHEST
    while high - low > 1e-7:
        middle = (low + high) / 2
        if _get_crossing(density, before, fraction, middle) > wanted:
            low = middle
        else:
            high = middle
    return high


def _get_crossing(density, before, fraction, bound):
    """The chance of crossing at this look and at none before.

    ``density``: ``(value, weight)`` of the sum at the look before, as a grid; its
    steps are normal and independent. Source: P. Armitage, C. K. McPherson, B. C. Rowe,
    "Repeated Significance Tests on Accumulating Data", JRSS A 132 (1969).
    """
    limit, step = bound * sqrt(fraction), sqrt(fraction - before)
    if density is None:
        return 2 * NORMAL.cdf(-bound)
    return sum(
        weight
        * (NORMAL.cdf((-limit - value) / step) + NORMAL.cdf((value - limit) / step))
        for value, weight in density
    )


def _follow(density, before, fraction, bound):
    """The grid of the sum at this look, where it has crossed at none."""
    limit, step = bound * sqrt(fraction), sqrt(fraction - before)
    # Beyond eight deviations there is nothing
    limit = min(limit, 8 * sqrt(fraction))
    width = 2 * limit / STEPS
    values = [-limit + width * place for place in range(STEPS + 1)]
    scale = width / (step * sqrt(2 * pi))
    found = []
    for place, value in enumerate(values):
        ends = 0.5 if place in (0, STEPS) else 1.0
        known = density or [(0.0, 1.0)]
        height = sum(
            weight * exp(-(((value - from_value) / step) ** 2) / 2)
            for from_value, weight in known
        )
        found.append((value, ends * scale * height))
    return found
