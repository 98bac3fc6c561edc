"""When an amount is paid on average, to compare payment terms."""


def get_average_days(parts):
    """Return after how many days an amount is paid, weighted by what is paid then.

    :param parts: ``[(days, amount)]``
    """
    total = sum(amount for _days, amount in parts)
    if not total:
        return max((days for days, _amount in parts), default=0)
    return sum(days * amount for days, amount in parts) / total
