"""What new settings would change, class by class, in plain Python."""

from collections import Counter
from typing import NamedTuple


class Move(NamedTuple):
    """So many clients have the class ``before`` on an axis and would have ``after``;
    None is no class."""

    axis: str
    before: str | None
    after: str | None
    count: int


class AxisPreview(NamedTuple):
    """Clients by class, ``before`` and ``after``, and how many differ in theirs."""

    before: Counter
    after: Counter
    changed: int


def get_previews(axes, moves):
    """Return ``{axis: AxisPreview}`` of each of ``axes``."""
    previews = {}
    for axis in axes:
        before, after = Counter(), Counter()
        changed = 0
        for move in moves:
            if move.axis == axis:
                before[move.before] += move.count
                after[move.after] += move.count
                changed += move.count if move.before != move.after else 0
        previews[axis] = AxisPreview(before, after, changed)
    return previews
