from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from ...arithmetic.core.horizon import (
    MONTHS_REMEMBERED,
    get_horizon,
    get_utc_midnight,
)
from ...arithmetic.core.settings import SegmentSettings
from ..documents.means_of_payment import MeansOfPayment


@dataclass(frozen=True)
class Parameters:
    """What the statements of one run need to know.

    Moments are naive UTC, and the ends of spans are not part of them.
    ``period_bounds`` are the beginnings of the periods of the horizon, and its end.
    Documents that have a date and no time (invoices) are compared with
    ``document_*`` moments, which then are midnights of no time zone. Rates of
    currencies are those of ``rate_company_id``; until ``other_currency_until``, if
    there is such a moment, the company had another currency. ``line_columns`` are
    those of order lines that other add-ons bring and that we take into account, and
    ``move_columns`` those of invoices that lead to an earlier one; ``pos_columns``
    are those of lines of the Point of Sale. ``has_history``: purchases were imported.
    """

    run_id: int
    company_id: int
    currency_id: int
    currency_digits: int
    rate_company_id: int
    other_currency_until: datetime | None
    as_of: date
    timezone: str
    as_of_end: datetime
    now: datetime
    document_timezone: str
    document_end: datetime
    period_bounds: tuple[datetime, ...]
    settings: SegmentSettings
    rfm_rules: tuple
    line_columns: tuple[str, ...]
    # Is there a table of employees?
    has_employees: bool
    move_columns: tuple[str, ...]
    payment: MeansOfPayment
    pos_columns: tuple[str, ...] = ()
    has_history: bool = False
    # Only documents of the clients of ``sql.some_clients`` are read.
    some_clients: bool = False
    # Axes that this run or the one before does without: what comes or goes with such
    # a switch happens to no client.
    silent_axes: tuple = ()

    @property
    def horizon_start(self):
        return self.period_bounds[0]

    @property
    def horizon_end(self):
        return self.period_bounds[-1]

    @property
    def current_month(self):
        """The first day of the month that is not over: the horizon ends before."""
        return get_horizon(self.as_of, self.settings.horizon_months).end

    @property
    def month_bounds(self):
        """The beginnings of the months remembered, and of the current one."""
        return [
            get_utc_midnight(
                self.current_month - relativedelta(months=months),
                self.document_timezone,
            )
            for months in range(MONTHS_REMEMBERED, -1, -1)
        ]

    @property
    def horizon_first_day(self):
        return get_horizon(self.as_of, self.settings.horizon_months).start

    @property
    def hot_since(self):
        """The day since which an acting client has bought. Who is lost is not one."""
        days = [date.min]
        if self.is_used("state"):
            days.append(self.horizon_first_day)
        if self.settings.hot_months:
            days.append(self.as_of - relativedelta(months=self.settings.hot_months))
        return max(days)

    @property
    def period_count(self):
        return len(self.period_bounds) - 1

    @property
    def cents_per_unit(self):
        """Amounts are summed as integers of the currency's smallest unit: the
        order of a parallel sum cannot change them, so no row differs from its
        last value by a rounding error."""
        return 10**self.currency_digits

    @property
    def cent(self):
        """The smallest unit as a decimal: multiplying is faster than dividing."""
        return Decimal(1).scaleb(-self.currency_digits)

    @property
    def measure_unit(self):
        """What a measure in the facts is divided by to be shown."""
        return 1 if self.settings.measure == "order_count" else self.cents_per_unit

    def is_used(self, axis):
        return axis not in self.settings.unused_axes

    @property
    def years(self):
        return Decimal(self.settings.horizon_months) / 12
