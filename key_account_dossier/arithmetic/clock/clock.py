"""The contact clock: plain dates in, plain dates out.

A client is to have a positive contact at least every ``interval`` days. The
interval runs from the last positive contact. A negative contact stops the
clock for ``pause`` days, during which the manager leaves the client alone;
then the interval starts again. A positive contact ends a pause: the client has
come round by itself. Neutral contacts move nothing.
"""

from datetime import date, timedelta
from typing import NamedTuple

POSITIVE = "positive"
NEUTRAL = "neutral"
NEGATIVE = "negative"

# Why a contact is due on a day other than the last one of the interval.
DAY_OFF = "day_off"  # the working day before a day off
AWAY = "away"  # the last working day before an absence of the manager
AWAY_THROUGHOUT = "away_throughout"  # the manager is away on each working day
NO_WORKING_DAY = "no_working_day"  # nobody works in the whole interval


class Anchor(NamedTuple):
    """The day from which the interval runs."""

    day: date
    last_positive: date | None
    pause_until: date | None


class Due(NamedTuple):
    """The day of the next contact; no ``reason`` if it is the interval's last."""

    day: date
    reason: str | None


def most_specific(*sources):
    """Return the first ``(name, value)`` whose value is set; zero means inherit."""
    return next((source for source in sources if source[1]), sources[-1])


def find_anchor(start, contacts, pause):
    """Return the :class:`Anchor` of a log of ``(day, outcome)``, oldest first.

    ``start`` is the day the clock was first wound up; it counts as long as
    there is neither a positive contact nor a pause. Of each outcome the latest
    contact is enough.
    """
    if pause < 0:
        raise ValueError("pause must not be negative")
    last_positive = pause_until = None
    for day, outcome in contacts:
        if outcome == POSITIVE:
            last_positive, pause_until = day, None
        elif outcome == NEGATIVE and pause:
            pause_until = day + timedelta(days=pause)
    return Anchor(pause_until or last_positive or start, last_positive, pause_until)


def contact_window(anchor, interval):
    """Return the first and the last day on which the next contact may fall."""
    if interval < 1:
        raise ValueError("interval must be at least one day")
    return anchor + timedelta(days=1), anchor + timedelta(days=interval)


def find_due(anchor, interval, company_days, manager_days=None):
    """Return the :class:`Due` of the last day on which the contact is not late.

    The sets hold at least the working days of the window, of the company and of
    the manager (None: as the company). The limit is never passed: somebody who
    is away on each working day is due on the company's last one, so that there
    is still time for the supervisor to see it. When the whole window is a
    holiday, the limit itself stays, and the manager sends a greeting.
    """
    first, last = contact_window(anchor, interval)
    company = {day for day in company_days if first <= day <= last}
    both = company if manager_days is None else company & manager_days
    if not company:
        return Due(last, NO_WORKING_DAY)
    if not both:
        return Due(max(company), AWAY_THROUGHOUT)
    day = max(both)
    if day < max(company):
        return Due(day, AWAY)
    return Due(day, None if day == last else DAY_OFF)
