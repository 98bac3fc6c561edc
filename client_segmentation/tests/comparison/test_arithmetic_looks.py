"""Looks, redraws and exaggeration against printed values."""

import random
from math import inf

from odoo.tests import BaseCase, tagged

from ...arithmetic.comparison import get_boundaries, get_exaggeration, redraw
from ...arithmetic.comparison.sequential import get_error, spend

FIVE = (0.2, 0.4, 0.6, 0.8, 1.0)
# Zea mays: crossed less self-fertilized, in eighths of an inch: Fisher (1935), chapter
# III, after Darwin (1876)
MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]


@tagged("post_install", "-at_install")
class TestLooks(BaseCase):
    def test_printed_error(self):
        """C. Jennison, B. Turnbull, "Group Sequential Methods" (2000), tables 2.1 and
        2.3: five looks, two-sided 5 %. P. Armitage et al. (1969): 14.2 % without."""
        o_brien_fleming = [4.562, 3.226, 2.634, 2.281, 2.040]
        for bounds, error in (
            (o_brien_fleming, 0.05),
            ([2.413] * 5, 0.05),
            ([1.96] * 5, 0.142),
        ):
            self.assertAlmostEqual(get_error(FIVE, bounds), error, 3)

    def test_printed_boundaries(self):
        """D. Reboussin, D. DeMets, K. Kim, K. Lan, "Computations for Group Sequential
        Boundaries Using the Lan-DeMets Spending Function Method", Controlled Clinical
        Trials 21 (2000): five looks, the function near O'Brien and Fleming."""
        printed = [4.8769, 3.3569, 2.6803, 2.2898, 2.0310]
        for found, bound in zip(get_boundaries(FIVE), printed, strict=True):
            self.assertAlmostEqual(found, bound, 3)

    def test_all_is_spent_at_the_end(self):
        self.assertAlmostEqual(spend(1), 0.05)
        self.assertAlmostEqual(get_boundaries((1.0,))[0], 1.95996, 4)
        for fractions in ((0.1, 0.35, 1.0), (0.5, 0.505, 1.0), FIVE):
            error = get_error(fractions, get_boundaries(fractions))
            self.assertAlmostEqual(error, 0.05, 4)

    def test_later_looks_leave_the_earlier_boundaries(self):
        self.assertEqual(get_boundaries(FIVE)[:2], get_boundaries((0.2, 0.4)))


@tagged("post_install", "-at_install")
class TestRedraw(BaseCase):
    def _redraw(self, members, control, **values):
        return redraw({"": (members, control)}, [("",)], seed=1, **values)

    def test_maize(self):
        """Fisher (1935), section 21: in 1,726 of the 32,768 ways, 5.267 %. The pairs
        are strata in which one plant of two was drawn."""
        strata = {pair: ([more], [0]) for pair, more in enumerate(MAIZE)}
        redrawn = redraw(strata, [tuple(strata)], seed=1)
        self.assertTrue(redrawn.is_exact)
        self.assertAlmostEqual(redrawn.found, sum(MAIZE) / 15)
        self.assertAlmostEqual(redrawn.chance * 2**15, 1726)
        low, _high = redrawn.get_limits(0.95)
        self.assertLess(low, 0)
        self.assertGreater(redrawn.get_limits(0.94)[0], 0)

    def test_limits_are_those_not_refuted(self):
        """4, 5, 6 against 1, 2, 3: one of the 20 ways, the one found, is as far on its
        side; that is half of the error at 90 %, and the next way sets the limit."""
        redrawn = self._redraw([4, 5, 6], [1, 2, 3])
        self.assertEqual(redrawn.count, 20)
        self.assertAlmostEqual(redrawn.chance, 0.1)
        # 3 and 4 exchanged: a difference of 7/3, and a third of the effect is left
        self.assertAlmostEqual(redrawn.get_limits(0.9)[0], (3 - 7 / 3) / (2 / 3))
        # 1 and 6 exchanged: -1/3
        self.assertAlmostEqual(redrawn.get_limits(0.9)[1], (3 + 1 / 3) / (2 / 3))
        self.assertEqual(redrawn.get_limits(0.95), (-inf, inf))

    def test_an_effect_moves_the_limits(self):
        generator = random.Random(3)
        amounts = [generator.lognormvariate(0, 1) for _client in range(60)]
        low, high = self._redraw(amounts[12:], amounts[:12]).get_limits(0.95)
        more = [amount + 5 for amount in amounts[12:]]
        moved = self._redraw(more, amounts[:12]).get_limits(0.95)
        self.assertAlmostEqual(moved[0], low + 5)
        self.assertAlmostEqual(moved[1], high + 5)

    def test_strata_are_drawn_within(self):
        """Two classes of 1 and 100: whoever is drawn within them, nothing differs."""
        strata = {"a": ([1] * 6, [1] * 2), "b": ([100] * 3, [100])}
        redrawn = redraw(strata, [("a",), ("b",)], seed=1)
        self.assertAlmostEqual(redrawn.found, 0)
        self.assertEqual(redrawn.chance, 1)
        # A class without a control group is compared with the other one
        strata = {"a": ([1, 2], [2, 4]), "b": ([6], [])}
        redrawn = redraw(strata, [("a", "b")], seed=1)
        self.assertAlmostEqual(redrawn.found, 0)
        self.assertEqual(redrawn.count, 6)

    def test_seed(self):
        generator = random.Random(3)
        amounts = [generator.gauss(0, 1) for _client in range(60)]
        one, same = (self._redraw(amounts[20:], amounts[:20]) for _time in range(2))
        self.assertFalse(one.is_exact)
        self.assertEqual(one.count, 10_000)
        self.assertEqual(one.get_limits(0.95), same.get_limits(0.95))


@tagged("post_install", "-at_install")
class TestExaggeration(BaseCase):
    def test_printed(self):
        """Gelman and Carlin (2014), by simulation: 77 and 9.6 for true effects of 0.1
        and 2 with standard errors of 3.28 and 8.1; 1.12 at a power of 80 %."""
        self.assertAlmostEqual(get_exaggeration(0.1, 3.28), 77, delta=0.5)
        self.assertAlmostEqual(get_exaggeration(2, 8.1), 9.6, delta=0.1)
        self.assertAlmostEqual(get_exaggeration(2.8, 1), 1.12, delta=0.01)
        self.assertAlmostEqual(get_exaggeration(-10, 1), 1, 3)
        self.assertEqual(get_exaggeration(0, 1), inf)
