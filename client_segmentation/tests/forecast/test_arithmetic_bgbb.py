import math
import random

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast.bgbb import (
    Parameters,
    get_chance,
    get_dert,
    get_discounted_stay,
    get_expected,
    get_rate,
    get_scores,
    get_stay,
)

# Fader, Hardie and Shang (2010), the donors' parameters
DONORS = Parameters(1.204, 0.750, 0.657, 2.783)


def log_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def beta_share(parameters, buys, silent, leaves, stays):
    """B(alpha + .., beta + ..) B(gamma + .., delta + ..) over the same of nothing."""
    alpha, beta, gamma, delta = parameters
    return math.exp(
        log_beta(alpha + buys, beta + silent)
        - log_beta(alpha, beta)
        + log_beta(gamma + leaves, delta + stays)
        - log_beta(gamma, delta)
    )


def likelihood(parameters, x, last, n):
    """Equation 5 of the source, as it is printed."""
    stayed = beta_share(parameters, x, n - x, 0, n)
    return stayed + sum(
        beta_share(parameters, x, last - x + i, 1, last + i) for i in range(n - last)
    )


def draw(rng):
    """Parameters and a pattern at random."""
    parameters = Parameters(*(math.exp(rng.uniform(-2.5, 2.5)) for _ in range(4)))
    n = rng.randint(1, 30)
    last = rng.randint(0, n)
    x = rng.randint(1, last) if last else 0
    return parameters, x, last, n


