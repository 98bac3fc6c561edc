import random
from datetime import date, timedelta
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from .reference_cohorts import Cell, get_cohorts

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)
LAST_DAY = date(2025, 3, 31)


@tagged("post_install", "-at_install")
class TestCohorts(BaseCase):
    def test_by_hand(self):
        purchases = [
            ("ann", date(2025, 1, 5), 100),
            ("ann", date(2025, 1, 31), 50),
            ("bob", date(2025, 1, 20), 50),
            ("ann", date(2025, 3, 1), 60),
            ("cat", date(2025, 2, 28), 10),
            ("cat", date(2025, 3, 31), 30),
            ("bob", date(2025, 4, 1), 999),
            ("dan", date(2025, 4, 1), 999),
        ]
        cohorts = get_cohorts(purchases, LAST_DAY)
        self.assertEqual(list(cohorts), [JANUARY, FEBRUARY])
        self.assertEqual(cohorts[JANUARY].clients, 2)
        self.assertEqual(
            cohorts[JANUARY].cells,
            (Cell(2, 200, 1, 1), Cell(0, 0, 0, 0), Cell(1, 60, 0.5, 0.3)),
        )
        self.assertEqual(cohorts[FEBRUARY].clients, 1)
        self.assertEqual(
            cohorts[FEBRUARY].cells, (Cell(1, 10, 1, 1), Cell(1, 30, 1, 3))
        )

    def test_a_year_passes(self):
        purchases = [(1, date(2024, 11, 30), 4), (1, date(2025, 2, 1), 1)]
        [cohort] = get_cohorts(purchases, date(2025, 2, 1)).values()
        self.assertEqual([cell.kept for cell in cohort.cells], [1, 0, 0, 0.25])

    def test_nothing_kept_of_nothing(self):
        purchases = [(1, JANUARY, 0), (1, FEBRUARY, Decimal("7.5"))]
        [cohort] = get_cohorts(purchases, FEBRUARY).values()
        self.assertEqual(cohort.cells[1], Cell(1, Decimal("7.5"), 1, None))
        self.assertEqual(get_cohorts([], LAST_DAY), {})
        self.assertEqual(get_cohorts([(1, LAST_DAY, 5)], JANUARY), {})

    def test_each_purchase_is_in_one_cell(self):
        rng = random.Random(13)
        purchases = [
            (
                rng.randrange(40),
                JANUARY + timedelta(rng.randrange(500)),
                rng.randrange(99),
            )
            for _ in range(400)
        ]
        cohorts = get_cohorts(purchases, date(2027, 1, 1))
        cells = [cell for cohort in cohorts.values() for cell in cohort.cells]
        self.assertEqual(
            sum(cell.revenue for cell in cells), sum(p[2] for p in purchases)
        )
        clients = {client for client, _day, _amount in purchases}
        self.assertEqual(sum(c.clients for c in cohorts.values()), len(clients))
        self.assertTrue(all(0 <= cell.share <= 1 for cell in cells))
        rng.shuffle(purchases)
        self.assertEqual(get_cohorts(purchases, date(2027, 1, 1)), cohorts)
        cents = [(client, day, 100 * amount) for client, day, amount in purchases]
        for first, cohort in get_cohorts(cents, date(2027, 1, 1)).items():
            for cell, same in zip(cohort.cells, cohorts[first].cells, strict=True):
                self.assertEqual(cell[2:], same[2:])
