import math

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.ltv import project_by_lifespan, project_by_retention
from ..hypothesis_settings import repeatable

margins = st.integers(0, 10**9)
retentions = st.floats(0, 0.99)
discounts = st.floats(0, 1)
anything = st.floats()


@tagged("post_install", "-at_install")
class TestLtvProperties(BaseCase):
    @repeatable
    @given(margins, retentions, discounts)
    def test_is_the_sum_of_all_margins_to_come(self, margin, retention, discount):
        found = project_by_retention(margin, retention, discount).value
        factor = retention / (1 + discount)
        expected = margin * math.fsum(factor**period for period in range(1, 4000))
        self.assertTrue(math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9))

    @repeatable
    @given(margins, retentions, discounts)
    def test_first_margin_is_one_margin(self, margin, retention, discount):
        without = project_by_retention(margin, retention, discount).value
        found = project_by_retention(margin, retention, discount, True).value
        self.assertTrue(math.isclose(found, without + margin, rel_tol=1e-9))

    @repeatable
    @given(margins, retentions, retentions, discounts)
    def test_loyal_clients_are_worth_more(self, margin, one, other, discount):
        low, high = sorted((one, other))
        self.assertLessEqual(
            project_by_retention(margin, low, discount).value,
            project_by_retention(margin, high, discount).value,
        )

    @repeatable
    @given(margins, retentions, discounts, st.booleans(), st.integers(1, 1000))
    def test_unit_of_money_does_not_matter(
        self, margin, retention, discount, first, factor
    ):
        for project in (
            lambda money: project_by_retention(money, retention, discount, first),
            lambda money: project_by_lifespan(money, 12, retention, 3),
        ):
            scaled, plain = project(factor * margin).value, project(margin).value
            self.assertTrue(math.isclose(scaled, factor * plain, rel_tol=1e-9))

    @repeatable
    @given(margins, st.integers(1, 10**9), discounts, st.booleans())
    def test_refund_lowers_it(self, before, refund, discount, first):
        after = before - refund
        projected = project_by_retention(before, 0.8, discount, first)
        lowered = project_by_retention(after, 0.8, discount, first)
        if after >= 0:
            self.assertLess(lowered.value, projected.value)
        else:
            self.assertEqual(lowered.reason, "negative_margin")

    @repeatable
    @given(anything, anything, anything, anything, st.booleans())
    def test_never_negative_without_a_reason(self, a, b, c, d, first):
        for found in (
            project_by_retention(a, b, c, first),
            project_by_lifespan(a, b, c, d),
        ):
            self.assertNotEqual(found.value is None, found.reason is None)
            self.assertFalse(found.value is not None and found.value < 0)
