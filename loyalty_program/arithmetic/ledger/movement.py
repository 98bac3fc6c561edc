"""What has to be added to an append-only ledger so that it says what is due."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Amount:
    quantity: float = 0.0
    value: float = 0.0
    cost: float = 0.0

    def __add__(self, other):
        return Amount(
            self.quantity + other.quantity,
            self.value + other.value,
            self.cost + other.cost,
        )

    def __sub__(self, other):
        return Amount(
            self.quantity - other.quantity,
            self.value - other.value,
            self.cost - other.cost,
        )

    def __mul__(self, factor):
        return Amount(self.quantity * factor, self.value * factor, self.cost * factor)

    def round(self, digits):
        return Amount(
            round(self.quantity, 6), round(self.value, digits), round(self.cost, digits)
        )

    def is_zero(self, digits):
        small = 0.5 * 10**-digits
        return (
            abs(self.quantity) < 1e-6
            and abs(self.value) < small
            and abs(self.cost) < small
        )


NOTHING = Amount()


def get_movement(booked, due, by_unit):
    """Return the amount to book.

    What is given by the unit keeps the cost it had when it was given: more units come
    at today's cost, fewer take their share of what was booked. A discount is simply
    brought to the amount that is due.
    """
    if abs(due.quantity) < 1e-6:
        return NOTHING - booked
    if abs(booked.quantity) < 1e-6:
        return due - booked
    if not by_unit:
        return due - booked
    change = due.quantity - booked.quantity
    if change > 0:
        return due * (change / due.quantity)
    return booked * (change / booked.quantity)


def get_kept_share(ordered, invoiced, refunded):
    """Return which share of an order the client has kept, 0..1.

    Invoices beyond the order replace refunded ones.
    """
    if ordered <= 0:
        return 1.0
    replaced = max(0.0, invoiced - ordered)
    return min(1.0, max(0.0, 1 - (refunded - replaced) / ordered))
