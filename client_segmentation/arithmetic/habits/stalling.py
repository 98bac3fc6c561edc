"""Stalling clients: who puts the decision off again and again.

A house rule of the sales trade, no published measure.
"""

from dataclasses import dataclass

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
