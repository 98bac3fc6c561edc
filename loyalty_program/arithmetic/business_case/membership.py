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
    Hardie, "How to Project Customer Retention", 2007, geometric model). The members
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
