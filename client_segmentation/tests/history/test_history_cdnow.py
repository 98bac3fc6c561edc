"""Two thousand clients in the shape of the CDNOW file (Fader and Hardie).

The file itself is not part of the repository: name it in CDNOW_FILE to load it, too.
"""

import os
import unittest
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from odoo.tests import tagged

from ..whole.workbook import write_workbook
from .common_history import HistoryCommon

CLIENTS = 2000
SMALL = CLIENTS - 4
# As of 15 July 2025 the horizon is 1 July 2024 to 30 June 2025.
FIRST, MIDDLE, LAST = date(2024, 7, 1), date(2025, 1, 10), date(2025, 6, 30)
# Client, days and amounts; within the horizon 100,000 in all.
PLANTED = {
    # Nothing before it
    "lion": [(FIRST, 50_000), (LAST, 30_000)],
    # Exactly 80 % before it; a day before the horizon; two purchases of one day
    "bear": [(date(2024, 6, 30), 999), (MIDDLE, 10_000), (MIDDLE, 20)],
    # Bought, and brought half of it back
    "wolf": [(MIDDLE, 20), (LAST, -40)],
    # Only after the horizon
    "late": [(date(2025, 7, 15), 777)],
}
BAD_LINES = [
    ("lion", "19972131", 1, 5),
    ("lion", "20250716", 1, 5),
    ("lion", "20250101", 1, "five"),
    ("", "20250101", 1, 5),
]


@tagged("post_install", "-at_install")
class TestHistoryCdnow(HistoryCommon):
    def _load(self, clients, sales):
        """Import the workbook in steps, as the browser does."""
        # The file calls its clients by a number alone.
        content = write_workbook(
            Clients=[("Client", "Reference"), *((f"Buyer {c}", c) for c in clients)],
            Sales=[("Reference", "Date", "CDs", "Amount"), *sales],
        )
        record = self._open(content, file_name="cdnow.xlsx")
        record.action_check()
        self.assertEqual(record.undecided_count, 0)
        self._import(record)
        return record

    def _get_segments(self):
        segments = self.env["client.segment"].search(
            [("company_id", "=", self.company.id), ("partner_id.ref", "!=", False)]
        )
        return {segment.partner_id.ref: segment for segment in segments}

    def test_made_up(self):
        small = [f"small-{number:04}" for number in range(SMALL)]
        sales = [
            (client, f"{day:%Y%m%d}", 1, amount)
            for client, bought in PLANTED.items()
            for day, amount in bought
        ]
        sales += [(client, f"{MIDDLE:%Y%m%d}", 1, 5) for client in small]
        record = self._load([*PLANTED, *small], [*sales, *BAD_LINES])
        self.assertEqual((record.created_count, record.problem_count), (CLIENTS, 4))
        # 2 of the lion, 3 of the bear, 2 of the wolf, 1 and 1,996
        self.assertEqual(record.purchase_count, 2004)
        segments = self._get_segments()
        self.assertEqual(len(segments), CLIENTS)
        found = {
            name: (
                segments[name].revenue,
                segments[name].order_count,
                segments[name].abc,
                str(segments[name].last_order_date),
            )
            for name in PLANTED
        }
        self.assertEqual(
            found,
            {
                "lion": (80_000, 2, "a", "2025-06-30"),
                "bear": (10_020, 2, "b", "2025-01-10"),
                "wolf": (-20, 1, "c", "2025-01-10"),
                "late": (0, 0, "c", "2025-07-15"),
            },
        )
        # 80,000, 10,020 and 1,996 times 5 are 100,000. After the two large ones 4,980
        # are left to 95 %, and 996 clients of 5 begin before that.
        self.assertEqual(
            Counter(segment.abc for segment in segments.values()),
            {"a": 1, "b": 997, "c": 1002},
        )
        run = self.env["client.segment.run"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.assertEqual(run.measure_total, 100_000)

    def test_the_file_itself(self):
        name = os.environ.get("CDNOW_FILE")
        if not name:
            raise unittest.SkipTest(
                "The CDNOW file is not there; name it in CDNOW_FILE"
            )
        expected = defaultdict(list)
        for line in Path(name).read_text().splitlines()[1:]:
            client, day, _cds, amount = line.split()
            if len(expected) < CLIENTS or client in expected:
                when = datetime.strptime(day, "%Y%m%d").date()
                expected[client].append((when, Decimal(amount)))
        record = self._load(
            list(expected),
            [
                (client, f"{day:%Y%m%d}", 1, float(amount))
                for client, bought in expected.items()
                for day, amount in bought
            ],
        )
        self.assertEqual(record.created_count, CLIENTS)
        self.assertEqual(record.problem_count, 0)
        self.assertEqual(record.purchase_count, sum(map(len, expected.values())))
        self._recompute(date(1998, 7, 1))
        segments = self._get_segments()
        for client, bought in expected.items():
            inside = [
                amount
                for day, amount in bought
                if date(1997, 7, 1) <= day < date(1998, 7, 1)
            ]
            segment = segments[client]
            self.assertAlmostEqual(segment.revenue, float(sum(inside)), 2, client)
            self.assertEqual(segment.order_count, len(inside), client)
