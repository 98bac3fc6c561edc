"""What can be shown before a program starts, checked by hand and by printed values."""

import random

from odoo.tests import BaseCase, tagged

from ...arithmetic.business_case.power import Base
from .reference_power import redraw_power


@tagged("post_install", "-at_install")
class TestPower(BaseCase):
    def test_base_of_two_spans(self):
        """Levels of 10 and 30 a month for three months, no noise: 30 and 90 a span,
        a covariance of 1,800 = 9 x 200."""
        base = Base.of([(30, 30), (90, 90)], months=3)
        self.assertAlmostEqual(base.mean, 20)
        self.assertAlmostEqual(base.between, 200)
        self.assertAlmostEqual(base.within, 0)
        self.assertEqual(Base.of([(1, 2)], months=3), Base(1, 0.0, 0.0, 0.0))

    def test_what_earlier_purchases_do_not_tell(self):
        """No noise: nothing is left. Noise only: all is left. 1 and 1 over a month:
        a variance of 2, r = 1/2, 2 x (1 - 1/4) = 1.5."""
        self.assertAlmostEqual(Base(100, 20, 200, 0).get_variance(3), 0)
        self.assertAlmostEqual(Base(100, 20, 0, 5).get_variance(3), 15)
        self.assertAlmostEqual(Base(100, 20, 1, 1).get_variance(1), 1.5)

    def test_multiplier(self):
        """Bloom (1995): 2.80 standard errors. 100 clients, half of them controls, a
        deviation of 10: 2 x 10 / sqrt(100) = 2."""
        base = Base(100, 50.0, 0.0, 100.0)
        self.assertAlmostEqual(base.get_error(0.5, 1), 2)
        self.assertAlmostEqual(base.detectable(0.5, 1), 5.60, 2)
        self.assertAlmostEqual(base.detectable_uplift(0.5, 1), 0.112, 3)

    def test_unequal_groups(self):
        """Bloom (2006), table of sample allocations: against equal groups 1.25 times
        the effect with 20 of 100 as controls, 1.67 times with 10 of 100."""
        base = Base(100, 50.0, 0.0, 100.0)
        equal = base.detectable(0.5, 1)
        self.assertAlmostEqual(base.detectable(0.2, 1) / equal, 1.25, 2)
        self.assertAlmostEqual(base.detectable(0.1, 1) / equal, 1.67, 2)

    def test_power(self):
        """An effect of 2.80 standard errors is shown in 80 %, none in 5 %."""
        base = Base(100, 50.0, 0.0, 100.0)
        self.assertAlmostEqual(base.get_power(0.11206, 0.5, 1), 0.8, 3)
        self.assertAlmostEqual(base.get_power(-0.11206, 0.5, 1), 0.8, 3)
        self.assertAlmostEqual(base.get_power(0, 0.5, 1), 0.05)

    def test_nobody_in_a_group(self):
        base = Base(8, 50.0, 0.0, 100.0)
        self.assertIsNone(base.detectable(0.1, 1))
        self.assertIsNone(base.detectable_uplift(0.1, 1))
        self.assertEqual(base.get_power(1, 0.1, 1), 0)
        self.assertIsNone(Base(100, 0.0, 0.0, 1.0).detectable_uplift(0.5, 1))

    def test_proposals(self):
        """28.0 / sqrt(P (1 - P) x 1000) of 50 over one month: 0.0590 with a tenth,
        0.0443 with a fifth. Over four months both halve."""
        base = Base(1000, 50.0, 0.0, 100.0)
        self.assertEqual(base.propose_share(0.06, 1), 0.1)
        self.assertEqual(base.propose_share(0.045, 1), 0.2)
        self.assertIsNone(base.propose_share(0.01, 1))
        self.assertEqual(base.propose_months(0.03, 0.1, 12), 4)
        self.assertIsNone(base.propose_months(0.03, 0.1, 3))

    def test_redrawn_from_the_base(self):
        """Where amounts are normal both ways agree; where they are not, the base
        itself tells."""
        generator = random.Random(1)
        pairs = [(0, generator.gauss(50, 10)) for _client in range(200)]
        planned = Base(200, 50.0, 0.0, 100.0).get_power(0.1, 0.5, 1)
        found = redraw_power(pairs, 0.5, 0.1, seed=1)
        self.assertAlmostEqual(found, planned, delta=0.1)
        self.assertLess(redraw_power(pairs, 0.5, 0.0001, seed=1), 0.08)
        self.assertEqual(redraw_power(pairs, 0.5, 0.1, seed=1), found)
        self.assertEqual(redraw_power(pairs[:3], 0.5, 0.1, seed=1), 0)
