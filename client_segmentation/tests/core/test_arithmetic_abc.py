from odoo.tests import BaseCase, tagged

from ...arithmetic.core.abc import AbcThresholds
from .reference_abc import classify, get_abc_class

DEFAULT = AbcThresholds()


@tagged("post_install", "-at_install")
class TestAbc(BaseCase):
    def test_hand_calculation(self):
        # total 1000; shares before: 0, 50, 75, 85, 93, 97 %
        measures = {1: 500, 2: 250, 3: 100, 4: 80, 5: 40, 6: 30}
        expected = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b", 6: "c"}
        self.assertEqual(classify(measures, DEFAULT), expected)

    def test_largest_is_always_a(self):
        for share in (85, 96):
            classes = classify({1: share, 2: 100 - share}, DEFAULT)
            self.assertEqual(classes[1], "a")
        self.assertEqual(classify({7: 1}, DEFAULT), {7: "a"})

    def test_zero_and_negative_are_c_and_stay_out_of_the_total(self):
        classes = classify({1: 80, 2: 20, 3: 0, 4: -1000}, DEFAULT)
        self.assertEqual(classes, {1: "a", 2: "b", 3: "c", 4: "c"})

    def test_nobody(self):
        self.assertEqual(classify({}, DEFAULT), {})
        self.assertEqual(classify({1: 0, 2: -5}, DEFAULT), {1: "c", 2: "c"})

    def test_ties_follow_the_client(self):
        # five equal clients: shares before 0, 20, 40, 60, 80 %
        classes = classify(dict.fromkeys((5, 3, 1, 2, 4), 10), DEFAULT)
        self.assertEqual(classes, {1: "a", 2: "a", 3: "a", 4: "a", 5: "b"})

    def test_border_belongs_to_the_next_class(self):
        self.assertEqual(get_abc_class(79.999, DEFAULT), "a")
        self.assertEqual(get_abc_class(80, DEFAULT), "b")
        self.assertEqual(get_abc_class(95, DEFAULT), "c")

    def test_thresholds(self):
        for a, b, valid in (
            (80, 95, True),
            (0, 95, False),
            (95, 80, False),
            (80, 80, False),
            (80, 100, False),
        ):
            self.assertEqual(AbcThresholds(a, b).are_valid, valid, (a, b))
