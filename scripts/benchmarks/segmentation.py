"""Speed of client_segmentation, as ratios to the least work that the database could
do: L0, one scan of the confirmed orders that adds up the columns needed, and L1, the
same per company and client. Ratios hold on any machine, milliseconds do not.
"""

import argparse
import os
from datetime import timedelta

import _clients
import _measure
from order_history.odoo_session import open_database

from odoo import Command, fields
from odoo.tools import SQL

KILOBYTE = 1024
TABLES = ("res_partner", "sale_order", "client_segment")
SUMS = """
    SUM(sale.amount_untaxed), SUM(sale.margin), COUNT(*),
    MIN(sale.date_order), MAX(sale.date_order)
"""
# As the contact list of Odoo asks for them, and as the list of segments does
STOCK_COLUMNS = ("complete_name", "phone", "email", "city")
STOCK_SUBFIELDS = ("user_id", "country_id", "category_id")
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
    parser.add_argument("--runs", type=int, default=3, help="the median of so many")
    return parser.parse_args()


class Benchmark:
    def __init__(self, env, runs, companies):
        self.env = env
        self.cr = env.cr
        self.runs = runs
        self.today = fields.Date.today()
        self.companies = self._prepare_companies(companies)
        self.count = 0

    def _prepare_companies(self, count):
        companies = self.env["res.company"].search([], order="id", limit=count)
        for number in range(len(companies), count):
            companies += companies.create({"name": f"Benchmark company {number + 1}"})
        self.env.user.company_ids += companies
        self.cr.commit()
        return companies

    def measure(self, count):
        """Add clients until there are ``count`` of them, and print a table."""
        _clients.add(self.env, self.companies, count - self.count, self.today)
        self.count = count
        self._vacuum()
        orders = count * _clients.ORDERS_EACH
        self.table = _measure.Table(f"{count:,} clients, {orders:,} orders")
        self._measure_limits()
        self._measure_runs()
        self._measure_reads()

    def _vacuum(self):
        self.cr.commit()
        connection = self.cr.connection
        connection.autocommit = True
        for table in TABLES:
            self.cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(table)))
        connection.autocommit = False

    def _measure_limits(self):
        plain = SQL("SELECT %s FROM sale_order sale WHERE state = 'sale'", SQL(SUMS))
        grouped = SQL(
            "SELECT COUNT(*) FROM (SELECT %s FROM sale_order sale WHERE state = 'sale'"
            " GROUP BY company_id, partner_id OFFSET 0) client",
            SQL(SUMS),
        )
        self.l0 = self._seconds_of(plain, runs=self.runs + 2)
        self.table.ratio("L0: one scan of the orders with plain sums", self.l0, self.l0)
        l1 = self._seconds_of(grouped)
        self.table.ratio("L1: the same per company and client", l1, self.l0)

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
        self._vacuum()
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
        self._measure_change(
            "1 % of the clients got an order (a full recompute)", self.today, 2.2
        )
        later = self.today + timedelta(days=31)
        self._measure_change("Month's turn", later, 26)
        self._recompute()
        self._vacuum()

    def _measure_change(self, label, as_of, target):
        """WAL is counted as the server writes it: the private one writes no full
        images of pages (full_page_writes is off), another may."""
        self._vacuum()
        wal = 0

        def recompute():
            nonlocal wal
            wal = _measure.wal_bytes(self.cr, lambda: self._recompute(as_of))

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
        runs = self.companies.recompute_client_segments(as_of or self.today)
        for run in runs:
            if run.state != "done":
                raise RuntimeError(run.message)
        self.cr.commit()

    def _forget(self):
        self.cr.execute(SQL("TRUNCATE client_segment"))
        self.cr.commit()

    def _classify(self):
        # The path to the add-ons is known only now.
        from odoo.addons.client_segmentation.sql import cut_offs, facts, results

        model = self.env["client.segment.run"].sudo()
        for company in self.companies:
            run = model.create(model._prepare_run_values(company, self.today))
            parameters = run._get_parameters()
            for statement in facts.create_facts(parameters):
                self.cr.execute(statement)
            [row] = self.env.execute_query_dict(cut_offs.select_cut_offs(parameters))
            labelled = results.select_labelled(parameters, cut_offs.CutOffs(**row))
            # A count of whole rows computes every column and sends one number.
            self.cr.execute(SQL("SELECT COUNT(row) FROM (%s) row", labelled))
            self.cr.rollback()

    # Reads

    def _measure_reads(self):
        self.partners = self._manager_env()["res.partner"]
        clients = [("is_company", "in", [True, False])]
        table = self.table
        stock = self._list_seconds(STOCK_COLUMNS, clients)
        table.ratio("Stock contact list", stock, stock)
        columns = (*STOCK_COLUMNS, *SEGMENT_COLUMNS)
        searches = [
            ("  with segment columns", clients, None, 2),
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
            ("  all, the largest first", clients, "segment_revenue desc", None),
        ]
        for label, domain, order, target in searches:
            duration = self._list_seconds(columns, domain, order)
            table.ratio(label, duration, stock, target)
        self._measure_groups(clients)

    def _measure_groups(self, domain):
        stock = self._group_seconds(domain, "user_id", ["__count"])
        self.table.ratio("Stock contacts by salesperson", stock, stock)
        for aggregates, label, target in (
            (["__count"], "  by ABC", 1.1),
            (["__count", "segment_revenue:sum"], "  by ABC with the revenue", None),
        ):
            duration = self._group_seconds(domain, "segment_abc", aggregates)
            self.table.ratio(label, duration, stock, target)

    def _manager_env(self):
        """A head of sales: reads are checked as for anybody."""
        user = self.env["res.users"].search([("login", "=", "benchmark")])
        user = user or self.env["res.users"].create(
            {
                "name": "Benchmark",
                "login": "benchmark",
                "company_id": self.companies[0].id,
                "company_ids": [Command.set(self.companies.ids)],
                "group_ids": [
                    Command.link(self.env.ref("sales_team.group_sale_manager").id)
                ],
            }
        )
        self.cr.commit()
        allowed = self.companies[0].ids
        return self.env(user=user, su=False, context={"allowed_company_ids": allowed})

    def _list_seconds(self, columns, domain, order=None):
        specification = {name: {} for name in columns}
        for name in STOCK_SUBFIELDS:
            specification[name] = {"fields": {"display_name": {}}}
        return _measure.seconds(
            lambda: self.partners.web_search_read(
                domain, specification, limit=80, order=order, count_limit=10_001
            ),
            self.runs + 2,
            before=self.env.invalidate_all,
        )

    def _group_seconds(self, domain, groupby, aggregates):
        return _measure.seconds(
            lambda: self.partners.formatted_read_group(domain, [groupby], aggregates),
            self.runs + 2,
            before=self.env.invalidate_all,
        )


def main():
    options = parse()
    with open_database(os.environ["PGDATABASE"]) as env:
        benchmark = Benchmark(env, options.runs, options.companies)
        for count in options.clients:
            benchmark.measure(count)


if __name__ == "__main__":
    main()
