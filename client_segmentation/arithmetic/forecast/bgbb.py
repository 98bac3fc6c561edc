"""How likely a client still buys, and how often it will: the BG/BB model.

Each period a client that is still there buys with its own probability p, and leaves
before the next one with its own probability theta; p is Beta(alpha, beta) distributed
among clients, theta Beta(gamma, delta). Of a client count only ``x`` (periods with a
purchase), ``last`` (the last of them, t_x) and ``n`` (periods since the first
purchase, which itself does not count).

Source: P. S. Fader, B. G. S. Hardie and J. Shang, "Customer-Base Analysis in a
Discrete-Time Noncontractual Setting", Marketing Science 29 (2010); its equations are
divided here by one of their terms, so that no gamma function and no difference of
large numbers is left. With the weight of having left right after period m::

    f(m) = B(alpha + x, beta + m - x) B(gamma + 1, delta + m)

    likelihood            = c f(n) ((delta + n) / gamma + W)     c: of no pattern
    P(alive in n + 1)     = 1 / (1 + gamma / (delta + n) W)      W: sum of f(m) / f(n)
                                                                 for m = last ... n
"""

from typing import NamedTuple

# What is left of the endless sum counts for nothing by then.
PRECISION = 1e-12


class Parameters(NamedTuple):
    """Of the two Beta distributions; all positive."""

    alpha: float
    beta: float
    gamma: float
    delta: float


class Score(NamedTuple):
    """The chance that a client is still there in the next period, in how many of the
    periods to come it is expected to buy, and in how many for ever, as worth today
    (None if that was not asked for)."""

    chance: float
    expected: float
    dert: float | None = None


def check_pattern(x, last, n):
    """:raise ValueError: if no client can have bought so"""
    if not (0 <= x <= last <= n and (x == 0) == (last == 0)):
        raise ValueError(f"no pattern of purchases: {x} of {n}, the last in {last}")


def get_weight_of_leaving(parameters, x, last, n):
    """Return W: how much more likely than just after period n all the moments are, at
    which the client may have left since its last purchase."""
    alpha, beta, gamma, delta = parameters
    weight = 1.0
    for m in range(last, n):
        stays_silent = (beta + m - x) / (alpha + beta + m)
        leaves_later = (delta + m) / (gamma + delta + 1 + m)
        weight = weight / (stays_silent * leaves_later) + 1
    return weight


def get_chance(parameters, x, last, n):
    """Return the probability that a client is still there in period n + 1
    (equation 11 of the source; the one of its tables).

    :raise ValueError: if no client can have bought so
    """
    check_pattern(x, last, n)
    weight = get_weight_of_leaving(parameters, x, last, n)
    return 1 / (1 + parameters.gamma / (parameters.delta + n) * weight)


def get_rate(parameters, x, n):
    """Return the probability of a purchase in one period in which the client is
    there, given what it has done: the mean of Beta(alpha + x, beta + n - x)."""
    return (parameters.alpha + x) / (parameters.alpha + parameters.beta + n)


def get_stay(parameters, n, periods):
    """Return in how many of the ``periods`` after n a client is there, if it is there
    in the first: the sum of its chances to stay so long."""
    chance, total = 1.0, 0.0
    for period in range(n + 1, n + periods + 1):
        total += chance
        chance *= _get_chance_to_stay(parameters, period)
    return total


def get_discounted_stay(parameters, n, discount):
    """Return the same without end, each period worth ``1 / (1 + discount)`` of the
    one before, the first included.

    :raise ValueError: if the discount is not positive: the sum may be endless
    """
    if not discount > 0:
        raise ValueError(f"the discount rate is positive, not {discount}")
    factor = 1 / (1 + discount)
    value, total, period = factor, 0.0, n
    # The rest is at most the last value as an endless annuity.
    while value > PRECISION * discount * (total + value):
        total += value
        period += 1
        value *= factor * _get_chance_to_stay(parameters, period)
    return total


def _get_chance_to_stay(parameters, period):
    """Return the chance to be there after ``period``, of who is there in it."""
    _alpha, _beta, gamma, delta = parameters
    return (delta + period) / (gamma + delta + period)


def get_expected(parameters, x, last, n, periods):
    """Return in how many of the next ``periods`` the client will buy (equation 13)."""
    stay = get_stay(parameters, n, periods)
    return get_chance(parameters, x, last, n) * get_rate(parameters, x, n) * stay


def get_dert(parameters, x, last, n, discount):
    """Return the discounted expected residual transactions (equation 14): all periods
    with a purchase to come, as worth today.

    :param discount: rate per period; a year's rate i is ``(1 + i) ** (1 / 12) - 1``
    """
    stay = get_discounted_stay(parameters, n, discount)
    return get_chance(parameters, x, last, n) * get_rate(parameters, x, n) * stay


def get_scores(parameters, patterns, periods, discount=None):
    """Return ``{(x, last, n): Score}`` of distinct patterns, for a join.

    :param discount: rate per period, see :func:`get_dert`
    """
    ages = {n for _x, _last, n in patterns}
    stays = {n: get_stay(parameters, n, periods) for n in ages}
    discounted = {}
    if discount is not None:
        discounted = {n: get_discounted_stay(parameters, n, discount) for n in ages}
    scores = {}
    for x, last, n in patterns:
        chance = get_chance(parameters, x, last, n)
        buys = chance * get_rate(parameters, x, n)
        dert = buys * discounted[n] if discounted else None
        scores[x, last, n] = Score(chance, buys * stays[n], dert)
    return scores
