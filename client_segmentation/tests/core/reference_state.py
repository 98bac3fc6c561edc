"""The state of one client in plain Python: what the statements say is checked against
it."""

from dataclasses import dataclass
from fractions import Fraction

from ...arithmetic.core.state import (
    ACTIVE,
    LOST,
    NEW,
    PROSPECT,
    SLEEPING,
    SLOWING,
    StateThresholds,
)


@dataclass(frozen=True)
class Purchases:
    """What is known of a client's purchases as of a day: how many days of purchase,
    the first and the last, and the usual interval in days or None. Who has never
    bought has no days; ``first_day`` and ``last_day`` are None then."""

    count: int = 0
    first_day: object = None
    last_day: object = None
    interval: float | None = None


def get_state(purchases, as_of, horizon_start, active_days, thresholds=None):
    """Return the state of a client: the first of the conditions that fits.

    :param purchases: :class:`Purchases`, none of them after ``as_of``
    :param horizon_start: whoever has not bought since is lost
    :param active_days: of the active client base; for who has no rhythm
    """
    thresholds = thresholds or StateThresholds()
    if not purchases.count:
        return PROSPECT
    if purchases.last_day < horizon_start:
        return LOST
    age = (as_of - purchases.first_day).days
    if age <= thresholds.new_days and purchases.count < thresholds.new_purchases:
        return NEW
    silence = (as_of - purchases.last_day).days
    slowing, sleeping = get_limits(purchases.interval, active_days, thresholds)
    if silence > sleeping:
        return SLEEPING
    return SLOWING if silence > slowing else ACTIVE


def get_limits(interval, active_days, thresholds):
    """Return the days of silence after which a client is slowing, and sleeping.

    Exact as written down: 2.3 intervals of 10 days are 23 days, as in ``numeric``.
    """
    if not interval or not thresholds.by_rhythm:
        return active_days, 2 * active_days
    return tuple(
        Fraction(str(times)) * Fraction(interval)
        for times in (thresholds.slowing, thresholds.sleeping)
    )
