from datetime import date

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.ltv import (
    Ltv,
    get_reason,
    project_by_lifespan,
    project_by_retention,
)

NAN = float("nan")
INFINITE = float("inf")


@tagged("post_install", "-at_install")
class TestLtv(BaseCase):
    def test_reasons_for_no_projection(self):
        last_day = date(2025, 6, 30)
        for margin, first_order, reason in (
            (100, date(2025, 6, 30), None),
            (0, date(2020, 1, 15), None),
            (-1, date(2025, 6, 30), "negative_margin"),
            (0, date(2025, 7, 1), "too_new"),
        ):
            self.assertEqual(get_reason(margin, first_order, last_day), reason)

    def test_published_margin_multiples(self):
        # Gupta and Lehmann, "Managing Customers as Investments": r / (1 + i - r)
        for retention, discount, multiple in (
            (0.80, 0.12, 2.50),
            (0.80, 0.10, 2.67),
            (0.90, 0.12, 4.09),
            (0.60, 0.12, 1.15),
        ):
            found = project_by_retention(1, retention, discount).value
            self.assertAlmostEqual(found, multiple, delta=0.005)

    def test_published_internet_provider(self):
        # "Net-4-You", an exercise in marketing: 19.95 a month, 0.50 variable cost,
        # 0.50 for loyalty, 78.8 % stay, 1 % a month: 67.2639
        found = project_by_retention(19.95 - 0.50 - 0.50, 0.788, 0.01)
        self.assertAlmostEqual(found.value, 67.2639, delta=0.0001)

    def test_published_with_first_margin(self):
        # Darden School, "Market Analytics", the Netflix example: 19.95 a month,
        # 1.50 variable cost, 6 a year for marketing, 0.5 % leave, 1 % a month:
        # long-term multiplier 67.33, value 1209 dollars
        margin = 19.95 - 1.50 - 6 / 12
        found = project_by_retention(margin, 0.995, 0.01, count_first_margin=True)
        self.assertAlmostEqual(found.value / margin, 67.33, delta=0.005)
        self.assertAlmostEqual(found.value, 1209, delta=0.5)

    def test_published_lifespan(self):
        # The Starbucks case: 5.90 dollars, 4.2 times in each of 52 weeks, 21.3 %
        # margin, 20 years: 5489.27
        found = project_by_lifespan(5.90, 4.2 * 52, 0.213, 20)
        self.assertAlmostEqual(found.value, 5489.27, delta=0.005)

    def test_edges_of_the_retention_formula(self):
        self.assertEqual(project_by_retention(100, 0, 0.1).value, 0)
        self.assertEqual(project_by_retention(0, 0.8, 0.1).value, 0)
        # Nobody ever leaves: a perpetuity, m / i
        self.assertAlmostEqual(project_by_retention(100, 1, 0.1).value, 1000)

    def test_retention_input_that_makes_no_sense(self):
        for margin, retention, discount, reason in (
            (-1, 0.8, 0.1, "negative_margin"),
            (NAN, 0.8, 0.1, "negative_margin"),
            (100, -0.1, 0.1, "rate_out_of_range"),
            (100, 1.2, 0.1, "rate_out_of_range"),
            (100, NAN, 0.1, "rate_out_of_range"),
            (100, 0.8, -0.1, "rate_out_of_range"),
            (100, 0.8, NAN, "rate_out_of_range"),
            (100, 0.8, INFINITE, "rate_out_of_range"),
            (100, 1, 0, "endless"),
        ):
            for first in (False, True):
                found = project_by_retention(margin, retention, discount, first)
                self.assertEqual(found, Ltv(None, reason))

    def test_lifespan_input_that_makes_no_sense(self):
        for values, reason in (
            ((100, 12, -0.1, 5), "negative_margin"),
            ((100, 12, 1.1, 5), "rate_out_of_range"),
            ((100, 12, NAN, 5), "rate_out_of_range"),
            ((-100, 12, 0.1, 5), "negative_input"),
            ((100, -12, 0.1, 5), "negative_input"),
            ((100, 12, 0.1, -5), "negative_input"),
            ((100, 12, 0.1, NAN), "negative_input"),
        ):
            self.assertEqual(project_by_lifespan(*values), Ltv(None, reason))
        self.assertEqual(project_by_lifespan(100, 12, 1, 0), Ltv(0))
        self.assertEqual(project_by_lifespan(100, 12, 0, 5), Ltv(0))
