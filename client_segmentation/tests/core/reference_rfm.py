"""Scores and segments of RFM in plain Python: what the statements say is checked
against it."""

from bisect import bisect_left
from typing import NamedTuple

from ...arithmetic.core.rfm import LEVELS, RfmRule, RfmScores, get_segment


class RfmFacts(NamedTuple):
    """Days since the last order, number of orders, amount (cents)."""

    days: int
    orders: int
    amount: int


class RfmCuts(NamedTuple):
    """The cut points of each of :class:`RfmFacts`, in ascending order."""

    days: tuple
    orders: tuple
    amount: tuple


def cut_points(values, n=LEVELS):
    """Return the ``n - 1`` values that cut ``values`` into ``n`` parts.

    Position ``k / n`` of the way from the smallest to the largest, by rank, with a
    straight line between neighbours. Rank and remainder are integers, so a rank that
    is met exactly gives that value and no other.
    """
    ordered = sorted(values)
    if not ordered:
        return ()
    return tuple(_interpolate(ordered, k * (len(ordered) - 1), n) for k in range(1, n))


def _interpolate(ordered, position, n):
    rank, rest = divmod(position, n)
    low = ordered[rank]
    return low + (ordered[rank + 1] - low) * rest / n if rest else low


def score(value, cuts):
    """Return 1 plus the number of ``cuts`` that ``value`` exceeds."""
    return 1 + bisect_left(cuts, value)


def get_cuts(facts):
    """Return the :class:`RfmCuts` of the facts of all clients that bought."""
    days, orders, amounts = zip(*facts, strict=True) if facts else ((), (), ())
    return RfmCuts(cut_points(days), cut_points(orders), cut_points(amounts))


def get_scores(facts, cuts):
    """Return the :class:`RfmScores` of one client."""
    return RfmScores(
        recency=len(cuts.days) + 2 - score(facts.days, cuts.days),
        frequency=score(facts.orders, cuts.orders),
        monetary=score(facts.amount, cuts.amount),
    )


def classify(facts_by_client, rules):
    """Return ``{client: (scores, segment)}``."""
    cuts = get_cuts(list(facts_by_client.values()))
    scores = {c: get_scores(facts, cuts) for c, facts in facts_by_client.items()}
    return {client: (s, get_segment(s, rules)) for client, s in scores.items()}


# The segments, their meaning and most ranges are those of the table in the
# documentation of the R package rfm. There several ranges contain one another
# (its issue 56: nobody is a champion) and many scores have no segment; here the
# narrower rule comes first, and what is left over goes to the nearest segment.
DEFAULT_RULES = (
    # Lately, often, much
    RfmRule("champions", 4, 5, 4, 5, 4, 5),
    RfmRule("loyal", 3, 5, 3, 5, 3, 5),
    # Often and much, but long ago: the best clients of their time, then the others
    # that bought more than once and not for little
    RfmRule("cant_lose", 1, 1, 4, 5, 4, 5),
    RfmRule("at_risk", 1, 2, 2, 5, 3, 5),
    # Lately: the rarest buyers, those who came again, those who spend least
    RfmRule("new", 4, 5, 1, 1, 1, 5),
    RfmRule("potential_loyalist", 4, 5, 2, 5, 2, 5),
    RfmRule("promising", 3, 5, 1, 5, 1, 1),
    # In between: on its way to a loyal client, or away
    RfmRule("need_attention", 3, 3, 2, 5, 2, 5),
    RfmRule("about_to_sleep", 2, 3, 1, 5, 1, 5),
    RfmRule("lost", 1, 1, 1, 5, 1, 5),
)
