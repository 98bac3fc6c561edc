"""What may be said of the difference between two drawn groups, and when.

It is said once, on the day that was set before: who looks every week and stops at the
first interval without zero finds something in up to 29 of 100 comparisons of nothing.
Nor is it said by the interval alone: amounts are skewed, and a small group mostly lacks
the large buyers, its mean and its spread are too low at once.
"""

from functools import cached_property

from .effect import CONFIDENCE, compare, estimate_slope
from .group import Group
from .power import detectable_difference
from .redraw import get_chance

UNDECIDED, MORE, LESS, NO_DIFFERENCE = "undecided", "more", "less", "no_difference"
# In each of the groups: fewer are not the clients there are
NEEDED_CLIENTS = 20


class Trial:
    """Clients that something was started for against those kept aside: ``(before,
    since)`` of each, what it brought since it was found and in as many days before.

    :param seed: of the redraws
    """

    def __init__(self, started, aside, seed):
        self.clients = list(started), list(aside)
        self.groups = tuple(Group.of(clients) for clients in self.clients)
        self.seed = seed

    @cached_property
    def slope(self):
        return estimate_slope([self.groups])

    @cached_property
    def effect(self):
        return compare([self.groups], self.slope)

    @cached_property
    def detectable(self):
        return detectable_difference(self.effect.standard_error)

    @property
    def is_large_enough(self):
        return min(group.n for group in self.groups) >= NEEDED_CLIENTS

    def decide(self, is_over):
        """Return the verdict.

        :param is_over: whether the day has come that was set before
        """
        if not (is_over and self.is_large_enough and self.effect.is_defined):
            return UNDECIDED
        low, high = self.effect.interval()
        if low <= 0 <= high or self._get_chance() > 1 - CONFIDENCE:
            return NO_DIFFERENCE
        return MORE if low > 0 else LESS

    def _get_chance(self):
        adjusted = ([y - self.slope * x for x, y in group] for group in self.clients)
        return get_chance(*adjusted, self.seed)
