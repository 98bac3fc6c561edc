"""From working hours to working days."""

from datetime import timedelta

SATURDAY = 5
INSTANT = timedelta(microseconds=1)


def days_between(first, last):
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def weekdays_between(first, last):
    return {day for day in days_between(first, last) if day.weekday() < SATURDAY}


def days_of(intervals):
    """Return the days of which a part is in ``(start, stop, ...)`` intervals.

    An interval that ends at midnight does not reach the day that begins then.
    """
    days = set()
    for start, stop, *_rest in intervals:
        if stop > start:
            days |= days_between(start.date(), (stop - INSTANT).date())
    return days
