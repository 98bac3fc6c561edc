"""The classification as its specification has it, for checking what Odoo stores.

Written apart from the add-on, and deliberately in another way: one client after the
other, in fractions of integers. Nothing of the add-on may be imported here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

MONTHS = 12
ABC_LIMITS = (80, 95)


@dataclass(frozen=True)
class Expected:
    abc: str | None
    temperature: str
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
    buyers = set()
    for purchase in purchases:
        if purchase.day <= as_of:
            buyers.add(purchase.client)
        if first <= purchase.day <= last:
            revenue[purchase.client] += purchase.cents
    classes = dict.fromkeys(buyers, "c") | _abc(revenue, id_of, limits)
    return {
        client: Expected(
            abc=classes.get(client),
            temperature="hot" if client in buyers else "cold",
            cents=revenue.get(client, 0),
        )
        for client in {purchase.client for purchase in purchases}
    }


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
