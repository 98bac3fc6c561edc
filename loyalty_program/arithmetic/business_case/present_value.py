def net_present_value(rate, flows):
    """Sum of flows[t] / (1 + rate)^t, the first flow falling at moment 0.

    Source: R. A. Brealey, S. C. Myers, F. Allen, "Principles of Corporate Finance",
    chapter on net present value. ``rate`` is per period and above -1.
    """
    factor = 1.0 / (1.0 + rate)
    value = 0.0
    for flow in reversed(flows):
        value = value * factor + flow
    return value


def periodic_rate(rate, periods=12):
    """Rate of a month that compounds to the given effective rate of a year.

    (1 + rate)^(1 / periods) - 1, by definition of an effective rate: twelve months at
    it make the same of an amount as one year.
    """
    return (1.0 + rate) ** (1.0 / periods) - 1.0


def yearly_rate(rate, periods=12):
    """Effective rate of a year from the rate of a month.

    (1 + rate)^periods - 1, by definition: the inverse of ``periodic_rate``.
    """
    return (1.0 + rate) ** periods - 1.0
