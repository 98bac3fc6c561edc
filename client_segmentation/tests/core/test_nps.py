from odoo.tests import BaseCase, tagged

from ...arithmetic.core.nps import (
    DETRACTOR,
    PASSIVE,
    POINTS,
    PROMOTER,
    get_group,
    get_score,
)


@tagged("post_install", "-at_install")
class TestNps(BaseCase):
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

    def test_score_is_the_mean_of_points(self):
        """Three promoters, two detractors among ten: 100 * (3 - 2) / 10."""
        groups = [get_group(answer) for answer in (10, 9, 9, 8, 8, 7, 7, 7, 6, 0)]
        self.assertEqual(sum(POINTS[group] for group in groups) / len(groups), 10)
        self.assertEqual(get_score(3, 5, 2), 10)
