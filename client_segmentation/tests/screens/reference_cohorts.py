"""Retention by cohort in plain Python, which the statement is checked against: of
those who first bought in a month, how many buy so many months later, and what of their
revenue is kept."""

from collections import defaultdict
from typing import NamedTuple

from ...arithmetic.core.horizon import get_month_number


class Cell(NamedTuple):
    """Of a cohort so many months after its first: who bought and for how much; the
    shares of all its clients and of the first month's revenue (None if that was not
    positive)."""

    buyers: int
    revenue: object
    share: float
    kept: float | None


class Cohort(NamedTuple):
    """Clients that first bought in a month, and their months from that one on."""

    clients: int
    cells: tuple


def get_cohorts(purchases, last_day):
    """Return ``{first day of the month: Cohort}``, the oldest first; months without a
    purchase up to that of ``last_day`` are there, too.

    :param purchases: ``(client, day, amount)``; several of a client in a month are
        one buyer. All purchases of a client, or it is taken for a later cohort. Those
        after ``last_day`` are left out.
    """
    firsts, buyers, revenues = {}, defaultdict(set), defaultdict(int)
    known = sorted((row for row in purchases if row[1] <= last_day), key=_get_day)
    for client, day, amount in known:
        first = firsts.setdefault(client, day.replace(day=1))
        age = get_month_number(day) - get_month_number(first)
        buyers[first, age].add(client)
        revenues[first, age] += amount
    return {
        first: _get_cohort(first, last_day, buyers, revenues)
        for first in sorted(set(firsts.values()))
    }


def _get_day(purchase):
    return purchase[1]


def _get_cohort(first, last_day, buyers, revenues):
    clients, base = len(buyers[first, 0]), revenues[first, 0]
    cells = []
    for age in range(get_month_number(last_day) - get_month_number(first) + 1):
        count, revenue = len(buyers[first, age]), revenues[first, age]
        kept = float(revenue / base) if base > 0 else None
        cells.append(Cell(count, revenue, count / clients, kept))
    return Cohort(clients, tuple(cells))
