from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestComparison(SegmentationCommon):
    """Shares of 100 in the horizons up to June 2024 and up to June 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        figures = {"falls": (85, 4), "rises": (10, 86), "stays": (5, 2), "new": (0, 8)}
        cls.clients = cls.env["res.partner"]
        for name, (before, after) in figures.items():
            client = cls._create_client(name)
            if before:
                cls._create_order(client, "2024-01-15", before)
            cls._create_order(client, "2025-01-15", after)
            cls.clients += client
        cls.falls, cls.rises, cls.stays, cls.new = cls.clients
        cls.falls.user_id = cls.salesman
        cls._recompute()

    def _compare(self, as_of="2024-07-15", user=None, **kwargs):
        Segment = self.env["client.segment"].with_user(user or self.manager)
        return Segment.get_comparison(as_of, **kwargs)

    def test_classes_of_then(self):
        self.assertClasses(
            "segment_abc",
            # Shares before them: 0, 86, 94, 98 %
            {self.rises: "a", self.new: "b", self.falls: "b", self.stays: "c"},
        )
        # 0, 85, 95 %
        comparison = self._compare()
        self.assertEqual(comparison["matrix"], {"an": 1, "bn": 1, "cn": 1})

    def test_moves(self):
        moves = {
            (move["before"], move["after"]): (move["count"], move["partner_ids"])
            for move in self._compare()["moves"]
        }
        self.assertEqual(
            moves,
            {
                ("a", "b"): (1, self.falls.ids),
                ("b", "a"): (1, self.rises.ids),
                ("c", "c"): (1, []),
                ("", "b"): (1, self.new.ids),
            },
        )

    def test_clients_of_a_salesperson(self):
        comparison = self._compare(user_id=self.salesman.id)
        self.assertEqual(comparison["matrix"], {"an": 1})
        self.assertEqual(len(comparison["moves"]), 1)

    def test_nothing_is_written(self):
        Run = self.env["client.segment.run"]
        runs, abc = Run.search_count([]), self.clients.mapped("segment_abc")
        self._compare()
        self.env.invalidate_all()
        self.assertEqual(Run.search_count([]), runs)
        self.assertEqual(self.clients.mapped("segment_abc"), abc)
        self._compare()  # the temporary table is gone
        self.assertEqual(self._recompute().state, "done")

    def test_number_of_queries_does_not_grow_with_clients(self):
        counts = []
        for number in (0, 20):
            for index in range(number):
                client = self._create_client(f"more {index}")
                self._create_order(client, "2025-01-15", 1)
            self._recompute()
            self._compare()
            before = self.env.cr.sql_log_count
            self._compare()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_heads_of_sales_only(self):
        with self.assertRaises(AccessError):
            self._compare(user=self.salesman)

    def test_only_days_before(self):
        for wrong in ("2025-07-15", "2030-01-01", "0001-01-01", "yesterday", False):
            with self.assertRaises(UserError, msg=wrong):
                self._compare(wrong)


@tagged("post_install", "-at_install")
@freeze_time("2025-07-15 12:00:00")
class TestComparisonByHistory(SegmentationCommon):
    """Days that runs have kept changes since: the classes that were shown on them.

    On 10 July big had 900 of 1000, small 100. Then small brings 9000 more; late comes.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner.active = False
        cls.big, cls.small = cls._create_clients(big=900, small=100)
        cls.big.user_id = cls.salesman
        with freeze_time("2025-07-10 12:00:00"):
            cls._run_on("2025-07-10")
        # Entered later; by the documents small was A all the time.
        cls._create_order(cls.small, "2025-02-15", 9000)
        cls.late = cls._create_client("late")
        cls.never = cls._create_client("never")
        cls._create_order(cls.late, "2025-07-12", 5)
        cls._run_on("2025-07-15")

    def _compare(self, as_of="2025-07-10", **kwargs):
        segments = self.env["client.segment"].with_user(self.manager)
        comparison = segments.get_comparison(as_of, **kwargs)
        moves = {
            (move["before"], move["after"]): (move["count"], move["partner_ids"])
            for move in comparison["moves"]
        }
        return comparison["matrix"], moves

    def test_classes_that_were_shown(self):
        # 0 and 90 % before them then; 0 and 91 % now; late has bought this month only.
        self.assertClasses(
            "segment_abcxyz", {self.small: "an", self.big: "bn", self.late: "cn"}
        )
        matrix, moves = self._compare()
        self.assertEqual(matrix, {"an": 1, "bn": 1})
        self.assertEqual(
            moves,
            {
                ("a", "b"): (1, self.big.ids),
                ("b", "a"): (1, self.small.ids),
                ("", "c"): (1, self.late.ids),
            },
        )

    def test_who_has_stayed(self):
        """Late had bought by the end of the 12th, small and big changed later."""
        matrix, moves = self._compare("2025-07-12")
        self.assertEqual(matrix, {"an": 1, "bn": 1, "cn": 1})
        self.assertEqual(moves["c", "c"], (1, []))
        self.assertEqual(len(moves), 3)
        with freeze_time("2025-07-16 12:00:00"):
            self._run_on("2025-07-16")
            matrix, moves = self._compare("2025-07-15")
        self.assertEqual(matrix, {"an": 1, "bn": 1, "cn": 1})
        self.assertEqual(moves, {(abc, abc): (1, []) for abc in "abc"})

    def test_reads_no_document(self):
        Run = self.env.registry["client.segment.run"]
        with patch.object(Run, "_temporary_facts", side_effect=AssertionError):
            self._compare()
            self._compare("2025-07-14")
            with self.assertRaises(AssertionError):
                self._compare("2025-07-09")

    def test_by_documents_before_the_first_run(self):
        matrix, moves = self._compare("2025-07-09")
        # As of the 9th small had 9100 of 10000: what was entered later counts.
        self.assertEqual(matrix, {"an": 1, "bn": 1})
        self.assertNotIn(("b", "a"), moves)

    def test_of_a_salesperson_and_pinned(self):
        pin = self.env["client.segment.pin"].create(
            {
                "partner_id": self.big.id,
                "company_id": self.company.id,
                "segment_class": "abc:c",
                "reason": "Test",
            }
        )
        matrix, moves = self._compare(user_id=self.salesman.id)
        self.assertEqual(matrix, {"an": 1})
        self.assertEqual(moves, {("a", "c"): (1, self.big.ids)})
        # Nothing has changed since, but who has left with the run of today.
        pin.active = False
        _matrix, moves = self._compare("2025-07-14", user_id=self.salesman.id)
        self.assertEqual(moves, {("a", "b"): (1, self.big.ids)})

    def test_not_beside_another_day(self):
        self._recompute("2025-06-15")
        self.assertFalse(self.env["client.segment"]._has_history_since("2025-07-10"))
