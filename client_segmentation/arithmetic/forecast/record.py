"""The record of a forecast: what it said against what came, and whether to show it.

A forecast from the history up to some day is held against the purchases after it.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from ..core.thresholds import Thresholds

PARTS = 10
# Of random buyers one in nine looks steady by chance with so many pairs of intervals,
# with two it would be one in four (simulated).
MIN_PAIRS = 5

TOO_FEW_CLIENTS = "too_few_clients"
TOO_SHORT_HISTORY = "too_short_history"
STEADY_BUYERS = "steady_buyers"
NO_RECORD = "no_record"
BAD_RECORD = "bad_record"


class Part(NamedTuple):
    """Clients, what was predicted for them all and what came; of a tenth the number
    of clients need not be whole."""

    clients: float
    predicted: float
    actual: float


class Record(NamedTuple):
    """All clients, and their tenths, those with most predicted first."""

    total: Part
    parts: tuple

    @property
    def off(self):
        """How far the total was off, in per cent of what came; endless if nothing
        came."""
        return get_off(self.total.predicted, self.total.actual)


@dataclass(frozen=True)
class ForecastThresholds(Thresholds):
    """From how many clients that bought again, and months of history, the model may
    be fitted; how far off in per cent its record may be; from which regularity on
    buyers are too steady for it."""

    min_again: int = 200
    min_months: int = 12
    largest_off: float = 25.0
    steady: float = 3.0

    def get_problems(self):
        return self._list_problems(
            min_again_not_positive=self.min_again >= 1,
            min_months_out_of_range=1 <= self.min_months <= 120,
            largest_off_out_of_range=0 < self.largest_off <= 100,
            steady_not_above_random=1 < self.steady < math.inf,
        )


def get_off(predicted, actual):
    """Return by how many per cent of ``actual`` a prediction was wrong."""
    if predicted == actual:
        return 0.0
    return 100 * abs(predicted - actual) / actual if actual > 0 else math.inf


def get_record(rows):
    """Return the :class:`Record`, or None without clients.

    :param rows: ``(predicted of each, actual of all together, clients)``; clients with
        the same pattern share a row. Those alike who fall into two tenths are divided
        among them evenly, so that no order of them matters.
    """
    alike = defaultdict(list)
    for predicted, actual, clients in rows:
        if clients:
            alike[predicted].append((actual, clients))
    parts = [
        Part(
            sum(clients for _actual, clients in members),
            predicted * sum(clients for _actual, clients in members),
            math.fsum(actual for actual, _clients in members),
        )
        for predicted, members in sorted(alike.items(), reverse=True)
    ]
    if not parts:
        return None
    total = _add_up(parts)
    return Record(total, tuple(_cut(parts, total.clients / PARTS)))


def _cut(parts, size):
    """Divide parts, in their order, into :data:`PARTS` of ``size`` clients."""
    ends = list(accumulate(part.clients for part in parts))
    return [
        _add_up(
            _get_share(part, min(end, high) - max(end - part.clients, low))
            for part, end in zip(parts, ends, strict=True)
            if end > low and end - part.clients < high
        )
        for low, high in ((size * n, size * (n + 1)) for n in range(PARTS))
    ]


def _get_share(part, clients):
    share = clients / part.clients
    return Part(clients, part.predicted * share, part.actual * share)


def _add_up(parts):
    parts = list(parts)
    return Part(*(math.fsum(part[column] for part in parts) for column in range(3)))


def get_refusals(again, months, record, regularity, thresholds=None):
    """Return the codes of why there is no forecast; none if it may be shown.

    :param again: clients that bought again
    :param months: of history
    :param record: :class:`Record`, or None if there could be none: nothing to fit the
        model to, or no best fit
    :param regularity: median of the clients' own (see :mod:`sql.core.rhythm`), or None
    """
    thresholds = thresholds or ForecastThresholds()
    holds = {
        TOO_FEW_CLIENTS: again >= thresholds.min_again,
        TOO_SHORT_HISTORY: months >= thresholds.min_months,
        STEADY_BUYERS: regularity is None or regularity < thresholds.steady,
        NO_RECORD: record is not None,
        BAD_RECORD: record is None or record.off <= thresholds.largest_off,
    }
    return [code for code, held in holds.items() if not held]


def is_steady(regularity, pairs, thresholds=None):
    """Return whether a client buys too steadily for the model (contracts), known from
    enough pairs of intervals: its silence says more than the model has it."""
    if regularity is None or pairs < MIN_PAIRS:
        return False
    return regularity >= (thresholds or ForecastThresholds()).steady
