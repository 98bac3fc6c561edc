from typing import NamedTuple


class Month(NamedTuple):
    """One month of a business case; month 0 is the launch itself."""

    number: int
    incremental_profit: float
    cost: float

    @property
    def net(self):
        return self.incremental_profit - self.cost
