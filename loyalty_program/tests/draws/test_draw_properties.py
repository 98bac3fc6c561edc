from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.tests.hypothesis_settings import repeatable

from ...arithmetic.draws.draw import draw_winners
from ...arithmetic.ledger.movement import Amount, get_movement
from ...arithmetic.members.assignment import assign

amounts = st.builds(
    Amount,
    st.integers(0, 1000),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)


@tagged("post_install", "-at_install")
class TestMechanicsProperties(BaseCase):
    @repeatable
    @given(
        st.dictionaries(st.integers(), st.sampled_from("abcd"), max_size=200),
        st.floats(0, 1),
        st.text(),
    )
    def test_shares_within_one_in_each_class(self, strata, share, seed):
        groups = assign(strata, share, seed)
        self.assertEqual(groups.keys(), strata.keys())
        for stratum in set(strata.values()):
            drawn = [groups[client] for client in strata if strata[client] == stratum]
            excess = drawn.count("control") - share * len(drawn)
            self.assertLess(abs(excess), 1 + 1e-6)

    @repeatable
    @given(st.lists(st.integers(1, 20), max_size=60), st.text(), st.integers(1, 9))
    def test_one_prize_for_each_client(self, clients, seed, prizes):
        tickets = [(number, client, 0) for number, client in enumerate(clients, 1)]
        winners = draw_winners(tickets, seed, prizes)
        won = [clients[number - 1] for number in winners]
        self.assertEqual(len(won), len(set(won)))
        self.assertEqual(len(won), min(prizes, len(set(clients))))

    @repeatable
    @given(amounts, amounts)
    def test_amounts_come_to_what_is_due(self, booked, due):
        after = booked + get_movement(booked, due, False)
        self.assertEqual(after, due if due.quantity else Amount())

    @repeatable
    @given(amounts, amounts)
    def test_units_come_to_the_quantity_that_is_due(self, booked, due):
        after = booked + get_movement(booked, due, True)
        self.assertAlmostEqual(after.quantity, due.quantity)
        if not due.quantity:
            self.assertEqual(after, Amount())
