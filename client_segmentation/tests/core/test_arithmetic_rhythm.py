import math
import random
from datetime import date, timedelta
from statistics import median

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.rhythm import get_intervals
from .reference_rhythm import (
    Rhythm,
    get_expected_day,
    get_lateness,
    get_regularity,
    get_regularity_of_pairs,
    get_rhythm,
    get_usual_interval,
)

AS_OF = date(2025, 7, 15)


def ago(*days):
    return [AS_OF - timedelta(days=number) for number in days]


@tagged("post_install", "-at_install")
class TestRhythm(BaseCase):
    def test_intervals(self):
        self.assertEqual(get_intervals([], AS_OF), [])
        self.assertEqual(get_intervals(ago(5), AS_OF), [])
        # In any order, each day once, nothing that is not known yet
        self.assertEqual(get_intervals(ago(10, 40, 10, -3, 0), AS_OF), [30, 10])

    def test_usual_interval(self):
        self.assertIsNone(get_usual_interval([]))
        self.assertIsNone(get_usual_interval([30, 30]))
        self.assertEqual(get_usual_interval([20, 200, 30]), 30)
        self.assertEqual(get_usual_interval([20, 200, 30, 31]), 30.5)
        self.assertEqual(get_usual_interval([7], 1), 7)
        self.assertIsNone(get_usual_interval([], 0))

    def test_lateness_and_the_next_order(self):
        last_day = AS_OF - timedelta(days=62)
        self.assertAlmostEqual(get_lateness(last_day, AS_OF, 30), 62 / 30)
        self.assertEqual(get_lateness(AS_OF, AS_OF, 30), 0)
        self.assertIsNone(get_lateness(last_day, AS_OF, None))
        self.assertEqual(get_expected_day(AS_OF, 30), date(2025, 8, 14))
        self.assertEqual(get_expected_day(AS_OF, 30.5), date(2025, 8, 15))
        self.assertIsNone(get_expected_day(AS_OF, None))

    def test_rhythm(self):
        days = ago(62, 92, 122, 152)
        self.assertEqual(
            get_rhythm(days, AS_OF),
            Rhythm(30, 3, "own", 62 / 30, AS_OF - timedelta(days=32)),
        )
        self.assertEqual(get_rhythm(days[1:], AS_OF), Rhythm(None, 2))
        self.assertEqual(
            get_rhythm(days[2:], AS_OF, peers_interval=61),
            Rhythm(61, 1, "peers", 2, AS_OF - timedelta(days=61)),
        )
        self.assertEqual(get_rhythm(days, AS_OF, peers_interval=61).source, "own")
        self.assertEqual(get_rhythm([], AS_OF, peers_interval=61), Rhythm(None, 0))

    def test_order_of_days_changes_nothing(self):
        rng = random.Random(13)
        for _ in range(50):
            days = ago(*(rng.randrange(900) for _ in range(rng.randrange(12))))
            mixed = days + days[:2]
            rng.shuffle(mixed)
            self.assertEqual(get_rhythm(days, AS_OF), get_rhythm(mixed, AS_OF))

    def test_regularity_by_hand(self):
        # r = 1/4, 3/4: mean of r(1 - r) is 3/16, V = 1/16, k = (3/4) / (1/2)
        self.assertAlmostEqual(get_regularity([10, 30, 10]), 1.5)
        # The unit of time changes nothing
        self.assertAlmostEqual(get_regularity([70, 210, 70]), 1.5)
        # r = 1/3, 1/2: mean of r(1 - r) is 17/72, V = 1/72, k = (17/18) / (1/9)
        self.assertAlmostEqual(get_regularity([10, 20, 20]), 8.5)

    def test_regularity_at_its_ends(self):
        for few in ([], [30], [30, 30]):
            self.assertIsNone(get_regularity(few))
        self.assertEqual(get_regularity([30, 30, 30]), math.inf)
        self.assertEqual(get_regularity([7] * 50), math.inf)
        # As uneven as can be: V tends to 1/4, k to 0, never below
        self.assertTrue(0 < get_regularity([1, 10_000, 1, 10_000]) < 0.001)

    def test_a_shape_has_the_moment_of_its_beta_distribution(self):
        """Beta(k, k): mean of r (1 - r) is k / (4k + 2), Johnson, Kotz and
        Balakrishnan, "Continuous Univariate Distributions" 2 (1995), chapter 25."""
        for k in (0.5, 1, 2, 3, 10):
            found = get_regularity_of_pairs(100 * k / (4 * k + 2), 100)
            self.assertAlmostEqual(found, k)

    def test_planted_regularity_comes_back(self):
        for k in (1, 2, 4):
            rng = random.Random(k)
            intervals = [rng.gammavariate(k, 30 / k) for _ in range(40_000)]
            self.assertAlmostEqual(get_regularity(intervals) / k, 1, delta=0.05)

    def test_random_and_steady_buyers_are_told_apart(self):
        rng = random.Random(1)
        medians = [
            median(
                get_regularity([rng.gammavariate(k, 30 / k) for _ in range(20)])
                for _ in range(300)
            )
            for k in (1, 6)
        ]
        self.assertLess(medians[0], 1.5)
        self.assertGreater(medians[1], 4)
