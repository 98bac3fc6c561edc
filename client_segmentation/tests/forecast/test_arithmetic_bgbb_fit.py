import math
import random
from collections import Counter

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast.bgbb import Parameters
from ...arithmetic.forecast.bgbb_fit import Patterns, fit
from .test_arithmetic_bgbb import DONORS, likelihood

# (x, t_x, n, donors): Table 1 of Fader, Hardie and Shang (2010), gifts of 1996 to
# 2001 of the 11,104 who first gave to a radio station in 1995
TABLE_1 = (
    (0, 0, 6, 3464),
    (1, 1, 6, 1091),
    (1, 2, 6, 277),
    (1, 3, 6, 129),
    (1, 4, 6, 78),
    (1, 5, 6, 119),
    (1, 6, 6, 129),
    (2, 2, 6, 613),
    (2, 3, 6, 255),
    (2, 4, 6, 155),
    (2, 5, 6, 173),
    (2, 6, 6, 234),
    (3, 3, 6, 322),
    (3, 4, 6, 181),
    (3, 5, 6, 225),
    (3, 6, 6, 357),
    (4, 4, 6, 240),
    (4, 5, 6, 284),
    (4, 6, 6, 512),
    (5, 5, 6, 335),
    (5, 6, 6, 728),
    (6, 6, 6, 1203),
)


def simulate(parameters, sizes, seed):
    """Patterns of so many clients by periods since their first purchase."""
    rng = random.Random(seed)
    counts = Counter()
    for n, size in sizes:
        for _ in range(size):
            buys = rng.betavariate(parameters.alpha, parameters.beta)
            leaves = rng.betavariate(parameters.gamma, parameters.delta)
            x = last = 0
            for period in range(1, n + 1):
                if rng.random() < leaves:
                    break
                if rng.random() < buys:
                    x, last = x + 1, period
            counts[x, last, n] += 1
    return [(*pattern, count) for pattern, count in counts.items()]


@tagged("post_install", "-at_install")
class TestBgbbFit(BaseCase):
    def test_published_fit(self):
        self.assertEqual(sum(row[-1] for row in TABLE_1), 11_104)
        found = fit(TABLE_1)
        self.assertTrue(found.converged)
        self.assertFalse(found.at_bound)
        self.assertAlmostEqual(found.log_likelihood, -33_225.6, delta=0.05)
        for value, published in zip(found.parameters, DONORS, strict=True):
            self.assertAlmostEqual(value, published, delta=0.001)

    def test_likelihood_as_printed(self):
        rng = random.Random(13)
        patterns = [(0, 0, 0)] + [
            (x, last, n)
            for n in range(1, 25)
            for last in range(n + 1)
            for x in range(min(last, 1), last + 1)
        ]
        rows = [(*pattern, rng.randint(0, 5)) for pattern in patterns]
        for _ in range(10):
            parameters = Parameters(*(math.exp(rng.uniform(-4, 4)) for _ in range(4)))
            expected = sum(
                count * math.log(likelihood(parameters, *pattern))
                for *pattern, count in rows
            )
            found = Patterns(rows).get_log_likelihood(parameters)
            self.assertAlmostEqual(found / expected, 1, delta=1e-9)

    def test_all_patterns_together_are_certain(self):
        """Each sequence of 5 periods has one pattern; their chances add up to 1."""
        total = 0
        for number in range(32):
            periods = [period for period in range(1, 6) if number >> period - 1 & 1]
            pattern = len(periods), max(periods, default=0), 5
            total += math.exp(Patterns([(*pattern, 1)]).get_log_likelihood(DONORS))
        self.assertAlmostEqual(total, 1)

    def test_order_and_split_of_rows_change_nothing(self):
        mixed = [(x, last, n, 1) for x, last, n, _count in TABLE_1]
        mixed += [(x, last, n, count - 1) for x, last, n, count in TABLE_1]
        random.Random(13).shuffle(mixed)
        self.assertEqual(fit(mixed), fit(TABLE_1))

    def test_planted_parameters_come_back(self):
        planted = Parameters(0.8, 2.5, 0.5, 10)
        rows = simulate(planted, [(n, 800) for n in range(3, 37, 3)], 13)
        found = fit(rows)
        self.assertTrue(found.converged)
        # Twice the gain over the truth is chi-squared with 4 degrees of freedom
        gain = found.log_likelihood - Patterns(rows).get_log_likelihood(planted)
        self.assertTrue(0 <= 2 * gain < 13.28, "beyond the quantile of 99 %")
        for value, true in zip(found.parameters, planted, strict=True):
            self.assertAlmostEqual(math.log(value / true), 0, delta=0.35)
        mean = planted.alpha / (planted.alpha + planted.beta)
        alpha, beta, *_leaving = found.parameters
        self.assertAlmostEqual(alpha / (alpha + beta), mean, delta=0.01)

    def test_nobody_leaves(self):
        """All buy alike and nobody leaves: said to be at the end of the search."""
        planted = Parameters(3e3, 7e3, 1e-3, 1e4)
        found = fit(simulate(planted, [(12, 3000)], 13))
        self.assertTrue(found.at_bound)
        alpha, beta, gamma, delta = found.parameters
        self.assertAlmostEqual(alpha / (alpha + beta), 0.3, delta=0.01)
        self.assertLess(gamma / (gamma + delta), 0.002)

    def test_nothing_to_learn_from(self):
        self.assertIsNone(fit([]))
        self.assertIsNone(fit([(0, 0, 0, 12)]))
        self.assertIsNone(fit([(1, 1, 6, 0)]))

    def test_impossible_rows(self):
        for row in ((2, 1, 6, 1), (0, 0, 6, -1), (0, 0, 6, float("nan"))):
            with self.assertRaises(ValueError):
                fit([row])
