from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.comparison import (
    Group,
    compare,
    follow,
    merge_small,
    quantile,
    sample_size,
)
from ...arithmetic.comparison.student import probability
from ..hypothesis_settings import repeatable

cents = st.integers(-(10**11), 10**11)
clients = st.tuples(cents, cents)
samples = st.lists(clients, min_size=2, max_size=12)
sizes = st.lists(st.integers(0, 5), min_size=1, max_size=8)


@tagged("post_install", "-at_install")
class TestMeasurementProperties(BaseCase):
    @repeatable
    @given(st.floats(0.51, 0.9999), st.floats(1, 5000))
    def test_quantile_is_the_inverse(self, share, degrees):
        self.assertAlmostEqual(probability(quantile(share, degrees), degrees), share, 9)

    @repeatable
    @given(samples, samples, cents)
    def test_what_all_get_is_no_effect(self, members, control, extra):
        pair = Group.of(members), Group.of(control)
        lifted = [
            Group.of((x, y + extra) for x, y in group) for group in (members, control)
        ]
        one, other = compare([pair]), compare([lifted])
        self.assertEqual(one.reason, other.reason)
        self.assertAlmostEqual(one.value, other.value, delta=1e-3)
        self.assertAlmostEqual(one.standard_error, other.standard_error, delta=1e-3)

    @repeatable
    @given(samples, samples)
    def test_sides_change_the_sign_only(self, members, control):
        pair = Group.of(members), Group.of(control)
        one, other = compare([pair], 1), compare([pair[::-1]], 1)
        assume(one.is_defined)
        self.assertAlmostEqual(one.value, -other.value, delta=1e-3)
        self.assertAlmostEqual(one.standard_error, other.standard_error, delta=1e-3)

    @repeatable
    @given(samples)
    def test_change_is_that_of_the_differences(self, members):
        one = follow(Group.of(members))
        other = follow(Group.of((0, y - x) for x, y in members), 0)
        self.assertEqual(one.reason, other.reason)
        self.assertAlmostEqual(one.standard_error, other.standard_error, delta=1e-2)

    @repeatable
    @given(sizes, sizes)
    def test_merging_loses_nobody(self, members, controls):
        strata = {
            number: (Group(n=one), Group(n=other))
            for number, (one, other) in enumerate(zip(members, controls, strict=False))
        }
        merged = merge_small(strata)
        self.assertEqual(sorted(sum(merged, ())), sorted(strata))
        for side in (0, 1):
            before = sum(pair[side].n for pair in strata.values())
            self.assertEqual(sum(pair[side].n for pair in merged.values()), before)
        if len(merged) > 1:
            self.assertGreater(min(n.n for pair in merged.values() for n in pair), 1)

    @repeatable
    @given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.1, 10), st.floats(1, 1e3))
    def test_larger_differences_need_fewer(self, first, second, ratio, difference):
        one = sample_size((first, second), difference, ratio)
        other = sample_size((first, second), 2 * difference, ratio)
        self.assertGreaterEqual(one[0], other[0])
        self.assertGreaterEqual(one[1], one[0] * ratio - 1e-6)
