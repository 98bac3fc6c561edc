"""The contact clock: plain dates in, plain dates out.

A client is to have a positive contact at least every ``interval`` days. The
interval runs from the last positive contact. A negative contact stops the
clock for ``pause`` days, during which the manager leaves the client alone;
then the interval starts anew. A positive contact ends a pause: the client has
come round by itself. Neutral contacts move nothing.
"""

from datetime import date, timedelta
from typing import NamedTuple

POSITIVE = "positive"
NEUTRAL = "neutral"
NEGATIVE = "negative"


class Anchor(NamedTuple):
    """The day from which the interval runs."""

    day: date
    last_positive: date | None
    pause_until: date | None


def find_anchor(start, contacts, pause):
    """Return the :class:`Anchor` of a log of ``(day, outcome)``, oldest first.

    ``start`` is the day the clock was first wound up; it counts as long as
    there is neither a positive contact nor a pause.
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


def next_contact(anchor, interval, working_days):
    """Return the last working day on which the contact is not yet late.

    ``working_days`` holds at least the working days of the window. When the
    whole window is a holiday there is no working day to move to: the day
    before the window has had its contact already, the day after it would be
    late. So the limit itself stays, and the manager sends a greeting.
    """
    first, last = contact_window(anchor, interval)
    days = [day for day in working_days if first <= day <= last]
    return max(days, default=last)
