from typing import NamedTuple


class Month(NamedTuple):
    """One month of a business case; month 0 is the launch itself.

    ``liability`` is the cost of the rewards earned and still to be redeemed at the
    end of the month, before the settlement that closes the horizon.
    """

    number: int
    incremental_profit: float
    cost: float
    members: float = 0.0
    orders: float = 0.0
    liability: float = 0.0

    @property
    def net(self):
        return self.incremental_profit - self.cost
