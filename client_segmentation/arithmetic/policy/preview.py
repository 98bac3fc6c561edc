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
    """Clients by class, ``before`` and ``after``, how many differ in theirs, and the
    moves they make, the largest first."""

    before: Counter
    after: Counter
    changed: int
    moves: list


def get_previews(axes, moves):
    """Return ``{axis: AxisPreview}`` of each of ``axes``."""
    previews = {}
    for axis in axes:
        before, after = Counter(), Counter()
        made = []
        for move in moves:
            if move.axis == axis:
                before[move.before] += move.count
                after[move.after] += move.count
                if move.before != move.after:
                    made.append(move)
        made.sort(key=lambda move: -move.count)
        changed = sum(move.count for move in made)
        previews[axis] = AxisPreview(before, after, changed, made)
    return previews
