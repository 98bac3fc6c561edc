from datetime import date

from odoo.tests import BaseCase, tagged

from ...arithmetic.figures.figures import MONTHS, MonthFigures, get_months, get_share


@tagged("post_install", "-at_install")
class TestToolsFigures(BaseCase):
    def test_months(self):
        months = get_months(date(2025, 7, 15))
        self.assertEqual(len(months), 25)
        self.assertEqual(months[0], date(2023, 7, 1))
        self.assertEqual(months[12], date(2024, 7, 1))
        self.assertEqual(months[-1], date(2025, 7, 1))

    def test_first_and_last_day_of_a_month(self):
        for day in (date(2024, 2, 1), date(2024, 2, 29)):
            self.assertEqual(get_months(day)[-1], date(2024, 2, 1))

    def test_years_leave_the_running_month_out(self):
        figures = MonthFigures(get_months(date(2025, 7, 15)))
        figures.add(0, 100, 40, 1)
        figures.add(11, 300, 60, 1)
        figures.add(12, 500, 200, 1)
        figures.add(23, 100, 10, 2)
        figures.add(MONTHS, 70, 7, 1)
        self.assertEqual(figures.last_year_revenue, 400)
        self.assertEqual(figures.year_revenue, 600)
        self.assertEqual(figures.change, 0.5)
        self.assertEqual(figures.margin_rate, 210 / 600)
        self.assertEqual(figures.year_purchases, 3)
        self.assertFalse(figures.is_empty)

    def test_nothing_to_compare_with(self):
        figures = MonthFigures(get_months(date(2025, 7, 15)))
        self.assertTrue(figures.is_empty)
        self.assertIsNone(figures.change)
        self.assertIsNone(figures.margin_rate)
        # More taken back than sold the year before: no meaningful change
        figures.add(0, -50, 0, 0)
        figures.add(12, 100, 0, 1)
        self.assertIsNone(figures.change)

    def test_share(self):
        self.assertEqual(get_share(1, 4), 0.25)
        self.assertIsNone(get_share(1, 0))
