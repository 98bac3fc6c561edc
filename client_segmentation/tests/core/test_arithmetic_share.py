from fractions import Fraction

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.share import (
    ShareThresholds,
    get_concentration,
    needed_other_profit_to_leave_mono,
)
from .reference_share import (
    get_concentration_index,
    get_share,
    get_shares,
    get_tier,
    get_total,
    is_key,
    is_mono,
)

DEFAULT = ShareThresholds()


@tagged("post_install", "-at_install")
class TestShare(BaseCase):
    def test_hand_calculation(self):
        # total 1000: the loss is not in it
        shares = get_shares({1: 600, 2: 350, 3: 45, 4: 5, 5: 0, 6: -400})
        self.assertEqual(
            [float(s) for s in shares.values()], [0.6, 0.35, 0.045, 0.005, 0, 0]
        )
        self.assertEqual(sum(shares.values()), 1)
        self.assertEqual(get_total([600, 350, 45, 5, 0, -400]), 1000)

    def test_nobody_has_a_profit(self):
        self.assertEqual(get_shares({}), {})
        self.assertEqual(get_shares({1: 0, 2: -5}), {1: 0, 2: 0})
        self.assertEqual(get_share(0, 0), 0)

    def test_borders(self):
        # (profit of 1000, tier, key, mono)
        for profit, tier, key, mono in (
            (-10, None, False, False),
            (0, None, False, False),
            (1, "bronze", False, False),
            (9, "bronze", False, False),
            (10, "silver", False, False),
            (49, "silver", False, False),
            (50, "gold", False, False),
            (99, "gold", False, False),
            (100, "gold", True, False),
            (500, "gold", True, False),
            (501, "gold", True, True),
            (1000, "gold", True, True),
        ):
            self.assertEqual(get_tier(profit, 1000, DEFAULT), tier, profit)
            self.assertIs(is_key(profit, 1000, DEFAULT), key, profit)
            self.assertIs(is_mono(profit, 1000, DEFAULT), mono, profit)

    def test_one_cent_is_a_profit(self):
        self.assertEqual(get_shares({1: 1, 2: 0}), {1: 1, 2: 0})
        self.assertEqual(get_tier(1, 1, DEFAULT), "gold")
        self.assertTrue(is_key(1, 1, DEFAULT))
        self.assertTrue(is_mono(1, 1, DEFAULT))

    def test_border_is_the_written_one(self):
        # 1.1 as a binary number is a little more than 11/1000
        thresholds = ShareThresholds(silver=1.1)
        self.assertEqual(get_tier(11, 1000, thresholds), "silver")

    def test_needed_to_leave_mono(self):
        # 600 of 1000: with 1200 in total it is one half, so 200 more
        self.assertEqual(needed_other_profit_to_leave_mono(600, 1000, 50), 200)
        self.assertFalse(is_mono(600, 1200, DEFAULT))
        self.assertTrue(is_mono(600, 1199, DEFAULT))
        self.assertEqual(needed_other_profit_to_leave_mono(1000, 1000, 50), 1000)
        self.assertEqual(needed_other_profit_to_leave_mono(500, 1000, 50), 0)
        self.assertEqual(needed_other_profit_to_leave_mono(-5, 1000, 50), 0)
        self.assertEqual(
            needed_other_profit_to_leave_mono(100, 100, 30), Fraction(700, 3)
        )

    def test_published_index(self):
        # U.S. Department of Justice: four firms of 30, 30, 20 and 20 % have 2600
        index = get_concentration_index(Fraction(p, 100) for p in (30, 30, 20, 20))
        self.assertEqual(10000 * index, 2600)
        self.assertEqual(get_concentration(index), "high")
        # Investopedia: eight firms, 1296 points
        percents = (10, 9, 12, 15, 12, 11, 15, 16)
        index = get_concentration_index(Fraction(p, 100) for p in percents)
        self.assertEqual(10000 * index, 1296)
        self.assertEqual(get_concentration(index), "moderate")

    def test_edges_of_the_index(self):
        self.assertEqual(get_concentration_index([1]), 1)
        self.assertEqual(get_concentration_index([]), 0)
        for points, concentration in (
            (999, "low"),
            (1000, "moderate"),
            (1800, "moderate"),
            (1801, "high"),
        ):
            self.assertEqual(get_concentration(Fraction(points, 10000)), concentration)

    def test_thresholds(self):
        for values, problems in (
            ({}, []),
            ({"gold": 100, "silver": 0.5, "key": 0.5, "mono": 99.5}, []),
            ({"gold": 1}, ["gold_not_above_silver"]),
            ({"gold": 101}, ["gold_too_large"]),
            ({"silver": 0}, ["silver_not_positive"]),
            ({"key": 0}, ["key_out_of_range"]),
            ({"key": 100}, ["mono_not_above_key"]),
            ({"key": 100.5}, ["key_out_of_range", "mono_not_above_key"]),
            ({"key": 50}, ["mono_not_above_key"]),
            ({"mono": 100}, ["mono_too_large"]),
            ({"mono": float("nan")}, ["mono_not_above_key", "mono_too_large"]),
        ):
            thresholds = ShareThresholds(**values)
            self.assertEqual(thresholds.get_problems(), problems, values)
            self.assertEqual(thresholds.are_valid, not problems)
