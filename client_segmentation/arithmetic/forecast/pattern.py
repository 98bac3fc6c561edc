"""The months of a client as the purchase model counts them."""

from ..core.horizon import MONTHS_REMEMBERED, get_month_number


def get_pattern(days, as_of):
    """Return ``(x, last, n)`` as of a day: months with a purchase after that of the
    first, the last of them, and all months since the first; None if no purchase is
    remembered.

    The month of ``as_of`` is not over: it counts from the first purchase in it on. A
    client who bought before what is remembered is looked at as if it had come with the
    first purchase in it.
    """
    current = get_month_number(as_of)
    numbers = {get_month_number(day) for day in days if day <= as_of}
    months = sorted(m for m in numbers if m >= current - MONTHS_REMEMBERED)
    if not months:
        return None
    first, last = months[0], months[-1]
    return len(months) - 1, last - first, max(current - 1, last) - first
