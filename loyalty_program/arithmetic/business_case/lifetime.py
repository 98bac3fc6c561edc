from .figure import ENDLESS, Figure


def lifetime_value(margin, retention, rate):
    """Value of a client who brings ``margin`` a year and stays with ``retention``.

    m x r / (1 + i - r), the first margin coming after a year. Source: S. Gupta and D.
    R. Lehmann, "Customers as Assets", Journal of Interactive Marketing 17 (2003):
    margin multiple for an infinite horizon.
    """
    if 1 + rate - retention <= 0:
        return Figure.undefined(ENDLESS)
    return Figure(margin * retention / (1 + rate - retention))
