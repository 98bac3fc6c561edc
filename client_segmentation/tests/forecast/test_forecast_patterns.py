from datetime import date

from odoo.tests import tagged

from ...sql.forecast import patterns
from ..common import SegmentationCommon

# As of 15 July 2025, so June is the last finished month. Days of purchase, the pattern
# (x, last, n) by hand, and that of finished months.
BUYERS = {
    "this month": (["2025-07-02"], (0, 0, 0), None),
    "last month": (["2025-06-30"], (0, 0, 0), (0, 0, 0)),
    "last month and this": (["2025-06-30", "2025-07-01"], (1, 1, 1), (0, 0, 0)),
    "April, twice": (["2025-04-01", "2025-04-30"], (0, 0, 2), (0, 0, 2)),
    "April, May": (["2025-04-01", "2025-05-31"], (1, 1, 2), (1, 1, 2)),
    "April, July": (["2025-04-30", "2025-07-15"], (1, 3, 3), (0, 0, 2)),
    "five in a year": (
        ["2024-06-03", "2024-08-03", "2024-08-09", "2024-12-31", "2025-01-01"],
        (3, 7, 12),
        (3, 7, 12),
    ),
    "five years ago": (["2020-07-01", "2025-06-01"], (1, 59, 59), (1, 59, 59)),
    # Counts from the first purchase that is remembered
    "longer ago": (["2020-06-30", "2021-07-01", "2021-09-01"], (1, 2, 47), (1, 2, 47)),
    "only longer ago": (["2020-06-30"], None, None),
    "never": ([], None, None),
}


@tagged("post_install", "-at_install")
class TestForecastPatterns(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = {}
        for name, (days, _pattern, _finished) in BUYERS.items():
            cls.clients[name] = cls._create_client(name)
            for day in days:
                cls._create_order(cls.clients[name], day, 100, cost=40)

    def _read(self, *queries, as_of=None):
        Run = self.env["client.segment.run"]
        run = Run.new(Run._prepare_run_values(self.company, as_of or self.AS_OF))
        with run._table_of_facts(run._get_parameters()):
            return [self.env.execute_query(query) for query in queries]

    def test_patterns_by_hand(self):
        [rows] = self._read(patterns.select_clients())
        found = {client: tuple(pattern) for client, *pattern in rows}
        for name, (_days, pattern, _finished) in BUYERS.items():
            with self.subTest(name):
                self.assertEqual(found.get(self.clients[name].id), pattern)

    def test_finished_months_only(self):
        now, [(again,)] = self._read(patterns.select_now(), patterns.count_again())
        expected = sorted(f for _d, _p, f in BUYERS.values() if f)
        found = sorted(
            (x, last, n) for x, last, n, count in now for _number in range(count)
        )
        self.assertEqual(found, expected)
        self.assertEqual(again, sum(x > 0 for x, _last, _n in expected))

    def test_six_months_ago(self):
        """Up to December 2024, and how many of the six months since had a purchase."""
        [then] = self._read(patterns.select_then())
        self.assertEqual(
            sorted(then),
            [
                # five years ago: July 2020 only, and June came
                (0, 0, 53, 1, 1),
                # longer ago: July and September 2021
                (1, 2, 41, 0, 1),
                # five in a year: June, August, December, and January came
                (2, 6, 6, 1, 1),
            ],
        )

    def test_amounts(self):
        [rows] = self._read(patterns.select_amounts())
        found = {months: (round(mean), count) for months, mean, count in rows}
        # 60 an order; months with one of them, of who has a mean of 60, as of more
        self.assertEqual(sum(count for _m, _mean, count in rows), 9)
        self.assertEqual(found[4], (round(5 * 6000 / 4), 1))

    def test_of_another_day(self):
        """As of 31 August, August is not finished."""
        [rows] = self._read(patterns.select_clients(), as_of=date(2025, 8, 31))
        found = {client: tuple(pattern) for client, *pattern in rows}
        self.assertEqual(found[self.clients["April, July"].id], (1, 3, 3))
        self.assertEqual(found[self.clients["this month"].id], (0, 0, 0))
        self.assertEqual(found[self.clients["last month"].id], (0, 0, 1))
