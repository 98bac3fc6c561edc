"""Stalling clients: who puts the decision off again and again.

A house rule of the sales trade, no published measure.
"""

from dataclasses import dataclass
from itertools import pairwise

from ..core.thresholds import Thresholds

POSTPONED = "postponed"
EXPIRED_QUOTATIONS = "expired_quotations"


@dataclass(frozen=True)
class StallingThresholds(Thresholds):
    """From how many on a client is stalling."""

    postponements: int = 3
    expired_quotations: int = 3

    def get_problems(self):
        return self._list_problems(
            postponements_not_positive=self.postponements >= 1,
            expired_quotations_not_positive=self.expired_quotations >= 1,
        )


def count_postponements(deadlines):
    """Return how often a deadline was moved to a later day.

    ``deadlines`` are the dates it was set to, in the order in which that was done.
    Each is compared with the one before: a move to an earlier day does not count,
    nor does it make up for a postponement. A deadline taken away (None) is compared
    with the last there was, once there is a new one.
    """
    dates = [deadline for deadline in deadlines if deadline]
    return sum(later > earlier for earlier, later in pairwise(dates))


def get_days_lost(deadlines):
    """Return by how many days the last deadline is later than the first."""
    dates = [deadline for deadline in deadlines if deadline]
    return max((dates[-1] - dates[0]).days, 0) if dates else 0


def get_reason(postponements, expired_quotations, thresholds):
    """Return why a client is stalling, or None if it is not.

    :param postponements: of the open opportunity with the most of them; those of
        several do not add up, as three projects may each slip once
    :param expired_quotations: quotations made since the last order and expired
    """
    if postponements >= thresholds.postponements:
        return POSTPONED
    if expired_quotations >= thresholds.expired_quotations:
        return EXPIRED_QUOTATIONS
    return None
