"""What the uncertainty of the inputs does to the result of a business case."""

import random
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from .figure import NO_COST, Figure
from .statistic import percentile, triangular

DRAWS = 2000
SEED = 1


class Range(NamedTuple):
    """Pessimistic, likely and optimistic value of the input ``name``.

    ``low`` is the smaller number, which for a cost is the good one.
    """

    name: str
    low: float
    likely: float
    high: float


class Swing(NamedTuple):
    """Net effect with one input at either end of its range, the others as likely."""

    range: Range
    low: float
    high: float

    @property
    def width(self):
        return abs(self.high - self.low)


def tornado(case, ranges):
    """The swings of the net effect, widest first; inputs without effect are left out.

    Source: T. G. Eschenbach, "Spiderplots versus Tornado Diagrams for Sensitivity
    Analysis", Interfaces 22 (1992).
    """
    swings = [
        Swing(
            one,
            replace(case, **{one.name: one.low}).net_effect,
            replace(case, **{one.name: one.high}).net_effect,
        )
        for one in ranges
        if one.low < one.high
    ]
    swings = [swing for swing in swings if swing.width > 1e-9]
    return sorted(swings, key=lambda swing: -swing.width)


@dataclass(frozen=True)
class Simulation:
    """Results of all draws, each tuple in the order of size."""

    net_effects: tuple
    returns: tuple

    @cached_property
    def loss_probability(self):
        losses = sum(effect < 0 for effect in self.net_effects)
        return losses / len(self.net_effects)

    @property
    def has_spread(self):
        return self.net_effects[-1] - self.net_effects[0] > 1e-9

    def roi_percentile(self, share):
        if not self.returns:
            return Figure.undefined(NO_COST)
        return Figure(percentile(self.returns, share))


def simulate(case, ranges, draws=DRAWS, seed=SEED):
    """Draw every input from its triangular distribution, independently.

    Source: D. B. Hertz, "Risk Analysis in Capital Investment", Harvard Business
    Review 42 (1964). The same seed gives the same draws, whatever the ranges: two
    scenarios differ by their inputs only, not by luck.
    """
    generator = random.Random(seed)
    effects, returns = [], []
    for _draw in range(draws):
        values = {one.name: triangular(generator.random(), *one[1:]) for one in ranges}
        drawn = replace(case, **values)
        effects.append(drawn.net_effect)
        roi = drawn.roi
        if roi.is_defined:
            returns.append(roi.value)
    return Simulation(tuple(sorted(effects)), tuple(sorted(returns)))
