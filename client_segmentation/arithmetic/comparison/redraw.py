"""The difference of two drawn groups, judged by drawing them again: right for groups of
any size and amounts however skewed, where an interval by t is too narrow."""

import random
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import comb, floor, inf, prod

REDRAWS = 10_000
# As many ways to draw the groups are gone through one by one
ALL_UP_TO = 40_000
# Sums in another order differ in their last digits
TINY = 1e-9


@dataclass(frozen=True)
class Redrawn:
    """What came out when the groups were drawn again.

    ``differences``: ``(difference, share)`` of each redraw, members less control as in
    ``found``; ``share``: how much of a constant effect on the members would be left in
    it. ``is_exact``: all ways to draw, the one found among them.
    """

    found: float
    differences: list
    is_exact: bool

    @property
    def count(self):
        return len(self.differences)

    @cached_property
    def chance(self):
        """Share of redraws that are at least as far from zero, in [0, 1].

        Source: R. A. Fisher, "The Design of Experiments" (1935), section 21; the groups
        found count as one redraw: B. Phipson, G. K. Smyth, "Permutation P-values Should
        Never Be Zero", Statistical Applications in Genetics and Molecular Biology 9
        (2010).
        """
        limit = abs(self.found) * (1 - TINY)
        as_far = sum(abs(value) >= limit for value, _share in self.differences)
        return (as_far + self._itself) / (self.count + self._itself)

    def get_limits(self, confidence):
        """The effects between which one lies that redraws do not make unlikely on
        either side; infinite where there are too few ways to draw.

        A constant effect ``d`` leaves ``value - d * share`` in a redraw and ``found -
        d`` in the groups found. It is too small for what was found where not even half
        of the error of all redraws comes up to it. Source: inverting the test, as P. H.
        Garthwaite, "Confidence Intervals from Randomization Tests", Biometrics 52
        (1996).
        """
        allowed = (1 - confidence) / 2 * (self.count + self._itself)
        place = floor(allowed + TINY) - self._itself - self._same
        if not 0 <= place < len(self._turns):
            return -inf, inf
        return self._turns[place], self._turns[-1 - place]

    @property
    def _itself(self):
        return 0 if self.is_exact else 1

    @cached_property
    def _turns(self):
        """The effect at which each redraw is as far as the groups found, in order."""
        return sorted(
            (self.found - value) / (1 - share)
            for value, share in self.differences
            if 1 - share > TINY
        )

    @property
    def _same(self):
        """Redraws of the very same groups: they never are less far."""
        return self.count - len(self._turns)


def get_chance(members, control, seed, redraws=2000):
    """Return how often groups of one stratum would be as far apart, in [0, 1]."""
    return redraw({"": (members, control)}, [("",)], seed, redraws).chance


def redraw(strata, merged, seed, redraws=REDRAWS):
    """Draw the control group again within each stratum, with its size.

    :param strata: ``{stratum: (amounts of members, amounts of the control group)}``
    :param merged: the strata that are compared together, tuples of their keys; each
        weighs as much as it has members
    """
    cells, whole = _weigh(strata, merged)
    found = whole - sum(sum(cell[:size]) for cell, size in cells)
    ways = prod(comb(len(cell), size) for cell, size in cells)
    is_exact = ways <= ALL_UP_TO
    if is_exact:
        drawn = _draw_all(cells)
    else:
        drawn = _draw_some(cells, random.Random(f"{seed}|redraw"), redraws)
    differences = [(whole - amount, 1 - share) for amount, share in drawn]
    return Redrawn(found, differences, is_exact)


def _weigh(strata, merged):
    """Amounts by what each takes away from the difference when it is drawn into the
    control group, those of the control group first; and the difference before that.

    As part of the difference, an original member comes with the weight of an effect
    on it.
    """
    members = sum(len(pair[0]) for pair in strata.values())
    cells, whole = [], 0.0
    for keys in merged:
        given = sum(len(strata[key][0]) for key in keys)
        kept = sum(len(strata[key][1]) for key in keys)
        weight = given / members
        factor = weight * (1 / given + 1 / kept)
        for key in keys:
            of_members, of_control = strata[key]
            whole += weight * (sum(of_members) + sum(of_control)) / given
            amounts = [
                *(Weighed(factor * amount, 0.0) for amount in of_control),
                *(Weighed(factor * amount, factor) for amount in of_members),
            ]
            if of_control:
                cells.append((amounts, len(of_control)))
    return cells, whole


class Weighed(float):
    """An amount, and the part of an effect that goes with it."""

    __slots__ = ("share",)

    def __new__(cls, amount, share):
        weighed = super().__new__(cls, amount)
        weighed.share = share
        return weighed


def _draw_some(cells, generator, redraws):
    for _number in range(redraws):
        amount = share = 0.0
        for cell, size in cells:
            for drawn in generator.sample(cell, size):
                amount += drawn
                share += drawn.share
        yield amount, share


def _draw_all(cells):
    sums = [(0.0, 0.0)]
    for cell, size in cells:
        of_cell = [
            (sum(drawn), sum(one.share for one in drawn))
            for drawn in combinations(cell, size)
        ]
        sums = [
            (amount + more, share + part)
            for amount, share in sums
            for more, part in of_cell
        ]
    return sums
