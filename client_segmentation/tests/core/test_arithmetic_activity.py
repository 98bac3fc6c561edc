from datetime import date

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.activity import ActivityThresholds, get_first_active_day
from .reference_activity import is_active

AS_OF = date(2025, 7, 15)


@tagged("post_install", "-at_install")
class TestActivity(BaseCase):
    def test_both_ends_belong_to_it(self):
        # 15 days of July, 30 of June, 31 of May and 14 of April are 90 days
        self.assertEqual(get_first_active_day(AS_OF, 90), date(2025, 4, 16))
        for day, active in (
            (None, False),
            (date(2025, 4, 15), False),
            (date(2025, 4, 16), True),
            (AS_OF, True),
            (date(2025, 7, 16), False),
        ):
            self.assertIs(is_active(day, AS_OF, 90), active, day)

    def test_thresholds(self):
        self.assertEqual(ActivityThresholds(), ActivityThresholds(90, 70))
        for values, problems in (
            ({}, []),
            ({"days": 1, "target": 0}, []),
            ({"days": 3660, "target": 100}, []),
            ({"days": 0}, ["days_not_positive"]),
            ({"days": 3661}, ["days_too_many"]),
            ({"target": 100.5}, ["target_out_of_range"]),
            ({"target": float("nan")}, ["target_out_of_range"]),
        ):
            thresholds = ActivityThresholds(**values)
            self.assertEqual(thresholds.get_problems(), problems, values)
            self.assertEqual(thresholds.are_valid, not problems)
