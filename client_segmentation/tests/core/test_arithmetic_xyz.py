from fractions import Fraction

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.xyz import XyzQuantiles, XyzThresholds
from .reference_xyz import (
    XyzCuts,
    classify,
    classify_all,
    classify_sums,
    coefficient_of_variation,
    cv_from_sums,
    get_cuts,
    get_periods_since_first,
    squared_cv_from_sums,
)

DEFAULT = XyzThresholds()


@tagged("post_install", "-at_install")
class TestXyz(BaseCase):
    def test_three_months(self):
        # By hand, with the total t and the sum of squares q: the coefficient is the
        # root of 3 q - t * t, divided by t. The second: t = 102900, q = 3541158800,
        # 3 q - t * t = 35066400, root 5921.69, 5.755 %.
        for sales, total, below_root, percent, xyz in (
            ((48595, 52045, 54965), 155605, 61005800, 5.020, "x"),
            ((31700, 34720, 36480), 102900, 35066400, 5.755, "x"),
            ((14800, 21170, 18580), 54550, 61573400, 14.385, "y"),
            ((6670, 6880, 9860), 23410, 19100600, 18.669, "y"),
            ((3170, 5560, 3030), 11760, 12132600, 29.619, "z"),
        ):
            result = classify(sales, DEFAULT)
            self.assertEqual(result.squared_cv, Fraction(below_root, total**2))
            self.assertAlmostEqual(100 * result.cv, percent, delta=0.0006)
            self.assertEqual(result.xyz, xyz)

    def test_published_exercise(self):
        # author24referat.ru, exercise in logistics: 900, 800 and 700 bars of
        # chocolate; deviation 81.65, coefficient of variation 10.21 %, class Y
        self.assertAlmostEqual(
            coefficient_of_variation([900, 800, 700]), 0.1021, delta=0.00005
        )
        self.assertEqual(classify([900, 800, 700], DEFAULT).xyz, "y")

    def test_four_quarters(self):
        # By hand: means 650, 200 and 750; sums of squared deviations 6800, 4000 and
        # 610000
        for sales, squared_cv, xyz in (
            ((600, 620, 700, 680), Fraction(6800, 4 * 650**2), "x"),
            ((240, 180, 220, 160), Fraction(4000, 4 * 200**2), "y"),
            ((500, 1400, 400, 700), Fraction(610000, 4 * 750**2), "z"),
        ):
            result = classify(sales, DEFAULT)
            self.assertEqual(result.squared_cv, squared_cv)
            self.assertEqual((result.xyz, result.periods), (xyz, 4))

    def test_border_belongs_to_the_steadier_class(self):
        # Mean 100: deviations of 10 and 25 are exactly the thresholds
        for values, xyz in (
            ((90, 110, 90, 110), "x"),
            ((89, 111, 90, 110), "y"),
            ((75, 125, 75, 125), "y"),
            ((74, 126, 75, 125), "z"),
        ):
            self.assertEqual(classify(values, DEFAULT).xyz, xyz, values)

    def test_decimal_threshold_is_the_written_one(self):
        # 12.3 as a binary number is a little more than 123/1000
        thresholds = XyzThresholds(x=12.3)
        self.assertEqual(get_cuts(thresholds).x, Fraction(123, 1000) ** 2)
        self.assertEqual(classify((877, 1123, 877, 1123), thresholds).xyz, "x")

    def test_periods_from_the_first_purchase_on(self):
        self.assertEqual(get_periods_since_first([0, 0, 5, 0, 7, 0]), [5, 0, 7, 0])
        self.assertEqual(get_periods_since_first([None, -5, 0]), [-5, 0])
        self.assertEqual(get_periods_since_first([0, None]), [])
        self.assertEqual(classify([0, 100, 100, 100], DEFAULT).xyz, "x")
        self.assertEqual(classify([100, 100, 100, 0], DEFAULT).xyz, "z")

    def test_not_enough_data(self):
        for values, periods, reason in (
            ((), 0, "no_purchase"),
            ((0, 0, 0, 0), 0, "no_purchase"),
            ((0, 0, 100, 100), 2, "too_few_periods"),
            ((0, 0, -100, 100), 2, "too_few_periods"),
            ((100, -100, 0, 0), 4, "no_positive_mean"),
            ((-100, -100, -100, -100), 4, "no_positive_mean"),
        ):
            result = classify(values, DEFAULT)
            self.assertEqual(
                (result.xyz, result.periods, result.reason), ("n", periods, reason)
            )
        self.assertIsNone(classify((), DEFAULT).cv)
        self.assertIsNone(coefficient_of_variation([]))
        self.assertIsNone(coefficient_of_variation([5, -5]))

    def test_sums(self):
        # 1, 2, 3: mean 2, variance 2/3, squared coefficient 1/6
        self.assertEqual(squared_cv_from_sums(6, 14, 3), Fraction(1, 6))
        self.assertAlmostEqual(cv_from_sums(6, 14, 3), 0.408248, places=6)
        self.assertEqual(squared_cv_from_sums(1, 1, 1), 0)
        self.assertIsNone(squared_cv_from_sums(0, 0, 1))
        self.assertIsNone(squared_cv_from_sums(1, 1, 0))
        cuts = XyzCuts(Fraction(1, 6), Fraction(1, 5))
        self.assertEqual(classify_sums(6, 14, 3, cuts, 3).xyz, "x")
        self.assertEqual(classify_sums(6, 14, 3, cuts, 4).reason, "too_few_periods")
        self.assertEqual(classify_sums(0, 0, 0, None, 3).reason, "no_purchase")

    def test_no_loss_of_precision(self):
        # One cent in 10 trillion is too little for a float
        steady = 10**15
        values = [steady, steady, steady + 1]
        self.assertGreater(classify(values, DEFAULT).squared_cv, 0)

    def test_quantiles_of_the_own_clients(self):
        # Coefficients 10, 20, ... 60 %: the thirds end with the second and fourth
        clients = {p: (100 - p, 100 + p) for p in (60, 10, 50, 20, 40, 30)}
        clients["new"] = (0, 70)
        thirds = XyzQuantiles(min_periods=2)
        found = {c: r.xyz for c, r in classify_all(clients, thirds).items()}
        self.assertEqual(
            found, {10: "x", 20: "x", 30: "y", 40: "y", 50: "z", 60: "z", "new": "n"}
        )

    def test_quantiles_share_ties(self):
        clients = {c: (90, 110, 100) for c in "abcd"}
        found = classify_all(clients, XyzQuantiles())
        self.assertEqual({r.xyz for r in found.values()}, {"x"})

    def test_quantiles_of_nobody(self):
        self.assertIsNone(get_cuts(XyzQuantiles(), []))
        self.assertEqual(classify_all({1: (0, 5)}, XyzQuantiles())[1].xyz, "n")
        self.assertEqual(classify_all({}, XyzQuantiles()), {})

    def test_thresholds(self):
        for values, problems in (
            ({}, []),
            ({"y": 1100}, []),
            ({"x": 0.5, "min_periods": 2}, []),
            ({"x": 0}, ["x_not_positive"]),
            ({"x": -1}, ["x_not_positive"]),
            ({"x": 25}, ["y_not_above_x"]),
            ({"x": 30}, ["y_not_above_x"]),
            ({"y": 1100.1}, ["y_too_large"]),
            ({"y": float("inf")}, ["y_too_large"]),
            ({"x": float("nan")}, ["x_not_positive", "y_not_above_x"]),
            ({"min_periods": 1}, ["too_few_periods"]),
        ):
            thresholds = XyzThresholds(**values)
            self.assertEqual(thresholds.get_problems(), problems, values)
            self.assertEqual(thresholds.are_valid, not problems)

    def test_shares_of_the_quantiles(self):
        for values, problems in (
            ({}, []),
            ({"x": 0.5, "y": 99.5, "min_periods": 2}, []),
            ({"x": 0}, ["x_not_positive"]),
            ({"x": 66.6}, ["y_not_above_x"]),
            ({"y": 100}, ["y_too_large"]),
            ({"min_periods": 1}, ["too_few_periods"]),
        ):
            self.assertEqual(XyzQuantiles(**values).get_problems(), problems, values)
