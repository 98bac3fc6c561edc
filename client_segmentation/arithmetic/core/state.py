"""The state of a client by its own rhythm: the axis above all others, in plain Python.

A house rule of the trade; the statements label all clients by the same conditions.
"""

from dataclasses import dataclass
from fractions import Fraction

from .activity import LARGEST_DAYS
from .rhythm import MIN_INTERVALS
from .thresholds import Thresholds

PROSPECT = "prospect"
NEW = "new"
ACTIVE = "active"
SLOWING = "slowing"
SLEEPING = "sleeping"
LOST = "lost"

STATES = (PROSPECT, NEW, ACTIVE, SLOWING, SLEEPING, LOST)

# A client a hundred usual intervals late is lost by any horizon.
LARGEST_LATENESS = 100


@dataclass(frozen=True)
class StateThresholds(Thresholds):
    """When a client is new, slowing and sleeping.

    ``new_days`` since the first purchase with fewer than ``new_purchases`` days of
    purchase; ``slowing`` and ``sleeping`` in usual intervals, from ``min_intervals``
    of them. Without ``by_rhythm`` all clients are judged by days.
    """

    new_days: int = 90
    new_purchases: int = 3
    slowing: float = 1.5
    sleeping: float = 3.0
    min_intervals: int = MIN_INTERVALS
    by_rhythm: bool = True

    def get_problems(self):
        return self._list_problems(
            new_days_out_of_range=0 <= self.new_days <= LARGEST_DAYS,
            new_purchases_not_positive=self.new_purchases >= 1,
            slowing_before_due=self.slowing >= 1,
            sleeping_not_after_slowing=self.sleeping > self.slowing,
            sleeping_too_late=self.sleeping <= LARGEST_LATENESS,
            min_intervals_not_positive=self.min_intervals >= 1,
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
