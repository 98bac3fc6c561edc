from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Parameters:
    """What the statements of one run need to know; datetimes are naive UTC and
    the ends of spans are not part of them."""

    run_id: int
    company_id: int
    currency_id: int
    currency_digits: int
    timezone: str
    as_of_end: datetime
    horizon_start: datetime
    horizon_end: datetime
    abc_threshold_a: float
    abc_threshold_b: float

    @property
    def cents_per_unit(self):
        """Amounts are summed as integers of the currency's smallest unit: the
        order of a parallel sum cannot change them, so no row differs from its
        last value by a rounding error."""
        return 10**self.currency_digits
