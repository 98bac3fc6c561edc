from odoo.tests import BaseCase, tagged

from ...arithmetic.core.ltv import Ltv, project_by_retention
from ...arithmetic.forecast.bgbb import Parameters, get_dert
from ...arithmetic.forecast.value import get_period_rate, get_reason
from .reference_value import project_by_purchases


@tagged("post_install", "-at_install")
class TestValue(BaseCase):
    def test_rate_of_a_month(self):
        # 1.01^12 = 1.126825...
        self.assertAlmostEqual(get_period_rate(0.12682503), 0.01)
        self.assertEqual(get_period_rate(0), 0)

    def test_reasons(self):
        nan = float("nan")
        for yearly, reason in (
            (0.1, None),
            (0, "endless"),
            (-0.1, "rate_out_of_range"),
            (float("inf"), "rate_out_of_range"),
            (nan, "rate_out_of_range"),
        ):
            self.assertEqual(get_reason(yearly), reason)

    def test_value(self):
        self.assertEqual(project_by_purchases(4.5, 200), Ltv(900))
        self.assertEqual(project_by_purchases(4.5, 0), Ltv(0))
        self.assertEqual(project_by_purchases(4.5, -1), Ltv(None, "negative_margin"))

    def test_the_same_as_by_retention_where_all_are_alike(self):
        """All buy each period and four of five stay: the model is the older formula,
        with the coming period's purchase certain but for who has left."""
        alike = Parameters(1e9, 1e-3, 2e8, 8e8)
        found = project_by_purchases(get_dert(alike, 6, 6, 6, 0.1), 100).value
        older = project_by_retention(100, 0.8, 0.1).value
        self.assertAlmostEqual(found, older, places=3)
