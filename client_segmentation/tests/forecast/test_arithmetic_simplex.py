import math

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast.simplex import minimize


@tagged("post_install", "-at_install")
class TestSimplex(BaseCase):
    def test_a_bowl(self):
        found = minimize(lambda p: (p[0] - 3) ** 2 + 4 * (p[1] + 1) ** 2, (0, 0), 1e-12)
        self.assertTrue(found.converged)
        self.assertAlmostEqual(found.point[0], 3, places=4)
        self.assertAlmostEqual(found.point[1], -1, places=4)

    def test_a_bent_valley(self):
        """H. H. Rosenbrock, The Computer Journal 3 (1960): lowest at (1, 1)."""

        def valley(point):
            x, y = point
            return 100 * (y - x * x) ** 2 + (1 - x) ** 2

        found = minimize(valley, (-1.2, 1), 1e-14)
        self.assertTrue(found.converged)
        for value in found.point:
            self.assertAlmostEqual(value, 1, places=4)

    def test_a_wall(self):
        found = minimize(lambda p: p[0] if p[0] >= 2 else math.inf, (5.0,), 1e-9)
        self.assertAlmostEqual(found.value, 2, places=6)

    def test_no_lowest_point(self):
        self.assertFalse(minimize(lambda p: -p[0], (1.0,), 1e-9).converged)
