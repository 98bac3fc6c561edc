"""How often each person at the client should hear from us, and whom to look after."""

from datetime import date, timedelta
from typing import NamedTuple

# Days between contacts with a person, unless the person has an interval of its own.
INTERVALS = {
    "decider": 30,
    "buyer": 30,
    "champion": 45,
    "influencer": 60,
    "gatekeeper": 90,
    "user": 90,
    "adviser": 90,
}
OTHERS = 90

LEFT, DETRACTOR, UNTOUCHED = "left", "detractor", "untouched"


class Watched(NamedTuple):
    """What is known of a decision maker."""

    has_left: bool
    due: date
    answer: tuple | None  # (id, day) of the last answer, if it was from 0 to 6
    last_contact: date | None


def get_interval(own, role):
    """Return the days between two contacts; ``own`` 0 stands for that of the role."""
    return own or INTERVALS.get(role, OTHERS)


def get_due(last_contact, known_since, interval):
    """Return the day by which to get in touch; counted from the day the person was
    entered as long as there was no contact."""
    return (last_contact or known_since) + timedelta(days=interval)


def get_reason(person, today, is_paused):
    """Return why somebody should look after the person, None if nobody has to.

    The reason names its occasion, so that it is told once: another day it falls due,
    or another answer, is another reason.
    """
    if person.has_left:
        return LEFT
    if person.answer:
        number, day = person.answer
        if not person.last_contact or person.last_contact < day:
            return f"{DETRACTOR}:{number}"
    # In a pause nobody is to be contacted.
    if person.due < today and not is_paused:
        return f"{UNTOUCHED}:{person.due.isoformat()}"
    return None


def get_coverage(untouched, people):
    """Return the share of people who heard from us in time, in %; None of nobody."""
    return 100 * (people - untouched) / people if people else None
