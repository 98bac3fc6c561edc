"""The forecast of a company: fitted to the past, held against what came, and only if
that went well fitted once more, to all there is."""

import logging
from dataclasses import dataclass

from .amounts import AmountsFit, fit_amounts
from .bgbb import Parameters, get_rate, get_scores
from .bgbb_fit import fit
from .record import (
    NO_RECORD,
    ForecastThresholds,
    Record,
    get_record,
    get_refusals,
)

_logger = logging.getLogger(__name__)

# The months at the end that the record is about, and those a forecast is for
RECORD_MONTHS = 6
MONTHS_AHEAD = 12


@dataclass(frozen=True)
class History:
    """What is known of a company's clients from its finished months.

    ``then``: ``(x, last, n, purchases since, clients)`` of who had bought before the
    last :data:`RECORD_MONTHS`; ``now``: ``(x, last, n, clients)``; ``amounts``:
    ``(months with a purchase, mean amount, clients)``; ``regularity``: the median of
    clients, or None.
    """

    then: list
    now: list
    amounts: list
    regularity: float | None = None

    @property
    def clients(self):
        return sum(row[-1] for row in self.now)

    @property
    def again(self):
        """Clients that have bought in a later month than their first, too."""
        return sum(row[-1] for row in self.now if row[0])

    @property
    def months(self):
        return max((row[2] + 1 for row in self.now), default=0)


@dataclass(frozen=True)
class Forecast:
    """``parameters`` of who buys when, or None and the ``refusals``; the ``amounts``
    and the :class:`Record`, if it came to that."""

    refusals: tuple = ()
    record: Record | None = None
    parameters: Parameters | None = None
    amounts: AmountsFit | None = None


def make_forecast(history, thresholds=None):
    """Return the :class:`Forecast` that a :class:`History` allows."""
    thresholds = thresholds or ForecastThresholds()
    known = (history.again, history.months)
    refusals = get_refusals(*known, None, history.regularity, thresholds)
    # Without enough clients there is nothing to try.
    early = tuple(code for code in refusals if code != NO_RECORD)
    if early:
        return Forecast(early)
    record = _try_past(history.then)
    refusals = get_refusals(*known, record, history.regularity, thresholds)
    if refusals:
        return Forecast(tuple(refusals), record)
    parameters = _fit(history.now)
    if not parameters:
        return Forecast((NO_RECORD,), record)
    return Forecast((), record, parameters, fit_amounts(history.amounts))


def _try_past(rows):
    """Return the record of a forecast from the patterns of then, or None."""
    parameters = _fit([(*pattern, clients) for *pattern, _came, clients in rows])
    if not parameters:
        return None
    patterns = {(x, last, n) for x, last, n, _came, _clients in rows}
    scores = get_scores(parameters, patterns, RECORD_MONTHS)
    return get_record(
        (scores[x, last, n].expected, came, clients)
        for x, last, n, came, clients in rows
    )


def _fit(rows):
    try:
        found = fit(rows)
    except ArithmeticError:
        # A run must not fail for it.
        _logger.exception("The purchase model could not be fitted")
        return None
    # Where clients are all alike, parameters grow without end, and the nearer to it the
    # less they matter.
    has_arrived = found and (found.converged or found.at_bound)
    return found.parameters if has_arrived else None


@dataclass(frozen=True)
class PatternScore:
    """Of all clients with the same pattern: the chance that they still buy, what it was
    on the day of their last purchase, months with a purchase expected of the next
    :data:`MONTHS_AHEAD`, of a usual year and for ever (as worth today, None without
    discounting)."""

    chance: float
    chance_then: float
    expected: float
    usual: float
    dert: float | None


def score_patterns(parameters, patterns, discount=None):
    """Return ``{(x, last, n): PatternScore}``.

    :param discount: rate of a month; None or 0 for no value for ever
    """
    asked = {pattern: (*pattern[:2], pattern[1]) for pattern in patterns}
    then = get_scores(parameters, set(asked.values()), 0)
    now = get_scores(parameters, patterns, MONTHS_AHEAD, discount or None)
    return {
        pattern: PatternScore(
            score.chance,
            then[asked[pattern]].chance,
            score.expected,
            12 * get_rate(parameters, pattern[0], pattern[1]),
            score.dert,
        )
        for pattern, score in now.items()
    }


def dump_record(record):
    """Return the tenths as dictionaries, for storage."""
    return [part._asdict() for part in record.parts] if record else []
