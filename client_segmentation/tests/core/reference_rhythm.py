"""The rhythm of one client in plain Python: what the statements say is checked against
it."""

import math
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ...arithmetic.core.rhythm import MIN_INTERVALS, get_intervals

MIN_PAIRS = 2

OWN = "own"
PEERS = "peers"


class Rhythm(NamedTuple):
    """The usual interval in days, from how many intervals of the client's own, whose
    interval it is (``own``, ``peers`` or None for nobody's), how late the client is
    in usual intervals, and the day its next order is expected on."""

    interval: float | None
    intervals: int
    source: str | None = None
    lateness: float | None = None
    expected: object = None


def get_usual_interval(intervals, min_intervals=MIN_INTERVALS):
    """Return the median of the intervals in days, or None if they are too few.

    The median, as one holiday or one double order must not change it. It may end in
    a half, as ``percentile_cont(0.5)`` does.
    """
    if len(intervals) < max(min_intervals, 1):
        return None
    return float(median(intervals))


def get_lateness(last_day, as_of, interval):
    """Return the days since the last purchase in usual intervals: 1 is the day the
    next order is due, 2 a whole interval later. None without an interval."""
    if not interval:
        return None
    return (as_of - last_day).days / interval


def get_expected_day(last_day, interval):
    """Return the day the next order is expected on, or None without an interval;
    half a day counts as the day after."""
    if not interval:
        return None
    return last_day + timedelta(days=math.ceil(interval))


def get_rhythm(days, as_of, min_intervals=MIN_INTERVALS, peers_interval=None):
    """Return the :class:`Rhythm` of a client as of a day.

    :param days: its days of purchase, in any order; repeated ones count once
    :param peers_interval: usual interval of clients like it, for whom has too few
        intervals of its own but has bought
    """
    intervals = get_intervals(days, as_of)
    last_day = max((day for day in days if day <= as_of), default=None)
    interval, source = get_usual_interval(intervals, min_intervals), OWN
    if interval is None and last_day:
        interval, source = peers_interval, PEERS
    if not interval:
        return Rhythm(None, len(intervals))
    return Rhythm(
        interval,
        len(intervals),
        source,
        get_lateness(last_day, as_of, interval),
        get_expected_day(last_day, interval),
    )


def get_regularity(intervals):
    """Return how steadily a client buys, or None with fewer than two pairs of
    neighbouring intervals: 1 is at random, larger is steadier, endless is a clock.

    See :func:`get_regularity_of_pairs`.
    """
    shares = [before / (before + after) for before, after in pairwise(intervals)]
    return get_regularity_of_pairs(sum(r * (1 - r) for r in shares), len(shares))


def get_regularity_of_pairs(products, count):
    """Return the regularity k from sums over pairs of neighbouring intervals.

    If intervals are Gamma distributed with shape k, then r = interval / (interval +
    next interval) is Beta(k, k) distributed whatever the rate: its mean is 1/2 and
    its variance V = 1 / (4 (2k + 1)). Solved for k that is (1 - 4V) / (8V). The mean
    is known, so V is the mean of (r - 1/2)^2, which is 1/4 - mean of r (1 - r).

    Source: R. D. Wheat and D. G. Morrison, "Estimating Purchase Regularity with Two
    Interpurchase Times", Journal of Marketing Research 27 (1990).

    :param products: sum of r (1 - r)
    :param count: of the pairs
    """
    if count < MIN_PAIRS:
        return None
    variance = 0.25 - products / count
    # Equal intervals: what is left is rounding, not variance.
    if variance < 1e-12:
        return math.inf
    return (1 - 4 * variance) / (8 * variance)
