"""Student's t distribution: Odoo does not bring SciPy along."""

from functools import lru_cache
from math import exp, lgamma, log
from statistics import NormalDist

TINY = 1e-300
PRECISION = 1e-15
NEARLY_NORMAL = 1e6


def probability(t, degrees):
    """Probability of a value up to ``t``.

    Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions"
    (1964), 26.7.1: by the incomplete beta function.
    """
    tail = incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2
    return 1 - tail if t > 0 else tail


@lru_cache(maxsize=256)
def quantile(share, degrees):
    """The value that ``share`` of the distribution is below; ``share`` > 0.5."""
    if degrees > NEARLY_NORMAL:
        return NormalDist().inv_cdf(share)
    low, high = 0.0, 1.0
    while probability(high, degrees) < share:
        low, high = high, high * 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        if probability(middle, degrees) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def incomplete_beta(a, b, x):
    """Regularized incomplete beta function I_x(a, b).

    Source: NIST Digital Library of Mathematical Functions, 8.17.22 (continued
    fraction) and 8.17.4 (symmetry, for where the fraction converges fast).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)
    return exp(front) / a / _fraction(a, b, x)


def _fraction(a, b, x):
    """1 + d1/(1 + d2/(1 + ...)) by the modified algorithm of Lentz (1976)."""
    value, upper, lower = 1.0, 1.0, 0.0
    for number in range(1, 10_000):
        term = _term(a, b, x, number)
        lower = 1 / ((1 + term * lower) or TINY)
        upper = (1 + term / upper) or TINY
        value *= upper * lower
        if abs(upper * lower - 1) < PRECISION:
            break
    return value


def _term(a, b, x, number):
    half = number // 2
    if number % 2:
        return -(a + half) * (a + b + half) * x / ((a + number - 1) * (a + number))
    return half * (b - half) * x / ((a + number - 1) * (a + number))
