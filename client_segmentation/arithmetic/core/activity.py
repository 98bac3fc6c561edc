"""The active client base: who bought lately.

A key figure of the distribution trade.
"""

from dataclasses import dataclass
from datetime import timedelta

from .thresholds import Thresholds

# Ten years, and no further: nobody else would be called inactive
LARGEST_DAYS = 3660


@dataclass(frozen=True)
class ActivityThresholds(Thresholds):
    """Days within which a client has to have bought, and the target rate in %."""

    days: int = 90
    target: float = 70.0

    def get_problems(self):
        return self._list_problems(
            days_not_positive=self.days >= 1,
            days_too_many=self.days <= LARGEST_DAYS,
            target_out_of_range=0 <= self.target <= 100,
        )


def get_first_active_day(as_of, days):
    """Return the first day on which a purchase still makes a client active."""
    return as_of - timedelta(days=days)