@tagged("post_install", "-at_install")
class TestBgbb(BaseCase):
    def test_published_chances(self):
        """Table 5 of the source and its text."""
        for pattern, expected in (
            ((0, 0, 6), 0.11),
            ((2, 4, 6), 0.59),
            ((1, 6, 6), 0.93),
            ((6, 6, 6), 0.93),
        ):
            self.assertAlmostEqual(get_chance(DONORS, *pattern), expected, delta=0.005)

    def test_published_expectations(self):
        """Gifts of 2002 to 2006 of donors without a gift, and with one each year."""
        for pattern, expected in (((0, 0, 6), 0.07), ((6, 6, 6), 3.75)):
            found = get_expected(DONORS, *pattern, periods=5)
            self.assertAlmostEqual(found, expected, delta=0.005)

    def test_by_hand(self):
        # All Beta distributions even: after one period with a purchase it is still
        # there with E[(1 - theta)^2] / E[1 - theta] = (1/3) / (1/2)
        even = Parameters(1, 1, 1, 1)
        self.assertAlmostEqual(get_chance(even, 1, 1, 1), 2 / 3)
        # Without: (1/2)(1/3) there, (1/2)(1/6) left after it, 1/2 before it
        self.assertAlmostEqual(get_chance(even, 0, 0, 1), (1 / 6) / (3 / 4))
        # Nothing has been seen yet: there with 1/2
        self.assertAlmostEqual(get_chance(even, 0, 0, 0), 1 / 2)
        self.assertAlmostEqual(get_rate(even, 1, 1), 2 / 3)
        # In the 2nd period for certain, in the 3rd with 3/4 of that
        self.assertAlmostEqual(get_stay(even, 1, 2), 1 + 3 / 4)
        self.assertAlmostEqual(get_expected(even, 1, 1, 1, 2), 2 / 3 * 2 / 3 * 1.75)

    def test_equations_as_printed(self):
        rng = random.Random(13)
        for _ in range(300):
            parameters, x, last, n = draw(rng)
            alive = likelihood(parameters, x, last, n)
            chance = beta_share(parameters, x, n - x, 0, n + 1) / alive
            found = get_chance(parameters, x, last, n)
            self.assertAlmostEqual(found / chance, 1, delta=1e-9)
            expected = sum(
                beta_share(parameters, x + 1, n - x, 0, n + i) for i in range(1, 13)
            )
            found = get_expected(parameters, x, last, n, 12)
            self.assertAlmostEqual(found / (expected / alive), 1, delta=1e-9)

    def test_closed_form_of_the_expectation(self):
        """Equation 13 of the source, which has no value at gamma = 1."""
        rng = random.Random(14)
        for _ in range(100):
            parameters, x, last, n = draw(rng)
            _alpha, _beta, gamma, delta = parameters

            def ratio(k, stays=1 + delta, leaves=gamma + delta):
                return math.exp(math.lgamma(stays + k) - math.lgamma(leaves + k))

            share = beta_share(parameters, x + 1, n - x, 0, 0) * delta / (gamma - 1)
            share *= (ratio(n) - ratio(n + 12)) / ratio(0)
            found = get_expected(parameters, x, last, n, 12)
            expected = share / likelihood(parameters, x, last, n)
            self.assertAlmostEqual(found / expected, 1, delta=1e-6)

    def test_discounted(self):
        rng = random.Random(15)
        for _ in range(20):
            parameters, x, last, n = draw(rng)
            alive = likelihood(parameters, x, last, n)
            # Equation 14, its series added up far enough at 10 %
            expected = sum(
                beta_share(parameters, x + 1, n - x, 0, n + i) / 1.1**i
                for i in range(1, 400)
            )
            found = get_dert(parameters, x, last, n, 0.1)
            self.assertAlmostEqual(found / (expected / alive), 1, delta=1e-9)
        # Almost nobody leaves: an endless annuity of 1 / rate
        faithful = Parameters(1, 1, 1e-9, 1)
        self.assertAlmostEqual(get_discounted_stay(faithful, 5, 0.01), 100, delta=1e-4)
        for discount in (0, -0.1, float("nan")):
            with self.assertRaises(ValueError):
                get_dert(DONORS, 1, 1, 1, discount)

    def test_chances_are_chances(self):
        rng = random.Random(16)
        for _ in range(300):
            parameters, x, last, n = draw(rng)
            chance = get_chance(parameters, x, last, n)
            self.assertTrue(0 <= chance <= 1)
            self.assertTrue(
                0 <= get_expected(parameters, x, last, n, 12) <= 12 * chance
            )

    def test_extremes_have_a_value(self):
        for parameters in (
            Parameters(1e4, 1e-3, 1e4, 1e-3),
            Parameters(1e-3, 1e4, 1e-3, 1e4),
            Parameters(1e4, 1e-3, 1e-3, 1e4),
            Parameters(1e-3, 1e-3, 1e-3, 1e-3),
        ):
            for pattern in ((0, 0, 240), (1, 1, 240), (120, 120, 240), (240, 240, 240)):
                self.assertTrue(0 <= get_chance(parameters, *pattern) <= 1)

    def test_silence_never_raises_the_chance(self):
        rng = random.Random(17)
        for _ in range(300):
            parameters, x, last, n = draw(rng)
            before = get_chance(parameters, x, last, n)
            self.assertLessEqual(get_chance(parameters, x, last, n + 1), before)

    def test_a_purchase_never_lowers_the_chance_on_the_day_it_comes(self):
        rng = random.Random(18)
        for _ in range(300):
            parameters, x, last, n = draw(rng)
            # In this period, or in the next one, which is then over
            if x < n and last < n:
                before = get_chance(parameters, x, last, n)
                self.assertGreaterEqual(get_chance(parameters, x + 1, n, n), before)
            before = get_chance(parameters, x, last, n)
            after = get_chance(parameters, x + 1, n + 1, n + 1)
            self.assertGreaterEqual(after, before)

    def test_scores(self):
        patterns = [(0, 0, 6), (2, 4, 6), (1, 1, 3)]
        scores = get_scores(DONORS, patterns, 12, 0.01)
        self.assertEqual(set(scores), set(patterns))
        for pattern, score in scores.items():
            chance = get_chance(DONORS, *pattern)
            expected = get_expected(DONORS, *pattern, periods=12)
            dert = get_dert(DONORS, *pattern, discount=0.01)
            for value, same in zip(score, (chance, expected, dert), strict=True):
                self.assertAlmostEqual(value, same)
        self.assertIsNone(get_scores(DONORS, patterns, 12)[0, 0, 6].dert)

    def test_impossible_patterns(self):
        for pattern in ((-1, 0, 6), (2, 1, 6), (1, 7, 6), (0, 1, 6), (1, 0, 6)):
            with self.assertRaises(ValueError):
                get_chance(DONORS, *pattern)
