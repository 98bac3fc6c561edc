import unittest
from datetime import date

from odoo.tests import BaseCase, tagged

from ...arithmetic.people.anniversary import next_occurrence
from ...arithmetic.plan import progress
from ...arithmetic.score import chart

try:
    from hypothesis import assume, given, settings
    from hypothesis import strategies as st
except ImportError:  # needed by developers only
    st = None


@tagged("post_install", "-at_install")
class TestProgress(BaseCase):
    def test_upwards_and_downwards(self):
        # from 10 to 30, now 15: 5 of 20
        self.assertEqual(progress.percent(10, 30, 15), 25)
        # from 6 days of delay to 1, now 3: 3 of 5
        self.assertEqual(progress.percent(6, 1, 3), 60)
        # from -20 to 20
        self.assertEqual(progress.percent(-20, 20, 0), 50)

    def test_limits(self):
        self.assertEqual(progress.percent(10, 30, 5), 0)
        self.assertEqual(progress.percent(10, 30, 99), 100)
        self.assertEqual(progress.percent(6, 1, 9), 0)
        with self.assertRaises(ValueError):
            progress.percent(5, 5, 5)

    def test_expected(self):
        first, due = date(2026, 3, 1), date(2026, 3, 11)
        for day, expected in ((1, 0), (4, 30), (11, 100), (20, 100)):
            percent = progress.expected_percent(first, due, date(2026, 3, day))
            self.assertEqual(percent, expected)
        self.assertEqual(progress.expected_percent(first, first, first), 100)

    def test_chart(self):
        # 308 pixels wide and 88 high inside the margin of 6
        places = chart.points_of_line([0, 10, 40], [0, 100, 50])
        self.assertEqual(places, [(6, 94), (83, 6), (314, 50)])
        self.assertEqual(chart.points_of_line([7], [100]), [(6, 6)])


@tagged("post_install", "-at_install")
class TestAnniversary(BaseCase):
    def test_yearly(self):
        birthday = date(1980, 5, 17)
        for today, expected in (
            (date(2026, 5, 16), date(2026, 5, 17)),
            (date(2026, 5, 17), date(2026, 5, 17)),
            (date(2026, 5, 18), date(2027, 5, 17)),
        ):
            self.assertEqual(next_occurrence(birthday, True, today), expected)

    def test_once(self):
        day = date(2026, 5, 17)
        self.assertEqual(next_occurrence(day, False, date(2026, 1, 1)), day)
        self.assertIsNone(next_occurrence(day, False, date(2026, 5, 18)))

    def test_leap_day(self):
        born = date(2000, 2, 29)
        for today, expected in (
            (date(2027, 1, 1), date(2027, 2, 28)),
            (date(2027, 3, 1), date(2028, 2, 29)),
        ):
            self.assertEqual(next_occurrence(born, True, today), expected)


if st:
    steady = settings(deadline=None, derandomize=True, database=None)
    numbers = st.integers(-10_000, 10_000)

    @tagged("post_install", "-at_install")
    class TestProgressProperties(BaseCase):
        @steady
        @given(numbers, numbers, numbers)
        def test_bounds_and_symmetry(self, start, target, current):
            assume(start != target)
            percent = progress.percent(start, target, current)
            self.assertTrue(0 <= percent <= 100)
            mirrored = progress.percent(-start, -target, -current)
            self.assertAlmostEqual(percent, mirrored)
            self.assertEqual(progress.percent(start, target, start), 0)
            self.assertEqual(progress.percent(start, target, target), 100)

        @steady
        @given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.dates())
        def test_next_occurrence(self, day, today):
            assume(today.year < 9000)
            found = next_occurrence(day, True, today)
            self.assertGreaterEqual(found, today)
            if day < today:
                self.assertLessEqual((found - today).days, 366)

else:

    @tagged("post_install", "-at_install")
    class TestProgressProperties(BaseCase):
        @unittest.skip("hypothesis is not installed")
        def test_bounds_and_symmetry(self):
            """Stand in for the property tests, so that their absence shows."""
