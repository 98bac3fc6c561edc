from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.habits.buyer import BuyerFacts, BuyerThresholds, suggest
from ..hypothesis_settings import repeatable

DEFAULT = BuyerThresholds()


@st.composite
def facts(draw):
    orders = draw(st.integers(0, 50))
    lines = draw(st.integers(0, 200))
    list_amount = draw(st.integers(0, 10**9))
    return BuyerFacts(
        orders=orders,
        lines=lines,
        free_lines=draw(st.integers(0, lines)),
        list_amount=list_amount,
        discount_amount=draw(st.integers(-list_amount, list_amount)),
        promotion_orders=draw(st.integers(0, orders)),
    )


@tagged("post_install", "-at_install")
class TestBuyerProperties(BaseCase):
    @repeatable
    @given(facts())
    def test_a_type_or_too_little_data(self, client):
        suggestion = suggest(client, DEFAULT)
        is_known = client.orders >= 3 and client.lines > 0
        self.assertEqual(suggestion.buyer_type is not None, is_known)
        self.assertEqual(
            suggestion.buyer_type is None,
            suggestion.reason in ("too_few_orders", "no_lines"),
        )

    @repeatable
    @given(facts())
    def test_generous_terms_never_make_a_better_type(self, client):
        order = (None, "result", "value", "discount", "freebie")
        before = order.index(suggest(client, DEFAULT).buyer_type)
        for generous in (
            replace(client, free_lines=client.lines),
            replace(client, discount_amount=client.list_amount),
            replace(client, promotion_orders=client.orders),
        ):
            after = order.index(suggest(generous, DEFAULT).buyer_type)
            self.assertGreaterEqual(after, before)
