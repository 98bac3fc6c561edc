"""By how much a difference that was found overstates the true one, in a small study."""

from math import exp, inf, pi, sqrt
from statistics import NormalDist

from .power import CONFIDENCE

NORMAL = NormalDist()


def get_exaggeration(difference, standard_error, confidence=CONFIDENCE):
    """How many times as large as the true ``difference`` those are on average that are
    told from zero (type M error).

    Source: A. Gelman, J. Carlin, "Beyond Power Calculations: Assessing Type S (Sign)
    and Type M (Magnitude) Errors", Perspectives on Psychological Science 9 (2014); in
    closed form by the means of a truncated normal distribution.
    """
    if not difference:
        return inf
    true = abs(difference) / standard_error
    limit = NORMAL.inv_cdf((1 + confidence) / 2)
    above, below = limit - true, -limit - true
    power = NORMAL.cdf(-above) + NORMAL.cdf(below)
    total = true * NORMAL.cdf(-above) + _density(above)
    total += _density(below) - true * NORMAL.cdf(below)
    return total / power / true


def _density(value):
    return exp(-value * value / 2) / sqrt(2 * pi)
