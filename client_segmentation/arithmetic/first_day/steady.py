"""Cuts of XYZ that separate a company's own clients, in plain Python.

The cuts are the tertiles of the coefficients of variation, rounded to 5 per cent,
within bounds that keep the words true. Who buys the same amount in a share ``p`` of the
periods, and nothing in the others, has the coefficient ``sqrt((1 - p) / p)``: 50 per
cent is four periods of five, 100 per cent is every other one. Beyond the first nobody
is called steady (X), beyond the second nobody is called regular (Y). That the classes
should be of about the same size, and the bounds, are house rules; 10 per cent is where
X ends in the trade (see :mod:`..core.xyz`).
"""

from typing import NamedTuple

STEP = 5
LOWEST_X, HIGHEST_X, HIGHEST_Y = 10, 50, 100
# Of fewer clients, tertiles are an accident; a smaller class tells nothing.
MIN_CLIENTS = 10
MIN_IN_CLASS = 3
MIN_SHARE = 0.05


class Cuts(NamedTuple):
    """Per cent with which X, and Y, end, and how many clients each class has."""

    x: int
    y: int
    clients: tuple


def propose_cuts(histogram):
    """Return the :class:`Cuts` that separate the clients, or None if none do.

    :param histogram: ``{percent: clients}``, coefficients of variation rounded up to
        whole per cent, so that counts up to a whole per cent are exact
    """
    total = sum(histogram.values())
    if total < MIN_CLIENTS:
        return None
    x = min(max(_round(_get_quantile(histogram, total, 1)), LOWEST_X), HIGHEST_X)
    y = min(max(_round(_get_quantile(histogram, total, 2)), x + STEP), HIGHEST_Y)
    until_x, until_y = (_count_until(histogram, percent) for percent in (x, y))
    clients = (until_x, until_y - until_x, total - until_y)
    if min(clients) < max(MIN_IN_CLASS, MIN_SHARE * total):
        return None
    return Cuts(x, y, clients)


def propose_period(histograms):
    """Return the name of the period and its :class:`Cuts`, or ``(None, None)`` if
    nothing separates: the period whose smallest class is the largest.

    :param histograms: ``{period: histogram}``; of equals the first one is taken
    """
    found = {name: propose_cuts(histogram) for name, histogram in histograms.items()}
    known = {name: cuts for name, cuts in found.items() if cuts}
    if not known:
        return None, None
    best = max(known, key=lambda name: min(known[name].clients))
    return best, known[best]


def _get_quantile(histogram, total, third):
    """Return the smallest percentage that so many thirds of the clients do not
    exceed."""
    reached = 0
    for percent in sorted(histogram):
        reached += histogram[percent]
        if 3 * reached >= third * total:
            return percent
    raise AssertionError("a histogram adds up to its total")


def _round(percent):
    """To the nearest step, halves up."""
    return (2 * percent + STEP) // (2 * STEP) * STEP


def _count_until(histogram, percent):
    return sum(clients for other, clients in histogram.items() if other <= percent)
