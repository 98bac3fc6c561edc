from datetime import date
from itertools import product

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast.bgbb import Parameters
from ...arithmetic.forecast.forecast import History, make_forecast, score_patterns
from ...arithmetic.forecast.pattern import get_pattern
from ...arithmetic.forecast.record import ForecastThresholds
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

    def test_clients_all_alike(self):
        """Each month each of them buys with 1/3, and nobody leaves: parameters grow
        without end, and the forecast holds."""
        rows = []
        for months in product((0, 1), repeat=12):
            x = sum(months)
            last = max((n + 1 for n in range(6) if months[n]), default=0)
            before, since = sum(months[:6]), sum(months[6:])
            clients = 2 ** (12 - x)
            rows.append((before, last, 6, since * clients, clients))
        now = [(x, last, n, clients) for x, last, n, _came, clients in rows]
        thresholds = ForecastThresholds(min_months=6)
        forecast = make_forecast(History(rows, now, []), thresholds)
        self.assertEqual(forecast.refusals, ())
        self.assertLess(forecast.record.off, 1)
        score = score_patterns(forecast.parameters, {(2, 3, 6)})[2, 3, 6]
        self.assertAlmostEqual(score.chance, 1, delta=0.01)
        self.assertAlmostEqual(score.expected, 12 / 3, delta=0.05)

    def test_scores(self):
        """All of the paper's p and theta uniform: a client that has bought in the one
        month there was is there with 2/3, and buys with 2/3."""
        score = score_patterns(Parameters(1, 1, 1, 1), {(1, 1, 1)})[1, 1, 1]
        self.assertAlmostEqual(score.chance, 2 / 3)
        self.assertAlmostEqual(score.chance_then, 2 / 3)
        self.assertAlmostEqual(score.usual, 12 * 2 / 3)
        self.assertIsNone(score.dert)
