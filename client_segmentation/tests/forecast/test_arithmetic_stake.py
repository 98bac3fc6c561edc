import random

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast.bgbb import get_chance
from ...arithmetic.forecast.stake import get_stake, get_usual_year
from .test_arithmetic_bgbb import DONORS, draw


@tagged("post_install", "-at_install")
class TestStake(BaseCase):
    def test_by_hand(self):
        # Every 30 days 6,652.98 are 81,000 a year; from 0.9 to 0.4 is half of it
        self.assertAlmostEqual(get_usual_year(6652.977, 30), 81_000, places=1)
        self.assertAlmostEqual(get_stake(81_000, 0.9, 0.4), 40_500)

    def test_never_negative(self):
        self.assertEqual(get_stake(81_000, 0.4, 0.9), 0)
        self.assertEqual(get_stake(-500, 0.9, 0.4), 0)
        self.assertEqual(get_stake(0, 0.9, 0.4), 0)

    def test_what_is_no_chance_or_interval(self):
        for chances in ((1.1, 0.5), (0.5, -0.1), (float("nan"), 0.5)):
            with self.assertRaises(ValueError):
                get_stake(1, *chances)
        for interval in (0, -1, float("nan")):
            with self.assertRaises(ValueError):
                get_usual_year(100, interval)

    def test_silence_only_adds(self):
        rng = random.Random(13)
        drawn = [(DONORS, 2, 4, 6), *(draw(rng) for _ in range(50))]
        for parameters, x, last, n in drawn:
            then = get_chance(parameters, x, last, last)
            stakes = [
                get_stake(1000, then, get_chance(parameters, x, last, silent))
                for silent in range(last, n + 10)
            ]
            self.assertEqual(stakes[0], 0)
            self.assertEqual(stakes, sorted(stakes))
            self.assertTrue(all(0 <= stake <= 1000 for stake in stakes))
