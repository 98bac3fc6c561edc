from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .common_history import HistoryCommon

SHAPE = (
    "month",
    "as_of",
    "has_previous",
    "user_id",
    "rfm_before",
    "rfm",
    "client_count",
    "active_count",
    "lapsed_count",
    "revenue",
)
# Client, day, amount, margin, number
IMPORTED = (
    ("Regular", "2025-02-10", 400, 400, "1"),
    ("Sleeper", "2025-03-20", 5000, 5000, "2"),
    ("Newcomer", "2025-05-05", 90, 90, "3"),
)


@tagged("post_install", "-at_install")
class TestHistoryMonths(HistoryCommon):
    """Months kept before an import. Regular has orders in April and June, Newcomer one
    in June; of the other system come February, March and May. Today is 15 July 2025."""

    def setUp(self):
        super().setUp()
        self.partner.active = False
        self.clients = {
            name: self._create_client(name, company_id=False)
            for name in ("Regular", "Sleeper", "Newcomer")
        }
        for client in self.clients.values():
            self._set_known_since(client, "2024-01-01")
        self._order_in(self.company)
        self._run_and_fill(self.company)

    def _order_in(self, company):
        for name, day, amount in (
            ("Regular", "2025-04-10", 100),
            ("Regular", "2025-06-10", 300),
            ("Newcomer", "2025-06-20", 50),
        ):
            self._create_order(self.clients[name], day, amount, company_id=company.id)

    def _run_and_fill(self, company):
        run = company.recompute_client_segments()
        self.assertEqual(run.state, "done", run.message)
        self._fill(company)
        return run

    def _fill(self, company):
        Run = self.env["client.segment.run"]
        IrCron = self.registry["ir.cron"]
        with patch.object(IrCron, "_commit_progress", return_value=60):
            Run._search_months_due(company)._fill_months()
        self.assertFalse(Run._search_months_due(company))

    def _read_kept(self, company):
        """Return all that is kept by the month, of one company."""
        of_company = [("company_id", "=", company.id)]
        Month = self.env["client.segment.month"]
        months = sorted(
            [[str(row[name]) for name in SHAPE] for row in Month.search(of_company)]
        )
        changes = sorted(
            (row.partner_id.name, str(row.date), row.old_value or "", row.new_value)
            for row in self.env["client.segment.history"].search(
                [*of_company, ("axis", "=", "rfm")]
            )
        )
        stands = {
            row.partner_id.name: row.rfm_month
            for row in self.env["client.segment"].search(
                [*of_company, ("partner_id", "in", self._get_ids())]
            )
        }
        return {"months": months, "changes": changes, "stands": stands}

    def _get_ids(self):
        return [client.id for client in self.clients.values()]

    def _sum(self, month, name):
        rows = self.env["client.segment.month"].search(
            [("company_id", "=", self.company.id), ("month", "=", month)]
        )
        return sum(rows.mapped(name))

    def _prepare_company_from_the_start(self):
        """Return a company where the purchases of the other system are there before
        anything is kept."""
        company = self._create_company("From the Start")
        company.currency_id = self.company.currency_id
        self._order_in(company)
        self.env["client.purchase"].sudo().create(
            [
                {
                    "company_id": company.id,
                    "partner_id": self.clients[name].id,
                    "day": day,
                    "amount": amount,
                    "margin": margin,
                    "number": number,
                    "currency_id": company.currency_id.id,
                }
                for name, day, amount, margin, number in IMPORTED
            ]
        )
        self._run_and_fill(company)
        return company

    def test_as_if_purchases_had_been_there_from_the_start(self):
        record = self._check(sales=IMPORTED)
        self.assertEqual(self._sum("2025-06-01", "revenue"), 100)
        self._import(record)
        due = self.env["client.segment.run"]._search_months_due(self.company)
        # From February to June, though nothing was kept before April
        self.assertEqual((str(due.month_from), due.month_count), ("2025-02-01", 5))
        self.assertTrue(due.is_refill)
        self.assertIn("0 of 5", record.months_message)
        self._fill(self.company)
        # 100 of April, and 400 + 5,000 + 90 of the other system
        self.assertEqual(self._sum("2025-06-01", "revenue"), 5590)
        self.assertEqual(self._sum("2025-02-01", "active_count"), 1)
        other = self._prepare_company_from_the_start()
        self.assertEqual(self._read_kept(self.company), self._read_kept(other))

    def test_months_before_the_import_stay(self):
        """The import begins in June: April and May are not touched, and June is
        compared with May, though clients stand where June had left them."""
        before = self._read_kept(self.company)
        ids = self.env["client.segment.month"].search(
            [("company_id", "=", self.company.id), ("month", "<", "2025-06-01")]
        )
        record = self._check(sales=[("Sleeper", "2025-06-02", 5000, 5000, "2")])
        self._import(record)
        self._fill(self.company)
        self.assertEqual(ids, ids.exists())
        after = self._read_kept(self.company)
        self.assertNotEqual(before, after)
        june = [row for row in after["months"] if row[0] == "2025-06-01"]
        self.assertEqual({row[2] for row in june}, {"True"})
        moved = {name for name, day, _old, _new in after["changes"] if day > "2025-06"}
        self.assertIn("Sleeper", moved)
        # Nobody else has another segment than the one that May left.
        may = {row[5] for row in after["months"] if row[0] == "2025-05-01"}
        self.assertLessEqual({row[4] for row in june}, may | {"False"})

    def test_undo(self):
        before = self._read_kept(self.company)
        record = self._check(sales=IMPORTED)
        self._import(record)
        self._fill(self.company)
        self.assertNotEqual(before, self._read_kept(self.company))
        record.action_undo()
        self._fill(self.company)
        self.assertEqual(before, self._read_kept(self.company))

    def test_undo_before_the_job_is_through(self):
        before = self._read_kept(self.company)
        record = self._check(sales=IMPORTED)
        self._import(record)
        record.action_undo()
        self._fill(self.company)
        self.assertEqual(before, self._read_kept(self.company))

    def test_import_while_months_are_filled(self):
        """Another company, and its first months not filled yet: they are planned once,
        with what is imported."""
        company = self._create_company("Busy")
        company.currency_id = self.company.currency_id
        self._order_in(company)
        first = company.recompute_client_segments()
        self.assertEqual((str(first.month_from), first.month_count), ("2025-04-01", 3))
        company.segment_policy_id._mark_months_stale(date(2025, 5, 5))
        second = company.recompute_client_segments()
        self.assertEqual((first.month_count, first.is_months_due), (1, True))
        self.assertEqual(
            (str(second.month_from), second.month_count), ("2025-05-01", 2)
        )
        self._fill(company)
        kept = self._read_kept(company)
        self.assertEqual(kept, self._read_kept(self.company))

    def test_this_month_is_not_kept_yet(self):
        before = self._read_kept(self.company)
        self._import(self._check(sales=[("Regular", "2025-07-02", 10, 10, "9")]))
        self.assertFalse(self.env["client.segment.run"]._search_months_due())
        self.assertEqual(before, self._read_kept(self.company))
        self.assertFalse(self.company.segment_policy_id.months_stale_since)
