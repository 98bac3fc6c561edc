import math
import random
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ...arithmetic.forecast import amounts
from ...arithmetic.forecast.amounts import (
    Amounts,
    fit_amounts,
    get_correlation,
    group,
)
from . import cdnow_amounts
from .reference_amounts import get_company_amount, get_expected_amount

# Fader and Hardie (2013), the buyers of CDNOW
CDNOW = Amounts(6.25, 3.74, 15.44)


def simulate(parameters, clients, seed):
    """Number and mean of purchases of clients as the model has them."""
    rng = random.Random(seed)
    rows = []
    for _ in range(clients):
        count = 1 + int(rng.expovariate(0.4))
        rate = rng.gammavariate(parameters.q, 1 / parameters.gamma)
        total = rng.gammavariate(parameters.p * count, 1 / rate)
        rows.append((count, total / count, 1))
    return rows


@tagged("post_install", "-at_install")
class TestAmounts(BaseCase):
    def test_published_fit(self):
        """Parameters and correlation of the note; the log-likelihood to which the
        tests of the R package CLVTools hold it."""
        rows = cdnow_amounts.get_rows()
        self.assertEqual(len(rows), 946)
        found = fit_amounts(rows)
        self.assertIsNone(found.reason)
        for value, published in zip(found.parameters, CDNOW, strict=True):
            self.assertAlmostEqual(value, published, delta=0.006)
        self.assertAlmostEqual(found.log_likelihood, -4055.9177, delta=0.001)
        self.assertAlmostEqual(found.correlation, 0.11, delta=0.005)

    def test_expected_amount_by_hand(self):
        # 6.25 x 15.44 / 2.74 is the company's mean
        self.assertAlmostEqual(get_company_amount(CDNOW), 96.5 / 2.74)
        # Two purchases of 22.35: weight of its own 12.5 / 15.24
        own = 12.5 / 15.24
        expected = own * 22.35 + (1 - own) * 96.5 / 2.74
        self.assertAlmostEqual(get_expected_amount(CDNOW, 2, 22.35), expected)
        self.assertEqual(get_expected_amount(None, 2, 22.35), 22.35)

    def test_shrunk_to_the_company_the_more_the_fewer(self):
        company = get_company_amount(CDNOW)
        rng = random.Random(13)
        for _ in range(100):
            mean = rng.uniform(0, 200)
            distances = [
                abs(get_expected_amount(CDNOW, count, mean) - mean)
                for count in range(1, 30)
            ]
            self.assertEqual(distances, sorted(distances, reverse=True))
            found = get_expected_amount(CDNOW, 1, mean)
            self.assertTrue(min(mean, company) <= found <= max(mean, company))

    def test_planted_parameters_come_back(self):
        planted = Amounts(4.0, 5.0, 200.0)
        found = fit_amounts(simulate(planted, 12_000, 13))
        for value, true in zip(found.parameters, planted, strict=True):
            self.assertAlmostEqual(value / true, 1, delta=0.12)
        company = get_company_amount(found.parameters)
        self.assertAlmostEqual(company / get_company_amount(planted), 1, delta=0.02)

    def test_unit_of_money_and_order_change_nothing(self):
        rows = simulate(CDNOW, 6_000, 14)
        found = fit_amounts(rows)
        random.Random(14).shuffle(rows)
        self.assertEqual(fit_amounts(rows), found)
        other = fit_amounts([(count, 97.31 * mean, n) for count, mean, n in rows])
        self.assertAlmostEqual(other.correlation, found.correlation)
        p, q, gamma = found.parameters
        for value, same in zip(other.parameters, (p, q, 97.31 * gamma), strict=True):
            self.assertAlmostEqual(value / same, 1, delta=0.002)

    def test_clients_alike_share_a_row(self):
        rows = cdnow_amounts.get_rows()
        twice = [(count, mean, 2) for count, mean, _n in rows]
        found, same = fit_amounts(twice), fit_amounts(rows + rows)
        self.assertAlmostEqual(found.log_likelihood, same.log_likelihood, places=3)
        for value, other in zip(found.parameters, same.parameters, strict=True):
            self.assertAlmostEqual(value / other, 1, delta=1e-3)

    def test_groups_hide_next_to_nothing(self):
        rows = simulate(CDNOW, 4_000, 15)
        groups = group(rows)
        self.assertLess(len(groups), len(rows) / 2)
        self.assertEqual(sum(row[2] for row in groups), len(rows))
        found, exact = fit_amounts(groups).parameters, fit_amounts(rows).parameters
        for value, same in zip(found, exact, strict=True):
            self.assertAlmostEqual(value / same, 1, delta=0.005)

    def test_a_million_clients(self):
        """They are fitted as a thousand of them are, in as many steps: nobody's
        amounts vary much, so that p is large and digits are lost."""
        rng = random.Random(17)
        rows = [
            (count, 20 / (0.0005 + rng.random()) * rng.uniform(0.8, 1.2), 1)
            for count in range(3, 11)
            for _number in range(150)
        ]
        found, steps = self._fit_and_count(rows)
        many = [(count, mean, 1000) for count, mean, _n in rows]
        found_of_many, steps_of_many = self._fit_and_count(many)
        self.assertLess(steps_of_many, steps + 100)
        for value, same in zip(found_of_many, found, strict=True):
            self.assertAlmostEqual(value / same, 1, delta=0.005)

    def _fit_and_count(self, rows):
        get = amounts._Likelihood.get
        with patch.object(amounts._Likelihood, "get", autospec=True) as counted:
            counted.side_effect = get
            return fit_amounts(rows).parameters, counted.call_count

    def test_correlation_by_hand(self):
        # Deviations (-1, -10), (0, -10), (1, 20): 30 / sqrt(2 x 600)
        rows = [(1, 10, 1), (2, 10, 1), (3, 40, 1)]
        self.assertAlmostEqual(get_correlation(rows), 30 / math.sqrt(1200))
        self.assertAlmostEqual(get_correlation([(1, 5, 3), (2, 7, 2)]), 1)
        for rows in ([], [(1, 5, 1)], [(1, 5, 1), (1, 7, 1)], [(1, 5, 1), (2, 5, 1)]):
            self.assertIsNone(get_correlation(rows))

    def test_frequent_buyers_of_large_amounts_keep_their_own_mean(self):
        rows = [(n, mean * n, clients) for n, mean, clients in simulate(CDNOW, 500, 16)]
        found = fit_amounts(rows)
        self.assertEqual((found.parameters, found.reason), (None, "correlated"))
        self.assertGreater(found.correlation, 0.3)
        self.assertIsNotNone(fit_amounts(rows, 1).parameters)

    def test_nothing_to_learn_from(self):
        for rows in ([], [(1, 5.0, 1)], [(2, 0.0, 1), (3, -5.0, 1), (0, 7.0, 4)]):
            found = fit_amounts(rows)
            self.assertEqual((found.parameters, found.reason), (None, "not_fitted"))

    def test_returns_are_left_out(self):
        rows = cdnow_amounts.get_rows()
        self.assertEqual(
            fit_amounts([*rows, (1, -50.0, 1), (2, 0.0, 9)]), fit_amounts(rows)
        )
