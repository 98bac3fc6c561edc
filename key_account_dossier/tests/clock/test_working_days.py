from datetime import date, datetime

from pytz import timezone

from odoo.tests import BaseCase, tagged

from ...arithmetic.clock.working_days import days_of, weekdays_between


@tagged("post_install", "-at_install")
class TestWorkingDays(BaseCase):
    def test_weekdays(self):
        # Thursday 5 to Tuesday 10 March 2026
        days = weekdays_between(date(2026, 3, 5), date(2026, 3, 10))
        self.assertEqual(sorted(day.day for day in days), [5, 6, 9, 10])

    def test_part_of_a_day_counts(self):
        morning = datetime(2026, 3, 5, 8), datetime(2026, 3, 5, 8, 30)
        self.assertEqual(days_of([morning]), {date(2026, 3, 5)})

    def test_midnight_belongs_to_the_day_before(self):
        span = datetime(2026, 3, 5, 20), datetime(2026, 3, 7, 0)
        self.assertEqual(days_of([span]), {date(2026, 3, 5), date(2026, 3, 6)})

    def test_nothing(self):
        moment = datetime(2026, 3, 5, 8)
        self.assertFalse(days_of([(moment, moment)]))

    def test_days_of_the_local_calendar(self):
        """The night of 29 March has an hour less in Berlin: days are the same."""
        zone = timezone("Europe/Berlin")
        start = zone.localize(datetime(2026, 3, 28, 23))
        stop = zone.localize(datetime(2026, 3, 30, 0))
        self.assertEqual(
            days_of([(start, stop)]), {date(2026, 3, 28), date(2026, 3, 29)}
        )
