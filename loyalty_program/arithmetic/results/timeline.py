from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate

from .calendar import get_first_days, get_lengths
from .earned_back import earned_back


@dataclass(frozen=True)
class Timeline:
    """What happened month by month since the launch, and as long before it.

    ``purchases``, ``costs``, ``enrolment``: rows with their ``month`` (the first is
    1), amounts of purchases in the ``unit``-th part of the currency. ``running``: the
    cost at the launch, of a month and of joining. ``planned``: ``{month: net flow}``.
    """

    launched_on: date
    as_of: date
    before: int
    purchases: list = field(default_factory=list)
    costs: list = field(default_factory=list)
    enrolment: list = field(default_factory=list)
    running: tuple = (0.0, 0.0, 0.0)
    planned: dict = field(default_factory=dict)
    unit: int = 1

    @cached_property
    def days(self):
        return get_first_days(self.launched_on, self.as_of, self.before)

    @cached_property
    def lengths(self):
        return get_lengths(self.days, self.launched_on, self.as_of)

    @property
    def shares(self):
        total = sum(measured for measured, _full in self.lengths)
        return [measured / total for measured, _full in self.lengths]

    @cached_property
    def cost(self):
        return self.benefit_cost + self.running_cost

    @property
    def benefit_cost(self):
        return sum(float(row["cost"]) for row in self.costs)

    @property
    def cost_in_margin(self):
        return sum(float(row["in_margin"]) for row in self.costs)

    @property
    def running_cost(self):
        return self.running[0] + sum(self._running_costs)

    @property
    def _running_costs(self):
        _launch, month, joining = self.running
        return [
            month * measured / full + joining * self._count("joined", number)
            for number, (measured, full) in enumerate(self.lengths, start=1)
        ]

    def _count(self, column, number):
        rows = self.enrolment if column in ("joined", "gone") else self.costs
        # What was booked before the launch counts in the first month
        return sum(row[column] for row in rows if max(row["month"], 1) == number)

    def get_flows(self, comparison):
        """Effect and cost of the launch and of each month: ``[(more, cost)]``."""
        margins = {}
        for row in self.purchases:
            key = (row["month"] - self.before, row["is_member"], row["stratum"])
            margins[key] = row["margin_since"] / self.unit
        effects = comparison.split(margins, self.shares, self.unit)
        flows = [(0.0, self.running[0])]
        for number, running in enumerate(self._running_costs, start=1):
            carried = float(self._count("in_margin", number))
            more = effects[number - 1] * comparison.members + carried
            flows.append((more, float(self._count("cost", number)) + running))
        return flows

    def earned_back(self, comparison):
        return earned_back([more - cost for more, cost in self.get_flows(comparison)])

    def get_months(self, comparison, is_measured):
        """A dictionary per month, the launch (0) and those before it included."""
        flows = self.get_flows(comparison) if is_measured else None
        members = list(
            accumulate(
                self._count("joined", number) - self._count("gone", number)
                for number in range(1, len(self.lengths) + 1)
            )
        )
        rows = [
            {
                "number": number,
                "date": day,
                **(self._get_means(comparison, number) if number else {}),
                **(self._get_members(number, members) if number > 0 else {}),
            }
            for number, day in self._numbered_days()
        ]
        since = rows[self.before :]
        planned = [self.planned.get(row["number"], 0.0) for row in since]
        _add_flows(since, "planned_net", "planned_cumulative", planned)
        if is_measured:
            for row, (more, cost) in zip(since, flows, strict=True):
                row.update(incremental_profit=more, cost=cost)
            nets = [more - cost for more, cost in flows]
            _add_flows(since, "net", "cumulative", nets)
        return rows

    def _get_members(self, number, members):
        measured, full = self.lengths[number - 1]
        return {
            "is_partial": measured < full,
            "members": members[number - 1],
            "joined": self._count("joined", number),
            "gone": self._count("gone", number),
        }

    def _numbered_days(self):
        for place, day in enumerate(self.days):
            if place == self.before:
                yield 0, day
            yield place - self.before + (place >= self.before), day

    @cached_property
    def _purchases_by_month(self):
        months = {}
        for row in self.purchases:
            months.setdefault(row["month"], []).append(row)
        return months

    def _get_means(self, comparison, number):
        place = number + self.before + (number < 0)
        means = {}
        for is_member, name in ((True, "member"), (False, "control")):
            for column, unit in (("margin", self.unit), ("orders", 1), ("buyers", 1)):
                sums = {
                    row["stratum"]: row[column]
                    for row in self._purchases_by_month.get(place, ())
                    if row["is_member"] is is_member
                }
                mean = comparison.mean_of(is_member, sums)
                means[f"{column}_{name}"] = mean / unit
        return means


def _add_flows(rows, name, total_name, values):
    totals = accumulate(values)
    for row, value, total in zip(rows, values, totals, strict=True):
        row.update({name: value, total_name: total})
