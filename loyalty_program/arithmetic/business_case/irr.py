from itertools import accumulate

from .figure import (
    NO_SIGN_CHANGE,
    OUT_OF_RANGE,
    SEVERAL_RATES,
    STARTS_WITH_INCOME,
    Figure,
)
from .present_value import net_present_value

# Discount factors searched, per period: rates from -99 % to 1,000,000 %
LOWEST_FACTOR, HIGHEST_FACTOR = 1e-4, 100.0
ITERATIONS = 200


def internal_rate_of_return(flows):
    """Rate per period at which the net present value of an investment is zero.

    Source: R. A. Brealey, S. C. Myers, F. Allen, "Principles of Corporate Finance",
    chapter on internal rate of return and its pitfalls. Only an investment that has
    one rate gets it: the first flow goes out, and either the flows change their sign
    once (Descartes) or the cumulative flows do (C. J. Norstrom, "A Sufficient
    Condition for a Unique Nonnegative Internal Rate of Return", Journal of Financial
    and Quantitative Analysis, 1972).
    """
    changes = _sign_changes(flows)
    if not changes:
        return Figure.undefined(NO_SIGN_CHANGE)
    if next(flow for flow in flows if flow) > 0:
        return Figure.undefined(STARTS_WITH_INCOME)
    if changes == 1:
        return _solve(flows, LOWEST_FACTOR, HIGHEST_FACTOR)
    cumulative = list(accumulate(flows))
    if _sign_changes(cumulative) == 1 and cumulative[-1] > 0:
        return _solve(flows, LOWEST_FACTOR, 1.0)
    return Figure.undefined(SEVERAL_RATES)


def _sign_changes(values):
    signs = [value > 0 for value in values if value]
    return sum(before != after for before, after in zip(signs, signs[1:], strict=False))


def _solve(flows, low, high):
    """Bisect on the discount factor: the value grows from below to above zero."""

    def value(factor):
        return net_present_value(1.0 / factor - 1.0, flows)

    if value(low) > 0 or value(high) < 0:
        return Figure.undefined(OUT_OF_RANGE)
    for _iteration in range(ITERATIONS):
        middle = (low + high) / 2.0
        if value(middle) < 0:
            low = middle
        else:
            high = middle
    return Figure(2.0 / (low + high) - 1.0)
