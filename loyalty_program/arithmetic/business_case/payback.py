from itertools import accumulate

from .figure import BEYOND_HORIZON, NOTHING_TO_PAY_BACK, Figure


def payback_period(flows):
    """Periods until the cumulative flow is no longer negative, for good.

    ``flows[0]`` falls at moment 0, ``flows[t]`` is spread evenly over period t: the
    crossing is interpolated linearly inside its period. Source: E. F. Brigham and
    M. C. Ehrhardt, "Financial Management", chapter on capital budgeting. Where the
    cumulative flow crosses zero more than once, the last crossing counts, so that a
    plan that slips back into the red is not called paid back.
    """
    cumulative = list(accumulate(flows))
    negative = [period for period, total in enumerate(cumulative) if total < 0]
    if not negative:
        return Figure.undefined(NOTHING_TO_PAY_BACK)
    last = negative[-1]
    if last == len(cumulative) - 1:
        return Figure.undefined(BEYOND_HORIZON)
    return Figure(last - cumulative[last] / flows[last + 1])
