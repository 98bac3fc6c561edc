from functools import cached_property

from .effect import Effect, compare, estimate_slope, follow, merge_small
from .group import Group

CONTROL, SIMILAR, BEFORE, NONE = "control", "similar", "before", "none"
SUMS = ("y", "yy", "x", "xx", "xy")


class Comparison:
    """Members against those they are compared with, from a row of sums per group and
    stratum."""

    def __init__(self, method, rows):
        self.method = method
        self.rows = rows
        if method == SIMILAR:
            self.rows = _matched(rows)

    @classmethod
    def choose(cls, drawn, get_similar):
        """The strongest comparison there is.

        :param get_similar: returns the rows of similar clients; only asked if needed
        """
        comparison = cls(CONTROL, drawn)
        if comparison.members < 2:
            return cls(NONE, drawn)
        if comparison.controls > 1:
            return comparison
        similar = cls(SIMILAR, get_similar())
        if min(similar.members, similar.controls) > 1:
            return similar
        return cls(BEFORE, [row for row in drawn if row["is_member"]])

    @cached_property
    def members(self):
        return self.count(True)

    @cached_property
    def controls(self):
        return self.count(False)

    def count(self, is_member, column="clients"):
        return sum(row[column] for row in self.rows if row["is_member"] is is_member)

    def mean(self, is_member, column):
        """Mean per client; of those compared, as the members are mixed."""
        rows = [row for row in self.rows if row["is_member"] is is_member]
        return self.mean_of(is_member, {row["stratum"]: row[column] for row in rows})

    def mean_of(self, is_member, sums):
        """As above, from ``{stratum: sum}``."""
        mean = total = 0.0
        for stratum, pair in self._sizes.items():
            if pair[is_member]:
                mean += pair[True] * float(sums.get(stratum, 0)) / pair[is_member]
                total += pair[True]
        return mean / total if total else 0.0

    @cached_property
    def _sizes(self):
        """``{stratum: [clients compared, members]}``"""
        sizes = {}
        for row in self.rows:
            pair = sizes.setdefault(row["stratum"], [0, 0])
            pair[row["is_member"]] = row["clients"]
        return sizes

    def get_strata(self, measure):
        strata = {}
        for row in self.rows:
            sums = (int(row[f"{measure}_sum_{name}"]) for name in SUMS)
            pair = strata.setdefault(row["stratum"], [Group(), Group()])
            pair[0 if row["is_member"] else 1] = Group(row["clients"], *sums)
        return merge_small(strata)

    def get_slope(self, measure):
        if self.method == CONTROL:
            return estimate_slope(self.get_strata(measure).values())
        return 1.0

    def get_effect(self, measure):
        if self.method == NONE:
            return Effect(reason="no_members")
        strata = self.get_strata(measure)
        if self.method == BEFORE:
            return follow(sum((pair[0] for pair in strata.values()), Group()))
        return compare(strata.values(), self.get_slope(measure))

    def split(self, months, shares, unit=1):
        """Split the effect on the margin into months, to the same total.

        :param months: ``{(month, is_member, stratum): margin since the start}``
        :param shares: of each month, its share of the days measured
        :param unit: what the sums of the comparison are to be divided by
        """
        strata = self.get_strata("margin")
        slope = self.get_slope("margin")
        weights = {keys: pair[0].n / self.members for keys, pair in strata.items()}
        known = (slope / unit) * sum(
            weights[keys] * _difference(pair, pair[0].x, pair[1].x)
            for keys, pair in strata.items()
        )
        effects = []
        for number, share in enumerate(shares, start=1):
            effect = -known * share
            for keys, pair in strata.items():
                sums = [
                    sum(months.get((number, group, key), 0) for key in keys)
                    for group in (True, False)
                ]
                effect += weights[keys] * _difference(pair, *sums)
            effects.append(effect)
        return effects


def _difference(pair, of_members, of_control):
    """Of the means; without anybody to compare with, that of the members."""
    difference = float(of_members) / pair[0].n if pair[0].n else 0.0
    return difference - (float(of_control) / pair[1].n if pair[1].n else 0.0)


def _matched(rows):
    """Only clients that have somebody like them in the other group."""
    found = {True: set(), False: set()}
    for row in rows:
        found[row["is_member"]].add(row["stratum"])
    return [row for row in rows if row["stratum"] in found[True] & found[False]]
