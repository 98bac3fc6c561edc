import math
import random

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast.bgbb import get_scores
from ...arithmetic.forecast.bgbb_fit import fit
from ...arithmetic.forecast.record import (
    ForecastThresholds,
    Part,
    get_off,
    get_record,
    get_refusals,
    is_steady,
)
from ..core.reference_rhythm import get_regularity
from . import cdnow_patterns
from .test_arithmetic_bgbb import DONORS


def record_off_by(percent):
    return get_record([(1 + percent / 100, 1000.0, 1000)])


@tagged("post_install", "-at_install")
class TestRecord(BaseCase):
    def test_by_hand(self):
        # Ten clients, of each tenth one: 1 ... 10 predicted, 11 ... 2 came
        rows = [(float(n), 12.0 - n, 1) for n in range(1, 11)]
        record = get_record(rows)
        self.assertEqual(record.total, Part(10, 55, 65))
        self.assertAlmostEqual(record.off, 100 * 10 / 65)
        self.assertEqual(record.parts[0], Part(1, 10, 2))
        self.assertEqual(record.parts[9], Part(1, 1, 11))

    def test_clients_alike_are_divided_evenly(self):
        # 15 with 2 each and 30 come in all, 5 with 1 each and 10 come
        record = get_record([(2.0, 30.0, 15), (1.0, 10.0, 5)])
        self.assertEqual(record.parts[:7], (Part(2, 4, 4),) * 7)
        self.assertEqual(record.parts[7], Part(2, 3, 4))
        self.assertEqual(record.parts[8:], (Part(2, 2, 4),) * 2)
        self.assertEqual(record.off, 100 * 5 / 40)

    def test_fewer_clients_than_tenths(self):
        record = get_record([(3.0, 6.0, 3)])
        for part in record.parts:
            for value, expected in zip(part, (0.3, 0.9, 0.6), strict=True):
                self.assertAlmostEqual(value, expected)
        self.assertIsNone(get_record([]))
        self.assertIsNone(get_record([(1.0, 0.0, 0)]))

    def test_tenths_add_up_in_any_order(self):
        rng = random.Random(13)
        for _ in range(50):
            rows = [
                (rng.randint(0, 40) / 8, float(rng.randint(0, 90)), rng.randint(0, 60))
                for _ in range(rng.randint(1, 60))
            ]
            record = get_record(rows)
            if not record:
                continue
            for column, value in enumerate(record.total):
                total = math.fsum(part[column] for part in record.parts)
                self.assertAlmostEqual(total, value)
            means = [part.predicted / part.clients for part in record.parts]
            for higher, lower in zip(means, means[1:], strict=False):
                self.assertGreaterEqual(higher, lower - 1e-9)
            rng.shuffle(rows)
            self.assertEqual(get_record(rows), record)

    def test_off(self):
        self.assertEqual(get_off(75, 100), 25)
        self.assertEqual(get_off(125, 100), 25)
        self.assertEqual(get_off(0, 0), 0)
        self.assertEqual(get_off(1, 0), math.inf)

    def test_refusals(self):
        good = record_off_by(25)
        for arguments, expected in (
            ((200, 12, good, 2.9), []),
            ((200, 12, good, None), []),
            ((199, 12, good, 1), ["too_few_clients"]),
            ((200, 11, good, 1), ["too_short_history"]),
            ((200, 12, good, 3), ["steady_buyers"]),
            ((200, 12, good, math.inf), ["steady_buyers"]),
            ((200, 12, record_off_by(26), 1), ["bad_record"]),
            ((200, 12, record_off_by(-26), 1), ["bad_record"]),
            ((5, 3, None, 1), ["too_few_clients", "too_short_history", "no_record"]),
        ):
            self.assertEqual(get_refusals(*arguments), expected)
        strict = ForecastThresholds(largest_off=5)
        self.assertEqual(get_refusals(200, 12, good, 1, strict), ["bad_record"])

    def test_steady_buyers(self):
        self.assertTrue(is_steady(3.0, 5))
        self.assertTrue(is_steady(math.inf, 11))
        self.assertFalse(is_steady(2.9, 5))
        self.assertFalse(is_steady(math.inf, 4))
        self.assertFalse(is_steady(None, 0))
        # A contract billed each month, told from its months' lengths
        months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]
        self.assertTrue(is_steady(get_regularity(months), 10))

    def test_random_buyers_rarely_look_steady(self):
        rng = random.Random(13)
        steady = sum(
            is_steady(get_regularity([rng.expovariate(1) for _ in range(6)]), 5)
            for _ in range(3000)
        )
        self.assertLess(steady / 3000, 0.13)

    def test_a_planted_model_has_a_good_record(self):
        """Clients as the model has them: fitted on 18 periods, held against 6."""
        rng = random.Random(13)
        rows, later = {}, {}
        for _ in range(4000):
            buys = rng.betavariate(DONORS.alpha, DONORS.beta)
            leaves = rng.betavariate(DONORS.gamma, 5 * DONORS.delta)
            lifetime = next((n for n in range(24) if rng.random() < leaves), 24)
            bought = [n for n in range(1, lifetime + 1) if rng.random() < buys]
            known = [n for n in bought if n <= 18]
            pattern = len(known), max(known, default=0), 18
            rows[pattern] = rows.get(pattern, 0) + 1
            later[pattern] = later.get(pattern, 0) + len(bought) - len(known)
        found = fit([(*pattern, count) for pattern, count in rows.items()])
        scores = get_scores(found.parameters, list(rows), 6)
        record = get_record(
            (scores[pattern].expected, later[pattern], count)
            for pattern, count in rows.items()
        )
        self.assertLess(record.off, 3)
        for part in record.parts[:5]:
            self.assertLess(get_off(part.predicted, part.actual), 10)
        self.assertEqual(get_refusals(4000, 24, record, 1), [])

    def test_the_record_of_cdnow(self):
        """Fitted on 1997, held against the first half of 1998."""
        rows = cdnow_patterns.get_rows()
        self.assertEqual(sum(row[3] for row in rows), 23_570)
        found = fit(row[:4] for row in rows)
        scores = get_scores(found.parameters, [row[:3] for row in rows], 6)
        record = get_record(
            (scores[tuple(pattern)].expected, came, clients)
            for *pattern, clients, came in rows
        )
        self.assertEqual(record.total.actual, 9579)
        self.assertLess(record.off, 1)
        # Those who buy most are told best; the tenths stand in the right order
        for part in record.parts[:3]:
            self.assertLess(get_off(part.predicted, part.actual), 10)
        came = [part.actual for part in record.parts]
        self.assertEqual(came, sorted(came, reverse=True))
        again = sum(row[3] for row in rows if row[0])
        self.assertEqual(get_refusals(again, 12, record, 1.2), [])

    def test_thresholds(self):
        self.assertEqual(ForecastThresholds(), ForecastThresholds(200, 12, 25.0, 3.0))
        nan = float("nan")
        for values, problems in (
            ({}, []),
            ({"min_again": 0}, ["min_again_not_positive"]),
            ({"min_months": 0}, ["min_months_out_of_range"]),
            ({"min_months": 121}, ["min_months_out_of_range"]),
            ({"largest_off": 0}, ["largest_off_out_of_range"]),
            ({"largest_off": nan}, ["largest_off_out_of_range"]),
            ({"steady": 1}, ["steady_not_above_random"]),
            ({"steady": math.inf}, ["steady_not_above_random"]),
        ):
            thresholds = ForecastThresholds(**values)
            self.assertEqual(thresholds.get_problems(), problems, values)
