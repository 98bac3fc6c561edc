"""The parts of a printed dossier, and where the bars of its chart go: plain Python.

The same parts make the pages of the PDF and the sheets of the workbook.
"""

from dataclasses import dataclass, field
from math import floor, log10
from typing import Any, NamedTuple

TEXT = "text"
DATE = "date"
MOMENT = "moment"
INTEGER = "integer"
NUMBER = "number"
PERCENT = "percent"
MONEY = "money"
NUMERIC = (INTEGER, NUMBER, PERCENT, MONEY)


class Cell(NamedTuple):
    """A value, and what it is. Nothing is None, whatever its kind."""

    label: str
    kind: str
    value: Any


class Column(NamedTuple):
    label: str
    kind: str


@dataclass
class Section:
    """A heading with values beside each other, texts, and a table below."""

    title: str
    cells: list[Cell] = field(default_factory=list)
    texts: list[Cell] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    rows: list[list] = field(default_factory=list)
    note: str = ""
    chart: Any = None
    # What only the workbook shows, where the page has a chart
    chart_columns: list[Column] = field(default_factory=list)
    chart_rows: list[list] = field(default_factory=list)

    @property
    def is_empty(self):
        return not (self.cells or self.texts or self.rows)


WIDTH = 680
HEIGHT = 150
LEFT = 60
BOTTOM = 18
STEPS = 4


class Bar(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    label: str
    style: str


def get_round_step(highest, steps=STEPS):
    """Return the smallest of 1, 2, 2.5, 5 times a power of ten of which so many
    steps reach ``highest``."""
    if highest <= 0:
        return 1
    power = 10.0 ** floor(log10(highest / steps))
    return next(n * power for n in (1, 2, 2.5, 5, 10) if n * power * steps >= highest)


@dataclass
class BarChart:
    """Bars of so many amounts from left to right, a line over them, and grid lines.

    Nothing goes below the axis: a month of which more came back than was sold has
    no bar. The last bar is of a month not over yet.
    """

    labels: list[str]
    amounts: list[float]
    line: list[float]
    split: int

    @property
    def step(self):
        return get_round_step(max([*self.amounts, *self.line, 0]))

    @property
    def top(self):
        return self.step * STEPS

    @property
    def slot(self):
        return (WIDTH - LEFT) / len(self.amounts)

    def get_y(self, amount):
        share = min(max(amount, 0) / self.top, 1)
        return round((HEIGHT - BOTTOM) * (1 - share), 1)

    @property
    def grid(self):
        """``(y, amount)`` of the grid lines."""
        return [(self.get_y(n * self.step), n * self.step) for n in range(STEPS + 1)]

    @property
    def bars(self):
        last = len(self.amounts) - 1
        base = HEIGHT - BOTTOM
        return [
            Bar(
                x=round(LEFT + self.slot * (i + 0.15), 1),
                y=self.get_y(amount),
                width=round(self.slot * 0.7, 1),
                height=round(base - self.get_y(amount), 1),
                label=self.labels[i] if i % 3 == last % 3 else "",
                style="open" if i == last else "new" if i >= self.split else "old",
            )
            for i, amount in enumerate(self.amounts)
        ]

    @property
    def points(self):
        """The line, without the month not over yet, as SVG wants it."""
        return " ".join(
            f"{round(LEFT + self.slot * (i + 0.5), 1)},{self.get_y(amount)}"
            for i, amount in enumerate(self.line[:-1])
        )
