from datetime import date

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast.bgbb import Parameters
from ...arithmetic.forecast.forecast import History, make_forecast, score_patterns
from ...arithmetic.forecast.pattern import get_pattern
from .test_forecast_patterns import BUYERS

AS_OF = date(2025, 7, 15)


@tagged("post_install", "-at_install")
class TestPattern(BaseCase):
    def test_by_hand(self):
        for name, (days, pattern, _finished) in BUYERS.items():
            with self.subTest(name):
                found = get_pattern(map(date.fromisoformat, days), AS_OF)
                self.assertEqual(found, pattern)

    def test_what_comes_later_is_not_known(self):
        days = [date(2025, 4, 1), date(2025, 8, 1)]
        self.assertEqual(get_pattern(days, AS_OF), (0, 0, 2))


@tagged("post_install", "-at_install")
class TestForecast(BaseCase):
    def test_refused_before_anything_is_tried(self):
        history = History([], [(0, 0, 5, 300), (1, 2, 5, 199)], [], 3.5)
        self.assertEqual(
            (history.clients, history.again, history.months), (499, 199, 6)
        )
        forecast = make_forecast(history)
        self.assertEqual(
            forecast.refusals, ("too_few_clients", "too_short_history", "steady_buyers")
        )
        self.assertIsNone(forecast.record)

    def test_bad_record(self):
        """Who has bought each month so far, and not once since."""
        history = History([(10, 10, 10, 0, 500)], [(10, 10, 16, 500)], [])
        forecast = make_forecast(history)
        self.assertIn(forecast.refusals, [("bad_record",), ("no_record",)])
        self.assertIsNone(forecast.parameters)

    def test_scores(self):
        """All of the paper's p and theta uniform: a client that has bought in the one
        month there was is there with 2/3, and buys with 2/3."""
        score = score_patterns(Parameters(1, 1, 1, 1), {(1, 1, 1)})[1, 1, 1]
        self.assertAlmostEqual(score.chance, 2 / 3)
        self.assertAlmostEqual(score.chance_then, 2 / 3)
        self.assertAlmostEqual(score.usual, 12 * 2 / 3)
        self.assertIsNone(score.dert)
