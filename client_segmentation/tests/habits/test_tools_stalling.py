from datetime import date

from odoo.tests import BaseCase, tagged

from ...arithmetic.habits.stalling import (
    StallingThresholds,
    count_postponements,
    get_days_lost,
    get_reason,
)

DEFAULT = StallingThresholds()


def get_dates(days):
    return [day and date(2025, 6, day) for day in days]


@tagged("post_install", "-at_install")
class TestStalling(BaseCase):
    def test_only_later_moves_count(self):
        for days, postponements, days_lost in (
            ((), 0, 0),
            ((10,), 0, 0),
            ((10, 20, 30), 2, 20),
            ((10, 10, 10), 0, 0),
            ((20, 10), 0, 0),
            ((10, 20, 10, 20), 2, 10),
            ((30, 10, 20), 1, 0),
            ((None, 10, None, 20, None), 1, 10),
            ((20, None, 10), 0, 0),
            ((None,), 0, 0),
        ):
            self.assertEqual(count_postponements(get_dates(days)), postponements, days)
            self.assertEqual(get_days_lost(get_dates(days)), days_lost, days)

    def test_reason(self):
        for postponements, expired, reason in (
            (2, 2, None),
            (3, 0, "postponed"),
            (0, 3, "expired_quotations"),
            (3, 3, "postponed"),
        ):
            self.assertEqual(get_reason(postponements, expired, DEFAULT), reason)

    def test_thresholds(self):
        self.assertTrue(DEFAULT.are_valid)
        self.assertTrue(StallingThresholds(1, 1).are_valid)
        self.assertEqual(
            StallingThresholds(0, -1).get_problems(),
            ["postponements_not_positive", "expired_quotations_not_positive"],
        )
