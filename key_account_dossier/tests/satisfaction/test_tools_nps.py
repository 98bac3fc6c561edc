from odoo.tests import BaseCase, tagged

from ...arithmetic.satisfaction.nps import (
    DETRACTOR,
    PASSIVE,
    PROMOTER,
    get_group,
    get_score,
)


@tagged("post_install", "-at_install")
class TestToolsNps(BaseCase):
    def test_groups(self):
        groups = [DETRACTOR] * 7 + [PASSIVE] * 2 + [PROMOTER] * 2
        self.assertEqual([get_group(answer) for answer in range(11)], groups)
        for answer in (-1, 11):
            with self.assertRaises(ValueError):
                get_group(answer)

    def test_score_by_hand(self):
        """Of ten answers five are 9 or 10, three 7 or 8, two 6 or less: 50 % promoters
        less 20 % detractors make 30."""
        self.assertEqual(get_score(5, 3, 2), 30)
        self.assertEqual(get_score(1, 0, 0), 100)
        self.assertEqual(get_score(0, 0, 3), -100)
        self.assertEqual(get_score(0, 4, 0), 0)
        self.assertIsNone(get_score(0, 0, 0))
