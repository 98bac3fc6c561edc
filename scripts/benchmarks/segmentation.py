"""Speed of client_segmentation, as ratios to the least work that the database could
do: L0, one scan of the confirmed orders that adds up the columns needed, and L1, the
same per company and client. Ratios hold on any machine, milliseconds do not.
"""

import argparse
import os
import time
from datetime import timedelta

import _clients
import _measure
import _usual_ways
import _without
from _editing import Editor
from _reads import ALL, STOCK_COLUMNS, STOCK_SEARCHES, Reads
from _screens import Screens
from order_history.odoo_session import open_database

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tools import SQL

KILOBYTE = 1024
TABLES = ("res_partner", "sale_order", "sale_order_line", "client_segment")
# Lines of more orders would fill the disk.
MOST_CLIENTS_WITH_LINES = 100_000
SUMS = """
    SUM(sale.amount_untaxed), SUM(sale.margin), COUNT(*),
    MIN(sale.date_order), MAX(sale.date_order)
"""
SEGMENT_COLUMNS = (
    "segment_temperature",
    "segment_abc",
    "segment_xyz",
    "segment_tier",
    "segment_rfm",
    "segment_revenue",
    "segment_order_count",
    "segment_last_order_date",
)


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench segmentation")
    parser.add_argument(
        "--clients",
        type=lambda text: sorted(int(part) for part in text.split(",")),
        default=[10_000, 100_000],
        metavar="N,N",
        help=f"numbers of clients, {_clients.ORDERS_EACH} orders each",
    )
    parser.add_argument("--companies", type=int, default=1)
    parser.add_argument(
        "--layout",
        choices=_clients.POSITIONS,
        default="time",
        help="orders in the table one after the other in time, as in a database in "
        "use, or client by client, which groups them faster",
    )
    parser.add_argument("--runs", type=int, default=3, help="the median of so many")
    return parser.parse_args()


