"""What the next purchase of a client will come to: the Gamma-Gamma model.

Amounts of one client vary about its own mean; means vary among clients. Of a client
count only the number of its purchases ``count`` and their mean: from few purchases the
company's mean says more, from many the client's own. Amounts are positive, in any one
unit of money. A purchase is what the forecast counts: if those are months with one,
the amount is that of the month.

Source: P. S. Fader and B. G. S. Hardie, "The Gamma-Gamma Model of Monetary Value"
(2013), http://www.brucehardie.com/notes/025/.
"""

import math
from collections import defaultdict
from operator import mul
from typing import NamedTuple

from . import simplex

# Groups of means 2 per cent wide, of more rows than these: what they hide is a
# hundredth of a per cent.
GROUPS_PER_UNIT = 50
MANY_ROWS = 5000
SMALLEST, LARGEST = math.log(1e-3), math.log(1e4)
START = (1.0, 1.0, 0.0)
# Of the log-likelihood; for so many clients, since its last digits are lost with more
FINE, UNIT = 1e-6, 1e4
# Amounts and frequency "hardly" correlate up to what J. Cohen, "Statistical Power
# Analysis for the Behavioral Sciences" (1988), calls a medium effect
LARGEST_CORRELATION = 0.3

CORRELATED = "correlated"
NOT_FITTED = "not_fitted"


class Amounts(NamedTuple):
    """Parameters of the model: shapes p and q, scale gamma in units of money."""

    p: float
    q: float
    gamma: float


class AmountsFit(NamedTuple):
    """Parameters, or None and the reason why each client's own mean has to do; the
    correlation of amount and frequency, and the log-likelihood."""

    parameters: Amounts | None
    reason: str | None = None
    correlation: float | None = None
    log_likelihood: float | None = None


def get_correlation(rows):
    """Return the correlation (Pearson) of number and mean of clients' purchases, or
    None if one of them does not vary.

    :param rows: ``(count, mean, clients)``
    """
    clients = math.fsum(row[2] for row in rows)
    if not clients:
        return None
    middle = [math.fsum(row[i] * row[2] for row in rows) / clients for i in (0, 1)]

    def moment(i, j):
        return math.fsum(
            (row[i] - middle[i]) * (row[j] - middle[j]) * row[2] for row in rows
        )

    spread = math.sqrt(moment(0, 0)) * math.sqrt(moment(1, 1))
    return moment(0, 1) / spread if spread > 0 else None


def group(rows):
    """Return ``(count, geometric mean of the means, clients)`` of clients with the
    same number of purchases and nearly the same mean.

    There are no sufficient statistics of a fixed size; groups of 2 per cent are as
    good, and their number hardly grows with that of clients: a statement may form
    them by ``count, round(50 * ln(mean))``. Here they are counted from the geometric
    mean of all, so that the unit of money does not move them.
    """
    clients = math.fsum(row[2] for row in rows)
    middle = math.fsum(math.log(row[1]) * row[2] for row in rows) / clients
    sums = defaultdict(lambda: [0, []])
    for count, mean, number in rows:
        distance = math.log(mean) - middle
        members = sums[count, round(distance * GROUPS_PER_UNIT)]
        members[0] += number
        members[1].append(distance * number)
    return [
        (count, math.exp(middle + math.fsum(distances) / number), number)
        for (count, _place), (number, distances) in sorted(sums.items())
    ]


class _Likelihood:
    """The log-likelihood of means (equation 1a) with all that is the same for any
    parameters added up before; amounts in units of ``self.unit``."""

    def __init__(self, rows):
        self.clients = sum(row[2] for row in rows)
        logs = math.fsum(math.log(mean) * number for _c, mean, number in rows)
        self.unit = math.exp(logs / self.clients)
        rows = [(count, mean / self.unit, number) for count, mean, number in rows]
        self.totals = [count * mean for count, mean, _number in rows]
        self.purchases = [count * number for count, _mean, number in rows]
        self.numbers = [number for _count, _mean, number in rows]
        self.by_count = defaultdict(int)
        for count, _mean, number in rows:
            self.by_count[count] += number
        self.log_means = math.fsum(math.log(m) * n for _c, m, n in rows)
        self.log_totals = math.fsum(math.log(c * m) * n for c, m, n in rows)

    def get(self, p, q, gamma):
        # Logarithms of gamma + total less those of total: of large p and many clients
        # the sums of both would be so large that the digits that matter are lost.
        shapes = sum(
            number * (math.lgamma(p * count + q) - math.lgamma(p * count))
            for count, number in self.by_count.items()
        )
        constants = self.clients * (q * math.log(gamma) - math.lgamma(q))
        logs = [math.log1p(gamma / total) for total in self.totals]
        rest = p * sum(map(mul, self.purchases, logs))
        rest += q * (sum(map(mul, self.numbers, logs)) + self.log_totals)
        return shapes + constants - self.log_means - rest


def fit_amounts(rows, largest_correlation=LARGEST_CORRELATION):
    """Return the :class:`AmountsFit` to clients that have bought, by maximum
    likelihood; the same for the same rows in any order.

    :param rows: ``(count, mean, clients)``: number and mean of purchases, and how many
        clients have just these. Means that are not positive tell nothing of amounts
        and are left out.
    """
    rows = sorted(row for row in rows if row[0] >= 1 and row[1] > 0 and row[2] > 0)
    correlation = get_correlation(rows)
    if correlation is None:
        return AmountsFit(None, NOT_FITTED)
    if abs(correlation) > largest_correlation:
        return AmountsFit(None, CORRELATED, correlation)
    likelihood = _Likelihood(group(rows) if len(rows) > MANY_ROWS else rows)

    def misfit(point):
        if not all(SMALLEST <= value <= LARGEST for value in point):
            return math.inf
        p, q, gamma = map(math.exp, point)
        # The company's mean is that of q above 1.
        return -likelihood.get(p, 1 + q, gamma)

    best = simplex.minimize(misfit, START, FINE * max(likelihood.clients / UNIT, 1))
    if not best.converged:
        return AmountsFit(None, NOT_FITTED, correlation)
    p, q, gamma = map(math.exp, best.point)
    found = Amounts(p, 1 + q, gamma * likelihood.unit)
    value = -best.value - likelihood.clients * math.log(likelihood.unit)
    return AmountsFit(found, None, correlation, value)
