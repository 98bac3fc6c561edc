"""The figures of a client from sums by month: plain numbers in and out."""

from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

YEAR = 12
MONTHS = 2 * YEAR


def get_months(today):
    """Return the first days of the last 24 finished months and of the running one."""
    running = today.replace(day=1)
    return [running - relativedelta(months=back) for back in range(MONTHS, -1, -1)]


@dataclass
class MonthFigures:
    """Amounts of 24 finished months, oldest first, and of the running one."""

    months: list[date]
    revenue: list[float] = field(default_factory=lambda: [0.0] * (MONTHS + 1))
    margin: list[float] = field(default_factory=lambda: [0.0] * (MONTHS + 1))
    purchases: list[int] = field(default_factory=lambda: [0] * (MONTHS + 1))

    def add(self, number, revenue, margin, purchases):
        self.revenue[number] += revenue
        self.margin[number] += margin
        self.purchases[number] += purchases

    def add_rows(self, rows, cents_per_unit):
        """Add the sums by month, each in cents; a row without a month is of nothing."""
        for row in rows:
            if row["month"]:
                self.add(
                    row["month"] - 1,
                    (row["revenue"] or 0) / cents_per_unit,
                    (row["margin"] or 0) / cents_per_unit,
                    row["purchases"],
                )

    @property
    def is_empty(self):
        return not (any(self.purchases) or any(self.revenue))

    @property
    def year_revenue(self):
        return sum(self.revenue[YEAR:MONTHS])

    @property
    def last_year_revenue(self):
        return sum(self.revenue[:YEAR])

    @property
    def year_margin(self):
        return sum(self.margin[YEAR:MONTHS])

    @property
    def year_purchases(self):
        return sum(self.purchases[YEAR:MONTHS])

    @property
    def change(self):
        """The last 12 finished months against the 12 before, 0.1 for 10 % more;
        None where there is nothing to compare with."""
        return get_share(
            self.year_revenue - self.last_year_revenue, self.last_year_revenue
        )

    @property
    def margin_rate(self):
        return get_share(self.year_margin, self.year_revenue)

    def describe(self, amounts):
        """Return one of the rows as a list for charts."""
        return [
            {"month": day.isoformat(), "amount": amount}
            for day, amount in zip(self.months, amounts, strict=True)
        ]


def add_up(rows, name, weight=None):
    """Return the sum of ``name``, or its average weighted by ``weight``; None if there
    is nothing of either."""
    known = [row for row in rows if row.get(name) is not None]
    if not weight:
        return sum(row[name] for row in known) if known else None
    whole = sum(row[weight] for row in known)
    return get_share(sum(row[name] * row[weight] for row in known), whole)


def get_share(part, whole):
    """Return the share, or None of nothing (and of less than nothing)."""
    return part / whole if whole and whole > 0 else None
