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


def get_temperature(order_days, signals, as_of, kinds):
    """Return the temperature of one client, and its latest signal if it is warm.

    :param order_days: days of its confirmed orders
    :param signals: ``(day, kind)`` of all that it has done
    :return: ``(temperature, (day, kind) or None)``; of two signals on one day it is
        the first in the alphabet
    """
    if any(day <= as_of for day in order_days):
        return "hot", None
    known = [signal for signal in signals if signal[0] <= as_of and signal[1] in kinds]
    if not known:
        return "cold", None
    last_day = max(day for day, _kind in known)
    return "warm", (last_day, min(kind for day, kind in known if day == last_day))


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
