"""When a date comes round again."""

from dateutil.relativedelta import relativedelta


def next_occurrence(day, yearly, today):
    """Return the first occurrence of ``day`` from ``today`` on, None if none is left.

    Counted from the day itself, so that 29 February comes back in leap years and
    is kept on the 28th in the others.
    """
    if day >= today:
        return day
    if not yearly:
        return None
    years = today.year - day.year
    this_year = day + relativedelta(years=years)
    if this_year >= today:
        return this_year
    return day + relativedelta(years=years + 1)
