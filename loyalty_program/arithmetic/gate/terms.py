"""What has changed in the terms of a program since they were approved."""

from typing import NamedTuple

CHANGED, ADDED, REMOVED = "changed", "added", "removed"


class Change(NamedTuple):
    """One difference: ``part`` is a list of the terms or the program itself, ``number``
    the id of the record, ``name`` the changed field (of what was changed only)."""

    part: str
    kind: str
    number: int
    name: str = ""


def list_changes(before, after):
    """Return each :class:`Change` between two terms of a program.

    Terms are ``{"program": {field: value}, part: [{field: value}, ...]}``, each with
    its ``id``. A field that the earlier ones do not know does not count: a version
    before had not asked for it.
    """
    changes = []
    for part in (*before, *(part for part in after if part not in before)):
        old, new = _by_id(before.get(part)), _by_id(after.get(part))
        changes += [Change(part, REMOVED, n) for n in old.keys() - new.keys()]
        changes += [Change(part, ADDED, n) for n in new.keys() - old.keys()]
        changes += [
            Change(part, CHANGED, number, name)
            for number in old.keys() & new.keys()
            for name, value in old[number].items()
            if name in new[number] and new[number][name] != value
        ]
    return changes


def _by_id(records):
    if isinstance(records, dict):
        records = [records]
    return {record["id"]: record for record in records or ()}
