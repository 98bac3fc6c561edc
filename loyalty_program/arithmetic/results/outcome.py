from dataclasses import dataclass
from math import inf

from odoo.addons.client_segmentation.arithmetic.comparison import (
    Effect,
    detectable_difference,
    sample_size,
)

PAYS, HELPS, NO_EFFECT, LOSES = "pays", "helps", "no_effect", "loses"
TOO_SMALL, NONE, UNDECIDED = "too_small", "none", "undecided"
CLAIMS = (PAYS, HELPS, LOSES)
# Of what others brought, where the program costs nothing
WORTHWHILE_SHARE = 0.1


@dataclass(frozen=True)
class Outcome:
    """Effect and cost of a program, in units of a currency.

    ``effect``: on the margin of orders of one member. Their lines carry some of the
    cost already (discounts, gifts): ``cost_in_margin`` is added to the effect, to
    count it once, as cost. ``limits``: between what the effect lies, to decide on it.
    """

    effect: Effect
    members: int
    controls: int
    cost: float
    cost_in_margin: float
    usual: float
    limits: tuple = (-inf, inf)

    @property
    def carried(self):
        return self.cost_in_margin / self.members if self.members else 0.0

    @property
    def interval(self):
        """More margin per member, before the cost: low, likely, high."""
        low, high = self.effect.interval()
        return tuple(value + self.carried for value in (low, self.effect.value, high))

    @property
    def incremental(self):
        return tuple(value * self.members for value in self.interval)

    @property
    def net(self):
        return tuple(value - self.cost for value in self.incremental)

    @property
    def roi(self):
        """As for the plan: (incremental profit - cost) / cost; None without cost."""
        if self.cost <= 0:
            return None
        return tuple(value / self.cost for value in self.net)

    @property
    def detectable(self):
        return detectable_difference(self.effect.standard_error)

    @property
    def worthwhile(self):
        if self.cost > 0:
            return self.cost / self.members
        return abs(self.usual) * WORTHWHILE_SHARE

    @property
    def needed(self):
        """Members, and clients to compare with, that would show what is worthwhile."""
        if not self.worthwhile:
            return 0, 0
        ratio = self.controls / self.members or 1.0
        variances = (self.effect.members_variance, self.effect.control_variance)
        members, controls = sample_size(variances, self.worthwhile, ratio)
        return members, controls if self.controls else 0

    @property
    def decided(self):
        """The limits of the effect before the cost, as ``interval``."""
        return tuple(limit + self.carried for limit in self.limits)

    def get_verdict(self, is_last):
        """What may be said after a look; before the last one, only what is sure."""
        if not self.effect.is_defined:
            return NONE
        low, high = self.decided
        if low * self.members > self.cost:
            return PAYS
        if high * self.members < self.cost:
            return LOSES
        if low > 0:
            return HELPS
        if not is_last:
            return UNDECIDED
        return TOO_SMALL if self.detectable > self.worthwhile else NO_EFFECT
