"""The bridge of revenue in plain Python: what the statement says is checked against
it."""

from decimal import Decimal
from typing import NamedTuple

from ...arithmetic.screens.bridge import GROWN, LOST, NEW, SHRUNK, STEPS, WON_BACK


class Step(NamedTuple):
    """How many clients, and by how much their revenue changed."""

    clients: int
    change: Decimal


class Bridge(NamedTuple):
    """Revenue of both spans and the steps in the order of :data:`STEPS`."""

    earlier: Decimal
    later: Decimal
    steps: dict


def get_amount(value):
    """Return an amount as it is written down: 0.1 is a tenth, not the binary number
    next to it, so that sums are right to the cent. None is 0."""
    return Decimal(str(value)) if value else Decimal(0)


def get_step(earlier, later, bought_before):
    """Return which step a client is, or None if nothing has changed.

    Who has only returned goods in a span has not bought in it: the client is no
    win-back by a credit note, and lost if that is all.

    :param earlier, later: revenue of the two spans, returns taken off
    :param bought_before: whether it had bought before the earlier span
    """
    if earlier <= 0 < later:
        return WON_BACK if bought_before else NEW
    if later <= 0 < earlier:
        return LOST
    if later == earlier:
        return None
    return GROWN if later > earlier else SHRUNK


def get_bridge(rows):
    """Return the :class:`Bridge` of clients, exact to the cent.

    :param rows: ``(earlier, later, bought_before)`` of each client, see
        :func:`get_step`; amounts as Decimal, integer or float as written
    """
    totals = [Decimal(0), Decimal(0)]
    steps = dict.fromkeys(STEPS, Step(0, Decimal(0)))
    for *amounts, bought_before in rows:
        earlier, later = map(get_amount, amounts)
        totals = [totals[0] + earlier, totals[1] + later]
        if step := get_step(earlier, later, bought_before):
            clients, change = steps[step]
            steps[step] = Step(clients + 1, change + later - earlier)
    return Bridge(*totals, steps)
