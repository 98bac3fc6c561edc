"""Months counted from the day of the launch."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta


def get_first_days(launched_on, as_of, before):
    """First days of ``before`` months ahead of the launch and of those since."""
    days = [
        launched_on - relativedelta(months=number) for number in range(before, 0, -1)
    ]
    number = 0
    while (day := launched_on + relativedelta(months=number)) <= as_of:
        days.append(day)
        number += 1
    return days


def get_lengths(days, launched_on, as_of):
    """Days measured and days there are in each month since the launch."""
    since = [day for day in days if day >= launched_on]
    lengths = []
    for number, day in enumerate(since, start=1):
        following = launched_on + relativedelta(months=number)
        end = min(following, as_of + timedelta(days=1))
        lengths.append(((end - day).days, (following - day).days))
    return lengths
