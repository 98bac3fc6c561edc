"""Limits of gold, silver and key clients from a company's own profits.

Gold are about the clients that bring half of the profit, at least one in twenty and at
most one in five of them; with silver they are about those that bring 80 per cent, at
least one in five and at most one in two. Half and 80 per cent are points of the
cumulative curve that ABC is made from as well (see :mod:`..core.abc`); the bounds are
house rules: a tier with one client, or with most of them, steers nothing.

A key client brings 10 per cent of the whole, if there is such a one: IFRS 8 "Operating
Segments", paragraph 34, has companies disclose their dependence on a customer from 10
per cent of the revenue on. Otherwise the largest ones are, one in a hundred, at least 3
and at most 10: so many can be looked after in person.
"""

from decimal import Decimal
from itertools import accumulate
from math import ceil
from typing import NamedTuple

MIN_CLIENTS = 5
GOLD_AMOUNT, GOLD_BOUNDS = 0.5, (0.05, 0.2)
SILVER_AMOUNT, SILVER_BOUNDS = 0.8, (0.2, 0.5)
KEY_PERCENT = Decimal(10)
KEY_SHARE, FEWEST_KEYS, MOST_KEYS = 0.01, 3, 10
# So many more clients are no reason for a longer number.
TOLERANCE = 1.25


class Bucket(NamedTuple):
    """The clients whose share in per cent is ``limit`` when cut to two significant
    digits, and what they bring together: a limit of two digits counts them exactly."""

    limit: Decimal
    clients: int
    amount: int


class Limit(NamedTuple):
    """A limit in per cent, and how many clients reach it."""

    percent: Decimal
    clients: int


def propose_tiers(buckets):
    """Return the :class:`Limit` of gold and that of silver (gold clients among its
    clients), or None if there are too few clients or their shares hardly differ.

    :param buckets: list of :class:`Bucket`, the largest share first
    """
    total = sum(bucket.clients for bucket in buckets)
    if total < MIN_CLIENTS:
        return None
    gold_place = _find_place(buckets, GOLD_AMOUNT, GOLD_BOUNDS)
    silver_place = _find_place(buckets, SILVER_AMOUNT, SILVER_BOUNDS)
    if silver_place <= gold_place:
        silver_place = gold_place + 1
    if silver_place >= len(buckets):
        return None
    gold = _shorten(buckets, gold_place)
    silver = _shorten(buckets, silver_place)
    if silver.percent >= gold.percent:
        gold, silver = (_get_limit(buckets, at) for at in (gold_place, silver_place))
    # Equal clients have no tiers.
    return (gold, silver) if gold.clients * 2 <= total else None


def propose_key(buckets):
    """Return the :class:`Limit` of key clients, or None if there are too few
    clients."""
    total = sum(bucket.clients for bucket in buckets)
    if total < MIN_CLIENTS:
        return None
    if buckets[0].limit >= KEY_PERCENT:
        return Limit(KEY_PERCENT, count_from(buckets, KEY_PERCENT))
    most = min(max(ceil(KEY_SHARE * total), FEWEST_KEYS), MOST_KEYS)
    return _shorten(buckets, _find_last(buckets, most))


def count_from(buckets, percent):
    """Return the number of clients whose share is ``percent`` or more; exact for two
    significant digits."""
    return sum(bucket.clients for bucket in buckets if bucket.limit >= percent)


def _find_place(buckets, amount_share, bounds):
    """Return the place of the bucket with which a share of the amount is reached,
    within bounds of the number of clients."""
    total = sum(bucket.clients for bucket in buckets)
    amount = sum(bucket.amount for bucket in buckets)
    amounts = accumulate(bucket.amount for bucket in buckets)
    place = _find_first(amounts, amount * amount_share)
    counts = accumulate(bucket.clients for bucket in buckets)
    least = _find_first(counts, total * bounds[0])
    most = _find_last(buckets, total * bounds[1])
    return max(min(place, most), min(least, most))


def _find_first(sums, wanted):
    return next(place for place, reached in enumerate(sums) if reached >= wanted)


def _find_last(buckets, most):
    """Return the place of the last bucket until which there are at most so many
    clients, the first bucket in any case."""
    counts = accumulate(bucket.clients for bucket in buckets)
    return max(sum(1 for count in counts if count <= most) - 1, 0)


def _get_limit(buckets, place):
    percent = buckets[place].limit
    return Limit(percent, count_from(buckets, percent))


def _shorten(buckets, place):
    """Return the limit of a bucket, with one digit if that adds few clients."""
    limit = _get_limit(buckets, place)
    step = Decimal(1).scaleb(limit.percent.adjusted())
    short = limit.percent // step * step
    clients = count_from(buckets, short)
    if clients <= max(limit.clients * TOLERANCE, limit.clients + 1):
        return Limit(short, clients)
    return limit
