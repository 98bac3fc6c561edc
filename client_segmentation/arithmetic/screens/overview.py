"""Sums behind the overview of all clients, in plain Python."""

from collections import Counter
from itertools import accumulate


def add_up(rows, key, measures):
    """Add up the ``measures`` of ``rows`` (dictionaries) that agree in ``key``.

    :return: ``{value of key: {measure: sum}}``; rows without a value are left out
    """
    sums = {}
    for row in rows:
        if row[key]:
            sums.setdefault(row[key], Counter()).update(
                {measure: row[measure] for measure in measures}
            )
    return {value: dict(counter) for value, counter in sums.items()}


def get_curve(steps, buyers=0):
    """Return the points of the curve of concentration, from ``(0, 0)`` to ``(1, 1)``:
    share of those who have bought, the largest first, and what they bring.

    :param steps: ``(number of clients, their sum)``, the largest clients first
    :param buyers: how many have bought, those without a sum in this time included
    """
    clients = list(accumulate(count for count, _sum in steps))
    sums = list(accumulate(value for _count, value in steps))
    if not steps:
        return []
    points = [
        (count / max(buyers, clients[-1]), value / sums[-1])
        for count, value in zip(clients, sums, strict=True)
    ]
    rest = [(1.0, 1.0)] if buyers > clients[-1] else []
    return [(0.0, 0.0), *points, *rest]


def get_moves(rows, limit):
    """Add up moves between cells to moves between ABC classes.

    :param rows: dictionaries with the cells ``before`` and ``after`` (as ``ax``, None
        for no class), ``count`` and the ``partner_ids`` of those who moved
    :return: ``{(class before, class after): (count, at most ``limit`` ids)}``
    """
    moves = {}
    for row in rows:
        key = (row["before"] or "")[:1], (row["after"] or "")[:1]
        count, partner_ids = moves.get(key, (0, []))
        partner_ids = (partner_ids + (row["partner_ids"] or []))[:limit]
        moves[key] = (count + row["count"], partner_ids)
    return moves
