from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.habits.stalling import count_postponements, get_days_lost
from ..hypothesis_settings import repeatable

deadlines = st.lists(st.none() | st.dates())


@tagged("post_install", "-at_install")
class TestStallingProperties(BaseCase):
    @repeatable
    @given(deadlines)
    def test_at_most_one_for_each_change(self, dates):
        changes = max(len([day for day in dates if day]) - 1, 0)
        self.assertTrue(0 <= count_postponements(dates) <= changes)

    @repeatable
    @given(deadlines)
    def test_there_and_back(self, dates):
        # Read backwards, every postponement is a move to an earlier day
        days = [day for day in dates if day]
        same = sum(one == other for one, other in zip(days, days[1:], strict=False))
        there = count_postponements(dates)
        back = count_postponements(dates[::-1])
        self.assertEqual(there + back + same, max(len(days) - 1, 0))

    @repeatable
    @given(deadlines, st.dates(), st.integers(-1000, 1000))
    def test_one_more_move(self, dates, last, days):
        try:
            moved = last + timedelta(days=days)
        except OverflowError:
            return
        before = [*dates, last]
        self.assertEqual(
            count_postponements([*before, moved]) - count_postponements(before),
            days > 0,
        )

    @repeatable
    @given(deadlines)
    def test_lost_days_need_a_postponement(self, dates):
        if get_days_lost(dates):
            self.assertGreater(count_postponements(dates), 0)
