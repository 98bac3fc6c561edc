"""Which effect a program could be shown to have at all, before it is launched.

From what its clients bought in two spans of equal length that follow each other:
``(before, since)`` of each client. Amounts in any unit, effects in the same.
"""

from dataclasses import dataclass
from statistics import NormalDist

from odoo.addons.client_segmentation.arithmetic.comparison.group import Group
from odoo.addons.client_segmentation.arithmetic.comparison.power import (
    CONFIDENCE,
    POWER,
    detectable_difference,
)

# Control shares that are proposed: below them groups are tiny, above half of the
# clients the other group is the small one
SHARES = tuple(percent / 100 for percent in range(5, 51, 5))


@dataclass(frozen=True)
class Base:
    """The clients a program is meant for, per client and month.

    ``between``: variance of the clients' own levels, ``within``: variance of a month
    around the level of its client.
    """

    clients: int
    mean: float
    between: float
    within: float

    @classmethod
    def of(cls, pairs, months):
        """Read both variances from spans of so many months.

        What the two spans share is the client, what they do not is the month: their
        covariance is the variance between clients, times the months squared.
        """
        return cls.of_group(Group.of(pairs), months)

    @classmethod
    def of_group(cls, group, months):
        """The same from the sums of both spans."""
        if group.n < 2:
            return cls(group.n, 0.0, 0.0, 0.0)
        shared = max(group.deviation_xy / (group.n - 1), 0.0)
        total = (group.deviation_xx + group.deviation_yy) / 2 / (group.n - 1)
        return cls(
            clients=group.n,
            mean=(group.x + group.y) / 2 / group.n / months,
            between=shared / months**2,
            within=max(total - shared, 0.0) / months,
        )

    def get_variance(self, months):
        """Variance of what a client brings in so many months, left when what it
        brought in as many months before is taken into account: the share ``1 - r^2``.

        Source: H. S. Bloom, "The Core Analytics of Randomized Experiments for Social
        Research", MDRC (2006), on covariates.
        """
        shared = self.between * months**2
        total = shared + self.within * months
        return total - shared**2 / total if total else 0.0

    def get_error(self, share, months):
        """Standard error of the difference per member; None if a group would have
        nobody.

        Source: H. S. Bloom, "Minimum Detectable Effects", Evaluation Review 19 (1995):
        s / sqrt(n P (1 - P)), P the share of the control group.
        """
        controls = share * self.clients
        if min(controls, self.clients - controls) < 1:
            return None
        return (self.get_variance(months) / (controls * (1 - share))) ** 0.5

    def detectable(self, share, months, confidence=CONFIDENCE, power=POWER):
        """The smallest effect per member, over these months, that is shown with this
        power; None if a group would have nobody."""
        error = self.get_error(share, months)
        return error and detectable_difference(error, confidence, power)

    def detectable_uplift(self, share, months):
        """The same as a share of what a client usually brings; None if unknown."""
        effect = self.detectable(share, months)
        usual = self.mean * months
        return effect / usual if effect is not None and usual > 0 else None

    def get_power(self, uplift, share, months, confidence=CONFIDENCE):
        """How likely an effect of ``uplift`` (of the usual) is shown, in [0, 1]."""
        error = self.get_error(share, months)
        if not error:
            return 0.0
        normal = NormalDist()
        reach = abs(uplift * self.mean * months) / error
        limit = normal.inv_cdf((1 + confidence) / 2)
        return normal.cdf(reach - limit) + normal.cdf(-reach - limit)

    def propose_share(self, uplift, months, shares=SHARES):
        """The smallest control group that shows the uplift; None if none does."""
        return self._find_first(shares, uplift, lambda share: (share, months))

    def propose_months(self, uplift, share, longest):
        """After how many months the uplift is shown; None if not up to ``longest``."""
        numbers = range(1, longest + 1)
        return self._find_first(numbers, uplift, lambda months: (share, months))

    def _find_first(self, values, uplift, get_terms):
        for value in values:
            found = self.detectable_uplift(*get_terms(value))
            if found is not None and found <= abs(uplift):
                return value
        return None
