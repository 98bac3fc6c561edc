"""Fit the BG/BB model to the patterns of a company: maximum likelihood.

Clients with the same pattern share one likelihood, so data are patterns with counts,
and their number does not grow with that of clients. See :mod:`.bgbb` for the source.

All that is left after a client's last purchase is a sum over f(m). For clients with
the same x these are sums of the same row, so differences of its running sums do for
all of them. As f only falls, no more than ``n`` times the precision of a float is
lost by that.
"""

import math
from collections import Counter
from itertools import accumulate
from operator import add, mul
from typing import NamedTuple

from . import simplex
from .bgbb import Parameters, check_pattern

# Beyond, a Beta distribution is as good as one value, or as two: all or nothing.
SMALLEST, LARGEST = math.log(1e-3), math.log(1e4)
# Clients that mostly buy or mostly do not, mostly stay or mostly leave
STARTS = ((1, 1, 1, 1), (1, 1, 1, 10), (1, 4, 1, 4), (2, 1, 2, 10), (0.5, 5, 0.5, 20))
# Of the log-likelihood: a thousandth of what would be a hint of evidence
ROUGH, FINE = 1.0, 1e-6
# The more clients, the less its last digits matter: FINE is for so much of it.
UNIT = 1e4


class Fit(NamedTuple):
    """Parameters, their log-likelihood, and whether a maximum was found; ``at_bound``
    if one of them lies at the end of what was searched."""

    parameters: Parameters
    log_likelihood: float
    converged: bool
    at_bound: bool


class Patterns:
    """Patterns with counts in the shape that the likelihood is fast for.

    :param rows: ``(x, last, n, count)``; the same pattern may come several times
    :raise ValueError: if no client can have bought so, or a count is negative
    """

    def __init__(self, rows):
        counts = Counter()
        for x, last, n, count in rows:
            check_pattern(x, last, n)
            if not count >= 0:
                raise ValueError(f"a number of clients is not negative: {count}")
            if count:
                counts[x, last, n] += count
        self.length = max((n for _x, _last, n in counts), default=0)
        # Sorted: what is added up does not depend on the order it came in.
        self.by_x = {}
        for (x, last, n), count in sorted(counts.items()):
            columns = self.by_x.setdefault(x, ([], [], []))
            for column, value in zip(columns, (last - x, n - x, count), strict=True):
                column.append(value)

    def get_log_likelihood(self, parameters):
        """Return the log-likelihood of all clients; minus infinity where a float is
        too small for it."""
        alpha, beta, gamma, delta = parameters
        months = range(self.length + 1)
        silences = [beta + m for m in months]
        alive = [(delta + m) / gamma for m in months]
        shares = [a * gamma / (gamma + delta + 1 + m) for m, a in enumerate(alive)]
        shares = [share / (alpha + beta + m) for m, share in enumerate(shares)]
        total = 0.0
        for x, (lasts, ns, counts) in self.by_x.items():
            # f(m) / f(x) for m = x, x + 1, ...
            row = list(accumulate(map(mul, silences, shares[x:-1]), mul, initial=1.0))
            likelihoods = _get_likelihoods(row, alive[x:], lasts, ns)
            if not min(likelihoods) > 0:
                return -math.inf
            total += sum(map(mul, counts, map(math.log, likelihoods)))
            total += sum(counts) * _get_log_scale(parameters, x)
        return total


def _get_likelihoods(row, alive, lasts, ns):
    """Return the likelihoods of patterns with the same x, in units of f(x).

    :param row: f(m) from m = x on
    :param alive: how much more likely than f(m) it is to be there after m + 1
    :param lasts, ns: of the patterns, counted from x
    """
    rests = list(accumulate(reversed(row), initial=0.0))[::-1]
    stays = [f * a - rest for f, a, rest in zip(row, alive, rests[1:], strict=True)]
    return list(
        map(add, map(stays.__getitem__, ns), map(rests.__getitem__, lasts)),
    )


def _get_log_scale(parameters, x):
    """Return the logarithm of f(x), with the constants of the model."""
    alpha, beta, gamma, delta = parameters
    buys = _log_beta(alpha + x, beta) - _log_beta(alpha, beta)
    leaves = _log_beta(gamma + 1, delta + x) - _log_beta(gamma, delta)
    return buys + leaves


def _log_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def fit(rows):
    """Return the :class:`Fit` to ``rows`` of ``(x, last, n, count)``, or None if there
    is nothing to learn from: no client with a period after its first purchase.

    Starts from several points, goes on with the best. The same rows give the same
    result, in whatever order.
    """
    patterns = Patterns(rows)
    if not any(n + x for x, (_l, ns, _c) in patterns.by_x.items() for n in ns):
        return None

    def misfit(logs):
        if not all(SMALLEST <= value <= LARGEST for value in logs):
            return math.inf
        return -patterns.get_log_likelihood(Parameters(*map(math.exp, logs)))

    starts = [tuple(map(math.log, start)) for start in STARTS]
    rough = min(
        (simplex.descend(misfit, start, ROUGH, simplex.STEP) for start in starts),
        key=lambda minimum: minimum.value,
    )
    best = simplex.minimize(misfit, rough.point, FINE * max(rough.value / UNIT, 1))
    near = 0.01
    return Fit(
        Parameters(*map(math.exp, best.point)),
        -best.value,
        best.converged,
        any(not SMALLEST + near < value < LARGEST - near for value in best.point),
    )
