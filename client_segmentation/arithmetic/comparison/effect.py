from dataclasses import dataclass, replace

from .group import Group
from .student import quantile

NO_MEMBERS = "no_members"
NO_COMPARISON = "no_comparison"
NO_SPREAD = "no_spread"
REASONS = (NO_MEMBERS, NO_COMPARISON, NO_SPREAD)
CONFIDENCE = 0.95
# Clients from which on what they bought before tells more than its estimate blurs
ADJUSTED_FROM = 30


@dataclass(frozen=True)
class Effect:
    """What a client of the program brings more, or the reason why nobody knows.

    ``members_variance`` and ``control_variance``: of one client, as for a sample size.
    """

    value: float = 0.0
    standard_error: float = 0.0
    degrees: float = 0.0
    members_variance: float = 0.0
    control_variance: float = 0.0
    reason: str | None = None

    @property
    def is_defined(self):
        return self.reason is None

    def margin_of_error(self, confidence=CONFIDENCE):
        return quantile((1 + confidence) / 2, self.degrees) * self.standard_error

    def divided_by(self, unit):
        return replace(
            self,
            value=self.value / unit,
            standard_error=self.standard_error / unit,
            members_variance=self.members_variance / unit**2,
            control_variance=self.control_variance / unit**2,
        )

    def interval(self, confidence=CONFIDENCE):
        margin = self.margin_of_error(confidence)
        return self.value - margin, self.value + margin


def compare(strata, slope=0.0):
    """Difference of the means of ``y - slope * x``, members less control.

    Slope 0 compares what both brought since the start, slope 1 how much it changed
    (difference in differences, paired per client), and a slope estimated from both
    groups takes out what is known from before (see :func:`estimate_slope`).

    Each stratum, a pair ``(members, control)`` of two clients or more (see
    :func:`merge_small`), weighs as much as it has members: the
    effect on the members. Source of the interval: B. L. Welch, "The Generalization of
    Student's Problem when Several Different Population Variances are Involved",
    Biometrika 34 (1947), and F. E. Satterthwaite, "An Approximate Distribution of
    Estimates of Variance Components", Biometrics Bulletin 2 (1946), for the degrees
    of freedom of a sum of variances; strata as in W. G. Cochran, "Sampling
    Techniques", chapter 5.
    """
    strata = list(strata)
    reason = _get_obstacle(strata)
    if reason:
        return Effect(reason=reason)
    total = sum(members.n for members, _control in strata)
    value, parts = 0.0, ([], [])
    for pair in strata:
        weight = pair[0].n / total
        value += weight * (pair[0].mean(slope) - pair[1].mean(slope))
        for group, variances in zip(pair, parts, strict=True):
            variances.append((weight**2 * group.variance(slope) / group.n, group.n - 1))
    controls = sum(control.n for _members, control in strata)
    return _get_effect(value, parts, (total, controls))


def follow(members, slope=1.0):
    """Mean change of the same clients, before against after.

    Source: Student, "The Probable Error of a Mean", Biometrika 6 (1908).
    """
    if members.n < 2:
        return Effect(reason=NO_MEMBERS)
    part = (members.variance(slope) / members.n, members.n - 1)
    return _get_effect(members.mean(slope), ([part], []), (members.n, 0))


def estimate_slope(strata):
    """How much of what a client bought before comes again, within the groups.

    Taking it out makes the interval narrower and leaves the expected difference of
    drawn groups as it is. Source: A. Deng, Y. Xu, R. Kohavi, T. Walker, "Improving
    the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment
    Data", WSDM 2013 (equation 4); the idea is that of analysis of covariance, R. A.
    Fisher (1932).
    """
    groups = [group for pair in strata for group in pair if group.n > 1]
    if sum(group.n for group in groups) < ADJUSTED_FROM:
        return 0.0
    spread = sum(group.deviation_xx for group in groups)
    return sum(group.deviation_xy for group in groups) / spread if spread else 0.0


def merge_small(strata):
    """Put those strata together in which there are less than two of a group.

    :param strata: ``{stratum: (members, control)}``
    :return: ``{(stratum, ...): (members, control)}``
    """
    strata = {(key,): pair for key, pair in strata.items()}
    while len(strata) > 1:
        small = [keys for keys, pair in strata.items() if _is_small(pair)]
        if not small:
            break
        chosen = small
        if len(small) == 1:
            others = (keys for keys in strata if keys not in small)
            chosen = [*small, min(others, key=lambda keys: _size(strata[keys]))]
        merged = [strata.pop(keys) for keys in chosen]
        strata[sum(chosen, ())] = (
            sum((members for members, _control in merged), Group()),
            sum((control for _members, control in merged), Group()),
        )
    return strata


def _is_small(pair):
    return min(pair[0].n, pair[1].n) < 2


def _size(pair):
    return pair[0].n + pair[1].n


def _get_obstacle(strata):
    if sum(members.n for members, _control in strata) < 2:
        return NO_MEMBERS
    if sum(control.n for _members, control in strata) < 2:
        return NO_COMPARISON
    return None


def _get_effect(value, parts, sizes):
    variances = [sum(variance for variance, _n in part) for part in parts]
    variance = sum(variances)
    if not variance:
        return Effect(value=value, reason=NO_SPREAD)
    squares = sum(
        part**2 / degrees for group in parts for part, degrees in group if degrees
    )
    return Effect(
        value=value,
        standard_error=variance**0.5,
        degrees=variance**2 / squares,
        members_variance=variances[0] * sizes[0],
        control_variance=variances[1] * sizes[1],
    )
