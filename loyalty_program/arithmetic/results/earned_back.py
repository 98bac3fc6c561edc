from itertools import accumulate

REACHED, EXPECTED, NEVER, NOTHING = "reached", "expected", "never", "none"
# Months the pace is taken from, and how far ahead it is followed
PACE_MONTHS, FARTHEST = 3, 120


def earned_back(flows):
    """When what was spent has come back, or will: a word and the months since launch.

    ``flows[0]`` falls on the launch. Reached as in a business case: the last crossing
    of zero, interpolated inside its month (source: there, ``payback_period``). If it is
    not reached, the mean of the last three months goes on. That pace is a convention
    of this module, not a published rule: a quarter evens out single months and still
    follows the program as it is now. Beyond ten years it counts as never.
    """
    cumulative = list(accumulate(flows))
    negative = [month for month, total in enumerate(cumulative) if total < 0]
    if not negative:
        return (REACHED, 0.0) if any(flows) else (NOTHING, None)
    last = negative[-1]
    if last < len(flows) - 1:
        return REACHED, last - cumulative[last] / flows[last + 1]
    recent = flows[1:][-PACE_MONTHS:]
    pace = sum(recent) / len(recent) if recent else 0.0
    if pace <= 0 or -cumulative[-1] / pace > FARTHEST:
        return NEVER, None
    return EXPECTED, last - cumulative[-1] / pace
