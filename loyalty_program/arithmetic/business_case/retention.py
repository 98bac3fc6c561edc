"""Retention that flattens: those who have stayed long are those who stay.

Shifted beta-geometric model. Source: P. Fader and B. Hardie, "How to Project Customer
Retention", Journal of Interactive Marketing 21 (2007).
"""

from math import exp, lgamma
from typing import NamedTuple


class Curve(NamedTuple):
    """Chances to leave vary among clients by a beta distribution."""

    alpha: float
    beta: float

    @classmethod
    def of(cls, first, second):
        """From the retention of the first year and of the second, in (0, 1); None if
        they do not rise, which the model cannot say.

        Solved from r1 = beta / (alpha + beta), r2 = (beta + 1) / (alpha + beta + 1).
        """
        if not 0 < first < second < 1:
            return None
        beta = first * (1 - second) / (second - first)
        return cls(beta * (1 - first) / first, beta)

    def get_survival(self, years):
        """Share still there after so many years: B(a, b + t) / B(a, b)."""
        alpha, beta = self
        return exp(
            lgamma(beta + years)
            - lgamma(beta)
            + lgamma(alpha + beta)
            - lgamma(alpha + beta + years)
        )

    def get_retention(self, year):
        """Share of those there after the year before that stay for this one."""
        return (self.beta + year - 1) / (self.alpha + self.beta + year - 1)
