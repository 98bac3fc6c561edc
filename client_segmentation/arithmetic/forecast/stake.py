"""Money at stake with a client that is late: a house figure, in plain Python."""

DAYS_PER_YEAR = 365.25


def get_usual_year(amount, interval):
    """Return what a client brings a year if it goes on as usual.

    :param amount: of a purchase, revenue or margin
    :param interval: usual days between two, positive
    :raise ValueError: if the interval is not positive
    """
    if not interval > 0:
        raise ValueError(f"an interval has at least a day, not {interval}")
    return amount * DAYS_PER_YEAR / interval


def get_stake(yearly, chance_then, chance_now):
    """Return what of a client's usual year has become doubtful; never negative.

    :param yearly: what it usually brings a year; who brings a loss has nothing at
        stake
    :param chance_then: that it was still buying, on the day of its last purchase
    :param chance_now: the same today
    :raise ValueError: if a chance is not between 0 and 1
    """
    for chance in (chance_then, chance_now):
        if not 0 <= chance <= 1:
            raise ValueError(f"a chance is between 0 and 1, not {chance}")
    return max(yearly, 0) * max(chance_then - chance_now, 0)
