"""The state of a client by its own rhythm: the axis above all others, its thresholds.

A house rule of the trade; the statements label all clients by them.
"""

from dataclasses import dataclass

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
