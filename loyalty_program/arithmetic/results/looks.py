"""When a program is looked at to decide on it, and how sure one has to be each time."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from statistics import NormalDist

from odoo.addons.client_segmentation.arithmetic.comparison import get_boundaries

# Where nothing was planned
MONTHS, COUNT = 12, 4
# Beyond so many standard errors no interval is computed
FARTHEST = 6.0


@dataclass(frozen=True)
class Looks:
    """``count`` looks at equal distances, the last one on the day of the decision."""

    launched_on: date
    decision_on: date
    count: int

    @property
    def _length(self):
        return max((self.decision_on - self.launched_on).days, 1)

    def get_day(self, number):
        days = -(-self._length * number // self.count)
        return self.launched_on + timedelta(days=days)

    def count_due(self, day):
        """How many looks were due up to a day."""
        return sum(self.get_day(number) <= day for number in range(1, self.count + 1))

    def get_next(self, day):
        """The day of the next look after a day; None after the last one."""
        number = self.count_due(day) + 1
        return self.get_day(number) if number <= self.count else None

    def get_boundary(self, days):
        """How many standard errors decide at the last of the looks made on ``days``.

        What is known grows with the days since the launch. Where clients differ more
        from each other than from month to month, more is known earlier, and the
        boundaries are wider than they would have to be.
        """
        fractions = sorted({self._get_fraction(day) for day in days})
        return get_boundaries(tuple(fractions))[-1]

    def _get_fraction(self, day):
        return min((day - self.launched_on).days / self._length, 1.0) or 1e-3


def get_confidence(boundary):
    """Of an interval of so many standard errors, both sides; 1 if nothing would do."""
    return 2 * NormalDist().cdf(boundary) - 1 if boundary < FARTHEST else 1.0


def get_limits(effect, redrawn, confidence, small):
    """Between what an effect lies, to decide on it.

    :param redrawn: what came out when the groups were drawn again; None if they were
        not drawn, or are too large for skewed amounts to matter
    :param small: the control group is so small that only the redraws count; otherwise
        both have to agree
    """
    if confidence >= 1:
        return -inf, inf
    by_t = effect.interval(confidence)
    if redrawn is None:
        return by_t
    drawn = redrawn.get_limits(confidence)
    if small:
        return drawn
    return min(by_t[0], drawn[0]), max(by_t[1], drawn[1])
