"""ABC analysis by cumulative share, in plain Python.

The clients are put in order of the measure, the largest first. A client belongs
to the class in which the share accumulated *before* it falls: with 80 and 95 per
cent, A up to 80, B up to 95, C beyond. So the largest client is always A, however
large it is. Clients of no or negative measure are C and stay out of the total.

Source: the Pareto analysis of inventories of H. F. Dickie, "ABC Inventory Analysis
Shoots for Dollars not Pennies", Factory Management and Maintenance 109 (1951).
"""

from dataclasses import dataclass

from .thresholds import Thresholds


@dataclass(frozen=True)
class AbcThresholds(Thresholds):
    """Cumulative shares in per cent at which class A, and class B, end."""

    a: float = 80.0
    b: float = 95.0

    def get_problems(self):
        return self._list_problems(
            a_not_positive=self.a > 0,
            b_not_above_a=self.b > self.a,
            b_too_large=self.b < 100,
        )
