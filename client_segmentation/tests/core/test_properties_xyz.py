import math
import statistics
from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.xyz import XyzQuantiles, XyzThresholds
from ..hypothesis_settings import repeatable
from .hypothesis_exchange import exchanges, hand_over
from .reference_xyz import (
    classify,
    classify_all,
    coefficient_of_variation,
    get_periods_since_first,
)

cents = st.integers(-(10**11), 10**13)
periods = st.lists(cents, max_size=36)
percents = st.integers(1, 2000).map(lambda tenths: tenths / 10)
bases = st.dictionaries(st.integers(), periods, max_size=30)
modes = st.sampled_from([XyzThresholds(), XyzQuantiles()])


@tagged("post_install", "-at_install")
class TestXyzProperties(BaseCase):
    @repeatable
    @given(periods)
    def test_is_the_deviation_by_the_mean(self, values):
        found = coefficient_of_variation(values)
        if sum(values) <= 0:
            self.assertIsNone(found)
        else:
            expected = statistics.pstdev(values) / statistics.mean(values)
            self.assertTrue(math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9))

    @repeatable
    @given(periods, percents, percents)
    def test_class_follows_the_integer_comparison(self, values, x, y):
        assume(x < y)
        result = classify(values, XyzThresholds(x, y))
        values = get_periods_since_first(values)
        n, total, squares = len(values), sum(values), sum(v * v for v in values)
        if n < 3 or total <= 0:
            expected = "n"
        else:
            # Thresholds in tenths of a per cent: 1000 of them are one
            left = 1000**2 * (n * squares - total**2)
            is_x = left <= round(10 * x) ** 2 * total**2
            is_y = left <= round(10 * y) ** 2 * total**2
            expected = "x" if is_x else "y" if is_y else "z"
        self.assertEqual(result.xyz, expected)
        self.assertEqual(result.reason is None, result.xyz != "n")

    @repeatable
    @given(bases, st.integers(1, 10**6), modes)
    def test_unit_of_money_does_not_matter(self, base, factor, mode):
        scaled = {c: [factor * value for value in base[c]] for c in base}
        self.assertEqual(classify_all(scaled, mode), classify_all(base, mode))

    @repeatable
    @given(exchanges(bases), modes)
    def test_classes_follow_the_figures(self, exchange, mode):
        base, heirs = exchange
        self.assertEqual(
            classify_all(hand_over(base, heirs), mode),
            hand_over(classify_all(base, mode), heirs),
        )

    @repeatable
    @given(bases, st.integers(0, 36), modes)
    def test_who_never_bought_changes_nobody_else(self, base, number, mode):
        results = classify_all({**base, None: [0] * number}, mode)
        self.assertEqual(results.pop(None).xyz, "n")
        self.assertEqual(results, classify_all(base, mode))

    @repeatable
    @given(st.integers(1, 10**13), st.integers(3, 36), st.integers(0, 9))
    def test_steady_is_x(self, value, number, zeros):
        result = classify([0] * zeros + [value] * number, XyzThresholds())
        self.assertEqual((result.xyz, result.cv), ("x", 0))

    @repeatable
    @given(bases)
    def test_quantiles_give_at_least_their_share(self, base):
        results = classify_all(base, XyzQuantiles())
        sizes = Counter(result.xyz for result in results.values())
        measured = len(base) - sizes["n"]
        self.assertGreaterEqual(sizes["x"], 0.333 * measured)
        self.assertGreaterEqual(sizes["x"] + sizes["y"], 0.666 * measured)

    @repeatable
    @given(bases)
    def test_quantiles_keep_the_order(self, base):
        results = classify_all(base, XyzQuantiles()).values()
        measured = sorted((r.squared_cv, r.xyz) for r in results if not r.reason)
        classes = [xyz for _squared_cv, xyz in measured]
        self.assertEqual(classes, sorted(classes))
        self.assertEqual(len(set(measured)), len({cv for cv, _xyz in measured}))
