"""Who is active, in plain Python: what the statements say is checked against it."""

from ...arithmetic.core.activity import get_first_active_day


def is_active(last_order_date, as_of, days):
    """Return whether the last purchase is at most ``days`` days ago.

    Both ends belong to it: a purchase on the day itself, and one exactly ``days``
    days before. One after ``as_of`` is not known then and does not count.
    """
    if not last_order_date:
        return False
    return get_first_active_day(as_of, days) <= last_order_date <= as_of
