"""The rhythm of one client: how often it buys.

A purchase is a day: several orders of one day are one. Intervals are whole days.
"""

from itertools import pairwise

MIN_INTERVALS = 3


def get_intervals(days, as_of):
    """Return the days between one purchase and the next, oldest first; what comes
    after ``as_of`` is not known then."""
    known = sorted({day for day in days if day <= as_of})
    return [(after - before).days for before, after in pairwise(known)]
