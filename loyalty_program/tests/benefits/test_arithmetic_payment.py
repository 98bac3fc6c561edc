from odoo.tests import BaseCase, tagged

from ...arithmetic.benefits.payment import get_average_days


@tagged("post_install", "-at_install")
class TestAverageDays(BaseCase):
    def test_average(self):
        """(0 + 30 + 60) / 3 = 30; 30 % now and 70 % in 60 days = 42."""
        self.assertEqual(get_average_days([(0, 100), (30, 100), (60, 100)]), 30)
        self.assertEqual(get_average_days([(0, 30), (60, 70)]), 42)
        self.assertEqual(get_average_days([(14, 500)]), 14)

    def test_nothing_to_pay(self):
        self.assertEqual(get_average_days([(30, 0)]), 30)
        self.assertEqual(get_average_days([]), 0)
