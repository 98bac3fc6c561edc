"""The span of time a classification looks at, in plain Python.

Windows are anchored on calendar months, so from one day to the next almost no
client changes class for no other reason than that the window has moved.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

UTC = ZoneInfo("UTC")
# So many finished months of purchases are looked at one by one, a bit of an integer
# each.
MONTHS_REMEMBERED = 60


@dataclass(frozen=True)
class Horizon:
    """The whole months before ``as_of``: from ``start`` up to, without, ``end``."""

    as_of: date
    start: date
    end: date

    @property
    def last_day(self):
        return self.end - timedelta(days=1)

    def get_bounds(self, period_months):
        """Return the first days of the periods of so many months that the horizon
        is divided into, and its end: one more than there are periods."""
        bounds = [self.start]
        while bounds[-1] < self.end:
            bounds.append(
                self.start + relativedelta(months=period_months * len(bounds))
            )
        return bounds


def get_horizon(as_of, months):
    """Return the :class:`Horizon` of the last ``months`` finished months.

    The month that ``as_of`` falls in is not finished and stays out of it, on its
    last day, too: as of 31 October the last finished month is September.

    :raise ValueError: if ``months`` is not positive
    """
    if months < 1:
        raise ValueError(f"a horizon has at least one month, not {months}")
    end = as_of.replace(day=1)
    return Horizon(as_of=as_of, start=end - relativedelta(months=months), end=end)


def get_utc_midnight(day, timezone):
    """Return the moment ``day`` begins in ``timezone``, as a naive UTC datetime.

    Odoo stores naive UTC datetimes; a purchase at 01:00 on the first of a month
    in Vladivostok belongs to that month although UTC still has the one before.
    """
    local = datetime.combine(day, time.min, tzinfo=ZoneInfo(timezone))
    return local.astimezone(UTC).replace(tzinfo=None)


def get_month_number(day):
    """Return the number of a day's month, so that months can be subtracted."""
    return 12 * day.year + day.month - 1
