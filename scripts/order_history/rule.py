"""The classification as its specification has it, for checking what Odoo stores.

Written apart from the add-on, and deliberately in another way: one client after the
other, in fractions of integers. Nothing of the add-on may be imported here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

MONTHS = 12
# Without a rhythm of its own a client is judged by the days of the active base.
ACTIVE_DAYS = 90
NEW_DAYS, NEW_PURCHASES = 90, 3
MIN_INTERVALS = 3
ABC_LIMITS = (80, 95)


@dataclass(frozen=True)
class Expected:
    abc: str | None
    temperature: str
    state: str
    cents: int  # revenue within the horizon


def horizon(as_of, months=MONTHS):
    """First and last day of the finished months before the one of ``as_of``."""
    number = as_of.year * 12 + as_of.month - 1 - months
    first = date(number // 12, number % 12 + 1, 1)
    return first, as_of.replace(day=1) - timedelta(days=1)


def classify(purchases, id_of, as_of, months=MONTHS, limits=ABC_LIMITS):
    """Return ``{client: Expected}``.

    :param purchases: objects with ``client``, ``day`` and ``cents``
    :param id_of: ``{client: number}``, of which the lower goes first in a tie
    :param limits: shares in per cent at which A, and B, end
    """
    first, last = horizon(as_of, months)
    revenue = defaultdict(int)
    days = defaultdict(set)
    for purchase in purchases:
        if purchase.day <= as_of:
            days[purchase.client].add(purchase.day)
        if first <= purchase.day <= last:
            revenue[purchase.client] += purchase.cents
    classes = dict.fromkeys(days, "c") | _abc(revenue, id_of, limits)
    return {
        client: Expected(
            abc=classes.get(client),
            temperature=_temperature(days[client], as_of, first),
            state=_state(sorted(days[client]), as_of, first),
            cents=revenue.get(client, 0),
        )
        for client in {purchase.client for purchase in purchases}
    }


def _temperature(days, as_of, first):
    """Hot is who has bought within twelve months and is not lost; there are no other
    signals in a list of purchases that would make a client warm."""
    if not days:
        return "cold"
    try:
        year_ago = as_of.replace(year=as_of.year - 1)
    except ValueError:  # 29 February
        year_ago = date(as_of.year - 1, 2, 28)
    return "hot" if max(days) >= max(year_ago, first) else "warm"


def _state(days, as_of, first):
    if not days:
        return "prospect"
    if days[-1] < first:
        return "lost"
    if days[0] >= as_of - timedelta(NEW_DAYS) and len(days) < NEW_PURCHASES:
        return "new"
    gaps = sorted((later - day).days for day, later in pairwise(days))
    slowing, sleeping = ACTIVE_DAYS, 2 * ACTIVE_DAYS
    if len(gaps) >= MIN_INTERVALS:
        middle = Fraction(gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2], 2)
        slowing, sleeping = middle * 3 / 2, middle * 3
    silence = (as_of - days[-1]).days
    if silence > sleeping:
        return "sleeping"
    return "slowing" if silence > slowing else "active"


def _abc(revenue, id_of, limits):
    ranked = [client for client, cents in revenue.items() if cents > 0]
    ranked.sort(key=lambda client: (-revenue[client], id_of[client]))
    total = sum(revenue[client] for client in ranked)
    limit_a, limit_b = (Fraction(str(limit)) / 100 for limit in limits)
    classes, before = {}, 0
    for client in ranked:
        share = Fraction(before, total)
        classes[client] = "a" if share < limit_a else "b" if share < limit_b else "c"
        before += revenue[client]
    return classes
