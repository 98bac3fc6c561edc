"""What a client might buy of us and does not: product categories against those of
similar clients, in plain Python.

Similar clients are those of the same target audience and the same ABC class. Where
there are too few of them, those of the same audience; where there are too few of
those, or the client has no audience, those of the same ABC class. The client itself
is not among them. With fewer than ``MIN_CLIENTS`` in the end nothing is said.

What a category may be worth is asked of similar clients of the same size, and size is
what they buy of the *other* categories that this client buys:

    expected = purchases of this client in its other categories
               x mean share of the category with similar clients
               / mean share of those other categories with them
    potential = expected - bought, if more than nothing

So what is expected does not depend on what this client buys of the category, and comes
on top of its other purchases: a client who buys nothing but bolts, for 1000, where
similar clients buy 80 % bolts and 20 % tools, may buy tools for 1000 x 20 / 80 = 250.
Shares of its whole purchases would only move money from one category to another.
Where the other categories make less than ``MIN_COMMON`` of what similar clients buy,
there is too little in common, and no amount is shown.

Each similar client counts the same, however large, and with a share of nothing where
it does not buy the category. What only one of them buys is no pattern. Products
without a category (None) are part of the purchases and are not told of.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

MIN_CLIENTS = 5
MIN_BUYERS = 2
MIN_COMMON = 0.25

# Ways to be similar, the closest first
BASES = {
    "audience_abc": ("audience", "abc"),
    "audience": ("audience",),
    "abc": ("abc",),
}


class Kind(NamedTuple):
    """What clients are compared by."""

    audience: int | None
    abc: str | None


class Gap(NamedTuple):
    category: int
    bought: float
    buyers: int
    share: float
    expected: float | None

    @property
    def potential(self):
        if self.expected is None:
            return None
        return max(self.expected - self.bought, 0)


@dataclass
class Group:
    """Clients that bought: how many, and per category the sum of its shares in their
    purchases and the number of those who bought it."""

    clients: int = 0
    shares: dict[int, float] = field(default_factory=dict)
    buyers: dict[int, int] = field(default_factory=dict)

    def add(self, other, sign=1):
        self.clients += sign * other.clients
        for category, share in other.shares.items():
            self.shares[category] = self.shares.get(category, 0) + sign * share
        for category, buyers in other.buyers.items():
            self.buyers[category] = self.buyers.get(category, 0) + sign * buyers


def get_own_group(bought):
    """Return the group of one client, who bought these amounts by category."""
    total = sum(bought.values())
    if not total:
        return Group()
    shares = {category: amount / total for category, amount in bought.items()}
    return Group(1, shares, dict.fromkeys(bought, 1))


def find_similar(groups, kind, bought):
    """Return the basis and the :class:`Group` of similar clients, or two Nones.

    :param groups: ``{Kind: Group}`` of all clients that bought, this one included
    :param bought: ``{category: amount}`` of this client, amounts above nothing
    """
    for basis, names in BASES.items():
        if any(getattr(kind, name) is None for name in names):
            continue
        similar = Group()
        for other, group in groups.items():
            if all(getattr(other, name) == getattr(kind, name) for name in names):
                similar.add(group)
        similar.add(get_own_group(bought), sign=-1)
        if similar.clients >= MIN_CLIENTS:
            return basis, similar
    return None, None


def find_gaps(similar, bought):
    """Return a :class:`Gap` per category that the client or at least ``MIN_BUYERS``
    similar ones buy, the largest potential first."""
    shares = {c: share / similar.clients for c, share in similar.shares.items()}
    gaps = []
    for category in (similar.buyers.keys() | bought.keys()) - {None}:
        buyers = similar.buyers.get(category, 0)
        own = bought.get(category, 0)
        if buyers < MIN_BUYERS and not own:
            continue
        expected = get_expected(shares, bought, category)
        share = shares.get(category, 0)
        gaps.append(Gap(category, own, buyers, share, expected))
    return sorted(
        gaps,
        key=lambda gap: (-(gap.potential or 0), -(gap.expected or 0), gap.category),
    )


def get_expected(shares, bought, category):
    """Return what similar clients buy of the category who buy as much of the others as
    this one, or None where they have too little in common.

    :param shares: ``{category: mean share in the purchases of similar clients}``
    """
    others = bought.keys() - {category}
    common = sum(shares.get(other, 0) for other in others)
    if common < MIN_COMMON:
        return None
    purchases = sum(bought[other] for other in others)
    return purchases * shares.get(category, 0) / common