class Benchmark:
    def __init__(self, env, env_without, runs, companies, layout):
        self.env = env
        self.env_without = env_without
        self.cr = env.cr
        self.runs = runs
        self.layout = layout
        self.today = fields.Date.today()
        self.companies = self._prepare_companies(companies)
        self.reads = Reads(env, self.companies[0], runs)
        main_company = env_without["res.company"].browse(self.companies[0].id)
        self.reads_without = Reads(env_without, main_company, runs)
        self.count = 0

    def _prepare_companies(self, count):
        companies = self.env["res.company"].search([], order="id", limit=count)
        for number in range(len(companies), count):
            companies += companies.create({"name": f"Benchmark company {number + 1}"})
        self.env.user.company_ids += companies
        # Orders have no lines until these are what is measured.
        companies.segment_policy_id.use_buyer_type = False
        self.cr.commit()
        return companies

    def measure(self, count):
        """Add clients until there are ``count`` of them, and print a table."""
        more = count - self.count
        _clients.add(self.env, self.companies, more, self.today, self.layout)
        _clients.add(self.env_without, self.reads_without.partners.env.company, more)
        self.count = count
        self._vacuum(self.cr)
        self._vacuum(self.env_without.cr)
        orders = count * _clients.ORDERS_EACH
        self.table = _measure.Table(f"{count:,} clients, {orders:,} orders")
        self._measure_limits()
        self._measure_runs()
        self._measure_usual_ways()
        self._measure_editing()
        self._measure_reads()
        Screens(self.reads.partners, self.runs).measure(self.table)
        if count <= MOST_CLIENTS_WITH_LINES:
            self._measure_buyer_types()

    def _vacuum(self, cr):
        cr.commit()
        connection = cr.connection
        connection.autocommit = True
        for table in TABLES:
            cr.execute(SQL("SELECT to_regclass(%s)", table))
            if cr.fetchone()[0]:
                cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(table)))
        connection.autocommit = False

    def _measure_limits(self):
        plain = SQL("SELECT %s FROM sale_order sale WHERE state = 'sale'", SQL(SUMS))
        grouped = SQL("%s GROUP BY company_id, partner_id", plain)
        self.l0 = self._seconds_of(plain, runs=self.runs + 2)
        self.table.ratio("L0: one scan of the orders with plain sums", self.l0, self.l0)
        l1 = self._seconds_of(self._discard(grouped))
        self.table.ratio("L1: the same per company and client", l1, self.l0)

    def _discard(self, statement):
        """Compute each column of each row and send none of them."""
        return SQL("EXPLAIN (ANALYZE, TIMING OFF) %s", statement)

    def _seconds_of(self, statement, runs=None):
        return _measure.seconds(lambda: self.cr.execute(statement), runs or self.runs)

    # Runs

    def _measure_runs(self):
        is_large = self.count * _clients.ORDERS_EACH > 3_000_000
        ratio = self.table.ratio
        duration = _measure.seconds(self._classify, self.runs)
        ratio(
            "Classes computed, nothing written",
            duration,
            self.l0,
            13 if is_large else 9,
        )
        runs = 1 if is_large else self.runs
        duration = _measure.seconds(self._recompute, runs, before=self._forget)
        ratio("First fill", duration, self.l0, 26)
        self._vacuum(self.cr)
        duration = _measure.seconds(self._recompute, runs)
        ratio("Full recompute, nothing to change", duration, self.l0, 18)
        wal = _measure.wal_bytes(self.cr, self._recompute)
        # Of the whole server; what the run notes of itself is some of it.
        self.table.figure("  WAL", wal / KILOBYTE, "KB", 64)
        growth = _measure.memory_growth(self._recompute)
        if growth is not None:
            self.table.figure(
                "  Growth of the Odoo process", growth / _measure.MEGABYTE, "MB", 20
            )
        self._measure_changes()

    def _measure_changes(self):
        for company in self.companies:
            _clients.add_order_of_each(self.env, 0.01, company)
        self._measure_change("1 % of the clients got an order", self.today, 18)
        later = self.today + timedelta(days=31)
        self._measure_change("Month's turn", later, 26)
        self._recompute()
        self._vacuum(self.cr)

    def _measure_change(self, label, as_of, target):
        """WAL is counted as the server writes it: the private one writes no full
        images of pages (full_page_writes is off), another may."""
        self._vacuum(self.cr)
        wal = 0

        def recompute():
            nonlocal wal
            wal = _measure.wal_bytes(self.cr, lambda: self._run(as_of))

        duration = _measure.seconds(recompute, 1)
        self.table.ratio(label, duration, self.l0, target)
        changed = sum(
            run.created_count + run.changed_count + run.removed_count
            for run in self._last_runs()
        )
        if changed:
            self.table.figure(
                "  WAL per changed row",
                wal / KILOBYTE / changed,
                "KB",
                1,
                f"{changed:,} rows",
            )

    def _last_runs(self):
        model = self.env["client.segment.run"]
        return model.search([], order="id desc", limit=len(self.companies))

    def _recompute(self, as_of=None):
        """Look at all clients."""
        self._run(as_of)

    def _run(self, as_of=None, **context):
        companies = self.companies.with_context(**context)
        runs = companies.recompute_client_segments(as_of or self.today)
        for run in runs:
            if run.state != "done":
                raise RuntimeError(run.message)
        self.cr.commit()

    def _forget(self):
        self.cr.execute(SQL("TRUNCATE client_segment"))
        self.cr.commit()

    def _classify(self):
        # The path to the add-ons is known only now.
        from odoo.addons.client_segmentation.sql.core import cut_offs, facts, results

        model = self.env["client.segment.run"].sudo()
        for company in self.companies:
            run = model.create(model._prepare_run_values(company, self.today))
            parameters = run._get_parameters()
            for statement in facts.create_facts(parameters):
                self.cr.execute(statement)
            [row] = self.env.execute_query_dict(cut_offs.select_cut_offs(parameters))
            labelled = results.select_labelled(parameters, cut_offs.CutOffs(**row))
            self.cr.execute(self._discard(labelled))
            self.cr.rollback()

    def _measure_buyer_types(self):
        """What it costs to read the lines of all orders as well."""
        _clients.add_lines(self.env, self.companies[0])
        self._vacuum(self.cr)
        without = _measure.seconds(self._recompute, self.runs)
        self.companies.segment_policy_id.use_buyer_type = True
        self._recompute()
        duration = _measure.seconds(self._recompute, self.runs)
        label = f"Full recompute with buyer types, {_clients.LINES_EACH} lines an order"
        self.table.ratio(label, duration, self.l0)
        self.table.ratio("  against one without", duration, without)
        self.companies.segment_policy_id.use_buyer_type = False
        self._recompute()

    # Comparisons

    def _measure_usual_ways(self):
        """The same work as it is done elsewhere, on some of the clients."""
        company = self.companies[0]
        full = _measure.seconds(self._recompute, 1)
        clients = self.env["res.partner"].search([("ref", "=like", "B%")])
        for label, seconds, some, target in (
            (
                "One client after another, against a full run",
                _usual_ways.client_by_client_seconds,
                clients[:300],
                80,
            ),
            (
                "Sorting in Python and writing each, against a full run",
                _usual_ways.sorted_in_python_seconds,
                clients[:10_000],
                10,
            ),
        ):
            duration = seconds(self.env, company, some, self.today)
            self.cr.rollback()
            duration *= len(clients) / len(some)
            self.table.at_least(label, duration, full, target)

    def _measure_editing(self):
        """How long an edit of a contact takes with and without a run."""
        ids = self.env["res.partner"].search([("ref", "=like", "B%")], limit=500).ids
        self.cr.commit()
        with Editor(self.cr.dbname, ids) as alone:
            time.sleep(3)
        with Editor(self.cr.dbname, ids) as during:
            later = self.today + timedelta(days=62)
            self._recompute(later)
        self._recompute()
        self.table.figure("Edits during a month's turn", len(during.durations), "")
        self.table.figure("  failed", during.failures, "", 0)
        self.table.figure("  99 % within", during.p99 * 1000, "ms")
        self.table.figure("  without a run", alone.p99 * 1000, "ms")

    # Reads

    def _measure_reads(self):
        self._measure_stock_reads()
        reads = self.reads
        table = self.table
        stock = reads.list_seconds()
        columns = (*STOCK_COLUMNS, *SEGMENT_COLUMNS)
        table.ratio("Stock contact list", stock, stock)
        searches = [
            ("  with segment columns", ALL, None, 2),
            ("  with ABC = A", [("segment_abc", "=", "a")], None, None),
            (
                "  with ABC = A and XYZ = X",
                [("segment_abc", "=", "a"), ("segment_xyz", "=", "x")],
                None,
                None,
            ),
            (
                "  with revenue, the largest first",
                [("segment_revenue", ">", 0)],
                "segment_revenue desc",
                None,
            ),
            ("  all, the largest first", ALL, "segment_revenue desc", None),
        ]
        for label, domain, order, target in searches:
            duration = reads.list_seconds(domain, order, columns)
            table.ratio(label, duration, stock, target)
        self._measure_groups()

    def _measure_stock_reads(self):
        """Odoo's own screens, in this database and without the add-ons."""
        for label, domain, order in STOCK_SEARCHES:
            without = self.reads_without.list_seconds(domain, order)
            duration = self.reads.list_seconds(domain, order)
            self.table.ratio(f"{label}: add-ons / none", duration, without, 1.1)
        without = self.reads_without.group_seconds("user_id")
        duration = self.reads.group_seconds("user_id")
        self.table.ratio("Stock group-by: add-ons / none", duration, without, 1.1)

    def _measure_groups(self):
        stock = self.reads.group_seconds("user_id")
        self.table.ratio("Stock contacts by salesperson", stock, stock)
        for aggregates, label, target in (
            (["__count"], "  by ABC", 1.1),
            (["__count", "segment_revenue:sum"], "  by ABC with the revenue", None),
        ):
            duration = self.reads.group_seconds("segment_abc", aggregates)
            self.table.ratio(label, duration, stock, target)


def main():
    options = parse()
    name = os.environ["PGDATABASE"]
    with (
        _without.database(name) as without,
        open_database(name) as env,
        Registry(without).cursor() as other,
    ):
        env_without = api.Environment(other, SUPERUSER_ID, {})
        benchmark = Benchmark(
            env, env_without, options.runs, options.companies, options.layout
        )
        for count in options.clients:
            benchmark.measure(count)


if __name__ == "__main__":
    main()
