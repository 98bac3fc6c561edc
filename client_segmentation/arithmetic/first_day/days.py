"""Days and months of the policy from how often a company's clients usually buy.

A slow client, one that four of five others are faster than, must still count as active
while it is in time: the days of the active base are one and a half of its usual
intervals, where a client begins to be slowing (see :mod:`..core.state`). A new client
has three usual intervals to become a regular one. Hot is nobody who would be asleep:
twice the days of the active base. A horizon must hold three purchases of a slow client,
as fewer say nothing about its rhythm. All of these are house rules, from the states.
"""

from math import ceil
from typing import NamedTuple

# What people say: a month, a quarter, half a year
STEPS = (30, 45, 60, 90, 120, 180, 270, 365, 540, 730)
DAYS_OF_MONTH = 365.25 / 12
# Three months of 31 days are a quarter.
TOLERANCE = 1.05
SLOWING, SLEEPING = 1.5, 2
NEW_INTERVALS = 3
HORIZONS = (12, 24, 36)
PURCHASES_IN_HORIZON = 3
# Of fewer clients with a rhythm a company has none of its own.
MIN_CLIENTS = 5


class Intervals(NamedTuple):
    """How many clients have a usual interval, its median and the interval that one
    client in five exceeds; in days."""

    clients: int
    usual: float | None = None
    slow: float | None = None

    @property
    def are_known(self):
        return self.clients >= MIN_CLIENTS and bool(self.usual)


class Days(NamedTuple):
    active_days: int
    new_days: int
    hot_months: int


def propose_days(intervals):
    """Return the :class:`Days` by a company's :class:`Intervals`, or None if too few
    clients have one."""
    if not intervals.are_known:
        return None
    active = round_up(SLOWING * intervals.slow)
    return Days(
        active_days=active,
        new_days=round_up(NEW_INTERVALS * intervals.usual),
        hot_months=max(ceil(SLEEPING * active / DAYS_OF_MONTH), 1),
    )


def propose_horizon(intervals, months_known):
    """Return the months of the horizon: a year, and longer where clients buy more
    seldom and so much of the past is known.

    :param months_known: full months since the first purchase
    """
    if not intervals.are_known:
        return HORIZONS[0]
    needed = PURCHASES_IN_HORIZON * intervals.slow / DAYS_OF_MONTH
    known = [months for months in HORIZONS if months <= months_known] or HORIZONS[:1]
    return next((months for months in known if months >= needed), known[-1])


def round_up(days):
    """Return the first of the :data:`STEPS` that is not clearly shorter, the last one
    at most."""
    return next((step for step in STEPS if step * TOLERANCE >= days), STEPS[-1])
