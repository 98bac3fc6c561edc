"""Cold, warm and hot clients: what makes them so, and the order in which their
numbers should stand, in plain Python."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class WarmSignals:
    """The signals that make a client warm, and the stages of an opportunity that are
    beyond first contact."""

    kinds: tuple[str, ...] = ()
    stage_ids: tuple[int, ...] = ()


class Violation(NamedTuple):
    """There are more clients of the temperature ``more`` than of ``less``, though it
    should be the other way round; shares of all clients."""

    more: str
    less: str
    more_share: float
    less_share: float


def check_order(counts, order):
    """Return the :class:`Violation` of each pair that stands the wrong way round, the
    largest difference first. Equal numbers are in order.

    :param counts: ``{temperature: number of clients}``
    :param order: temperatures, that which should have most clients first
    """
    total = sum(counts.values())
    violations = [
        Violation(more, less, counts[more] / total, counts[less] / total)
        for place, less in enumerate(order)
        for more in order[place + 1 :]
        if counts[more] > counts[less]
    ]
    return sorted(violations, key=lambda v: v.less_share - v.more_share)
