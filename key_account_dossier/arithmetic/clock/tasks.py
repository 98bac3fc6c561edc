"""Which tasks a dossier should have open, and how to get there from those it has.

At any time there is one task to contact the client, none in a pause, and at most
one task that tells the supervisor of an overdue contact.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

CONTACT = "contact"
ESCALATION = "escalation"
KINDS = (CONTACT, ESCALATION)


class Task(NamedTuple):
    """What a task says: who, until when."""

    user: Any
    deadline: date


class Changes(NamedTuple):
    """What is to be done to the open tasks; keys are ``(dossier, kind)``."""

    create: dict  # key -> Task
    move: dict  # id of the task -> Task
    drop: list  # ids of the tasks


def is_paused(today, pause_until):
    return bool(pause_until and today <= pause_until)


def is_escalated(today, due, pause_until, days):
    """Tell whether the supervisor must know: overdue by ``days``; 0 means never."""
    late = bool(days) and today >= due + timedelta(days=days)
    return late and not is_paused(today, pause_until)


def compare(wanted, existing):
    """Return the :class:`Changes` from ``existing`` to ``wanted``.

    ``wanted`` maps keys to a :class:`Task`; ``existing`` is a list of
    ``(id, key, Task)``. Of several tasks with one key the oldest is kept.
    """
    move, drop, seen = {}, [], set()
    for task_id, key, task in sorted(existing, key=lambda row: row[0]):
        if key in seen or key not in wanted:
            drop.append(task_id)
            continue
        seen.add(key)
        if task != wanted[key]:
            move[task_id] = wanted[key]
    create = {key: task for key, task in wanted.items() if key not in seen}
    return Changes(create, move, drop)
