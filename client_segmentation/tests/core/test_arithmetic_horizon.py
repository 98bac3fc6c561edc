from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.horizon import get_horizon, get_utc_midnight


@tagged("post_install", "-at_install")
class TestHorizon(BaseCase):
    def test_current_month_stays_out(self):
        for as_of in (date(2025, 7, 1), date(2025, 7, 15), date(2025, 7, 31)):
            horizon = get_horizon(as_of, 12)
            self.assertEqual(horizon.start, date(2024, 7, 1))
            self.assertEqual(horizon.last_day, date(2025, 6, 30))

    def test_over_new_year_and_leap_day(self):
        self.assertEqual(get_horizon(date(2024, 3, 31), 1).last_day, date(2024, 2, 29))
        self.assertEqual(get_horizon(date(2025, 1, 5), 3).start, date(2024, 10, 1))

    def test_no_month(self):
        with self.assertRaises(ValueError):
            get_horizon(date(2025, 7, 1), 0)

    def test_midnight(self):
        # Vladivostok is 10 hours ahead of UTC, New York 4 behind it in summer
        day = date(2025, 7, 1)
        for timezone, expected in (
            ("UTC", datetime(2025, 7, 1)),
            ("Asia/Vladivostok", datetime(2025, 6, 30, 14)),
            ("America/New_York", datetime(2025, 7, 1, 4)),
        ):
            self.assertEqual(get_utc_midnight(day, timezone), expected)
