from functools import lru_cache
from typing import NamedTuple

from .ramp import ramp_share


class Membership(NamedTuple):
    """Clients of a business case in one month, or the sum of all months."""

    joining: float
    members: float
    baseline: float


def membership(case):
    """Month by month: who joins, who is a member, who would be a client anyway.

    Survival is geometric, S(t) = r^t with the monthly retention r (P. Fader and B.
    Hardie, "How to Project Customer Retention", 2007, geometric model), or flattens
    (:class:`.retention.Curve`). The members
    of a month bring new clients in the next one; these join, stay as long as other
    members, and bring nobody themselves.
    """
    return [Membership(*month) for month in _months(case)]


def membership_total(case):
    """The sum of all months; a simulation needs no more, thousands of times."""
    joined = active = usual = 0.0
    for joining, members, baseline in _months(case):
        joined += joining
        active += members
        usual += baseline
    return Membership(joined, active, usual)


def _months(case):
    curves = case.curves
    return _months_by_age(case, *curves) if curves else _months_alike(case)


def _months_by_age(case, stays, stayed):
    """The same where it matters for how long somebody has been there: the newcomers of
    each month are followed by themselves."""
    referral, steps = case.referral_rate / 12, _steps(case.ramp, case.horizon)
    ages = range(len(steps) + 1)
    members = [stays.get_survival(age / 12) for age in ages]
    clients = [stayed.get_survival(age / 12) for age in ages]
    joined, brought = [], []
    for month, step in enumerate(steps):
        before = sum(n * members[month - 1 - at] for at, n in enumerate(joined))
        joined.append(case.members * step)
        brought.append(referral * before)
        came = [one + other for one, other in zip(joined, brought, strict=True)]
        yield (
            came[-1],
            sum(n * members[month - at] for at, n in enumerate(came)),
            sum(n * clients[month - at] for at, n in enumerate(joined)),
        )


def _months_alike(case):
    stays, stayed = case.monthly_retention, case.monthly_baseline_retention
    referral, clients = case.referral_rate / 12, case.members
    enrolled = baseline = referred = 0.0
    for step in _steps(case.ramp, case.horizon):
        joining, brought = clients * step, referral * enrolled
        enrolled = enrolled * stays + joining
        baseline = baseline * stayed + joining
        referred = referred * stays + brought
        yield joining + brought, enrolled + referred, baseline


@lru_cache(maxsize=16)
def _steps(ramp, horizon):
    shares = [ramp_share(ramp, month) for month in range(horizon + 1)]
    return [after - before for before, after in zip(shares, shares[1:], strict=False)]
