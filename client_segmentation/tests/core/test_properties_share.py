from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.share import ShareThresholds, needed_other_profit_to_leave_mono
from ..hypothesis_settings import repeatable
from .hypothesis_exchange import exchanges, hand_over
from .reference_share import (
    get_concentration_index,
    get_shares,
    get_tier,
    get_total,
    is_key,
    is_mono,
)

DEFAULT = ShareThresholds()
TIERS = (None, "bronze", "silver", "gold")

cents = st.integers(-(10**13), 10**13)
bases = st.dictionaries(st.integers(), cents, min_size=1, max_size=40)


def classify(profits):
    """Return ``{client: (share, tier, is key, is mono)}``."""
    total = get_total(profits.values())
    return {
        client: (
            share,
            get_tier(profits[client], total, DEFAULT),
            is_key(profits[client], total, DEFAULT),
            is_mono(profits[client], total, DEFAULT),
        )
        for client, share in get_shares(profits).items()
    }


@tagged("post_install", "-at_install")
class TestShareProperties(BaseCase):
    @repeatable
    @given(bases)
    def test_shares_sum_up_to_one(self, profits):
        shares = get_shares(profits)
        self.assertEqual(sum(shares.values()), any(p > 0 for p in profits.values()))
        self.assertTrue(all(0 <= share <= 1 for share in shares.values()))

    @repeatable
    @given(bases)
    def test_more_profit_is_never_a_lower_tier(self, profits):
        total = get_total(profits.values())
        tiers = [
            TIERS.index(get_tier(profit, total, DEFAULT))
            for profit in sorted(profits.values())
        ]
        self.assertEqual(tiers, sorted(tiers))

    @repeatable
    @given(bases)
    def test_how_many_there_can_be(self, profits):
        total = get_total(profits.values())
        mono = [p for p in profits.values() if is_mono(p, total, DEFAULT)]
        key = [p for p in profits.values() if is_key(p, total, DEFAULT)]
        self.assertLessEqual(len(mono), 1)
        self.assertLessEqual(len(key), 10)
        self.assertTrue(set(mono) <= set(key))

    @repeatable
    @given(bases, st.integers(1, 10**6))
    def test_unit_of_money_does_not_matter(self, profits, factor):
        scaled = {client: factor * profit for client, profit in profits.items()}
        self.assertEqual(classify(scaled), classify(profits))

    @repeatable
    @given(exchanges(bases))
    def test_shares_and_tiers_follow_the_figures(self, exchange):
        profits, heirs = exchange
        self.assertEqual(
            classify(hand_over(profits, heirs)), hand_over(classify(profits), heirs)
        )

    @repeatable
    @given(bases)
    def test_who_never_bought_changes_nobody_else(self, profits):
        classes = classify({**profits, None: 0})
        self.assertEqual(classes.pop(None), (0, None, False, False))
        self.assertEqual(classes, classify(profits))

    @repeatable
    @given(st.integers(1, 10**13), st.integers(0, 10**13), st.integers(11, 99))
    def test_needed_profit_leads_exactly_to_the_limit(self, profit, others, limit):
        thresholds = ShareThresholds(mono=limit)
        total = profit + others
        needed = needed_other_profit_to_leave_mono(profit, total, limit)
        self.assertEqual(needed > 0, is_mono(profit, total, thresholds))
        assume(needed > 0)
        self.assertEqual(profit / (total + needed), Fraction(limit, 100))
        self.assertFalse(is_mono(profit, total + needed, thresholds))

    @repeatable
    @given(bases)
    def test_index_lies_between_equal_clients_and_one(self, profits):
        shares = [share for share in get_shares(profits).values() if share]
        assume(shares)
        index = get_concentration_index(shares)
        self.assertTrue(Fraction(1, len(shares)) <= index <= 1)
