import unittest

from odoo.tests import BaseCase, tagged

from ...arithmetic.score import scoring

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
except ImportError:  # needed by developers only
    st = None


@tagged("post_install", "-at_install")
class TestScoring(BaseCase):
    def test_worked_example(self):
        # Product counts twice: 2 x 4 + 1 x 2 + 1 x 3 = 13 of 2 x 4 + 4 + 4 = 16
        ratings = [(2, 4), (1, 2), (1, 3)]
        self.assertEqual(scoring.score(ratings), 81.25)
        # Full points for the second add 2 of 16, for the third 1 of 16.
        self.assertEqual(scoring.room(ratings), [0, 12.5, 6.25])

    def test_ends_of_the_scale(self):
        self.assertEqual(scoring.score([(1, 1)] * 9), 25)
        self.assertEqual(scoring.score([(1, 4)] * 9), 100)

    def test_missing_criteria_leave_their_weight_to_the_others(self):
        # 3 of 4 and 2 of 4 without the unrated one of weight 10: 5 of 8
        ratings = [(1, 3), (10, None), (1, 2)]
        self.assertEqual(scoring.score(ratings), 62.5)
        self.assertEqual(scoring.room(ratings), [12.5, 0, 25])

    def test_nothing_rated(self):
        self.assertIsNone(scoring.score([]))
        self.assertIsNone(scoring.score([(1, None), (2, 0)]))
        self.assertEqual(scoring.room([(1, None)]), [0])

    def test_bad_input(self):
        for ratings in ([(0, 3)], [(-1, 3)], [(1, 5)], [(1, -1)]):
            with self.assertRaises(ValueError):
                scoring.score(ratings)


if st:
    thorough = settings(
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    weights = st.integers(1, 50)
    marks = st.sampled_from([None, 1, 2, 3, 4])
    scored = st.sampled_from([1, 2, 3, 4])
    pairs = st.lists(st.tuples(weights, marks), max_size=12)

    @tagged("post_install", "-at_install")
    class TestScoringProperties(BaseCase):
        @thorough
        @given(pairs)
        def test_bounds(self, ratings):
            value = scoring.score(ratings)
            if any(points for _weight, points in ratings):
                self.assertTrue(25 <= value <= 100)
            else:
                self.assertIsNone(value)

        @thorough
        @given(pairs)
        def test_score_and_rooms_make_all(self, ratings):
            value = scoring.score(ratings)
            if value is not None:
                self.assertAlmostEqual(value + sum(scoring.room(ratings)), 100)

        @thorough
        @given(pairs, weights, st.sampled_from([1, 2, 3]))
        def test_monotone(self, ratings, weight, points):
            worse = scoring.score([*ratings, (weight, points)])
            better = scoring.score([*ratings, (weight, points + 1)])
            self.assertLess(worse, better)

        @thorough
        @given(pairs, weights)
        def test_unrated_changes_nothing(self, ratings, weight):
            with_unrated = [*ratings, (weight, None)]
            self.assertEqual(scoring.score(with_unrated), scoring.score(ratings))

        @thorough
        @given(pairs, st.integers(2, 9))
        def test_only_the_ratio_of_weights_counts(self, ratings, factor):
            value = scoring.score(ratings)
            larger = scoring.score([(w * factor, points) for w, points in ratings])
            if value is None:
                self.assertIsNone(larger)
            else:
                self.assertAlmostEqual(value, larger)

        @thorough
        @given(st.lists(st.tuples(weights, scored), min_size=1, max_size=9), weights)
        def test_a_mark_pulls_towards_itself(self, ratings, weight):
            before = scoring.score(ratings)
            for points in (1, 4):
                after = scoring.score([*ratings, (weight, points)])
                low, high = sorted((before, 25 * points))
                self.assertTrue(low - 1e-9 <= after <= high + 1e-9)

else:

    @tagged("post_install", "-at_install")
    class TestScoringProperties(BaseCase):
        @unittest.skip("hypothesis is not installed")
        def test_bounds(self):
            """Stand in for the property tests, so that their absence shows."""
