from odoo.tests import BaseCase, tagged

from ...arithmetic.screens.overview import add_up, get_curve, get_moves


@tagged("post_install", "-at_install")
class TestToolsOverview(BaseCase):
    def test_add_up(self):
        rows = [
            {"abc": "a", "count": 1, "revenue": 70.0},
            {"abc": "a", "count": 2, "revenue": 10.0},
            {"abc": "c", "count": 4, "revenue": -5.0},
            {"abc": False, "count": 9, "revenue": 0.0},
        ]
        self.assertEqual(
            add_up(rows, "abc", ["count", "revenue"]),
            {
                "a": {"count": 3, "revenue": 80.0},
                "c": {"count": 4, "revenue": -5.0},
            },
        )
        self.assertEqual(add_up([], "abc", ["count"]), {})

    def test_curve_begins_at_zero_and_ends_at_one(self):
        self.assertEqual(
            get_curve([(1, 60), (1, 30), (2, 10)]),
            [(0, 0), (0.25, 0.6), (0.5, 0.9), (1, 1)],
        )
        self.assertEqual(get_curve([]), [])

    def test_moves_between_abc_classes(self):
        rows = [
            {"before": "ax", "after": "bx", "count": 1, "partner_ids": [1]},
            {"before": "ay", "after": "bx", "count": 3, "partner_ids": [2, 3, 4]},
            {"before": "ax", "after": "ay", "count": 5, "partner_ids": None},
            {"before": None, "after": "cn", "count": 2, "partner_ids": [8, 9]},
        ]
        self.assertEqual(
            get_moves(rows, 3),
            {
                ("a", "b"): (4, [1, 2, 3]),
                ("a", "a"): (5, []),
                ("", "c"): (2, [8, 9]),
            },
        )
