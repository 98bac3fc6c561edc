from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..hypothesis_settings import repeatable
from .reference_activity import is_active

dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@tagged("post_install", "-at_install")
class TestActivityProperties(BaseCase):
    @repeatable
    @given(dates, dates, st.integers(1, 3660))
    def test_active_is_a_number_of_days(self, last_order, as_of, days):
        since = (as_of - last_order).days
        self.assertEqual(is_active(last_order, as_of, days), 0 <= since <= days)
