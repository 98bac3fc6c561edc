"""The temperature of one client in plain Python: what the statements say is checked
against it."""


def get_temperature(order_days, signals, as_of, kinds):
    """Return the temperature of one client, and its latest signal if it is warm.

    :param order_days: days of its confirmed orders
    :param signals: ``(day, kind)`` of all that it has done
    :return: ``(temperature, (day, kind) or None)``; of two signals on one day it is
        the first in the alphabet
    """
    if any(day <= as_of for day in order_days):
        return "hot", None
    known = [signal for signal in signals if signal[0] <= as_of and signal[1] in kinds]
    if not known:
        return "cold", None
    last_day = max(day for day, _kind in known)
    return "warm", (last_day, min(kind for day, kind in known if day == last_day))
