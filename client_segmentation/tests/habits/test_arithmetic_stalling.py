from odoo.tests import BaseCase, tagged

from ...arithmetic.habits.stalling import (
    StallingThresholds,
    get_reason,
)

DEFAULT = StallingThresholds()


@tagged("post_install", "-at_install")
class TestStalling(BaseCase):
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
