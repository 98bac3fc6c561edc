"""Speed of loyalty_program's results, as ratios to L0: one scan of the confirmed
orders that adds up the columns needed. Ratios hold on any machine, milliseconds do not.
"""

import argparse
import os
from datetime import timedelta

import _clients
import _measure
from order_history.odoo_session import open_database

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

TABLES = ("res_partner", "sale_order", "loyalty_member", "loyalty_benefit_entry")
CONTROL_EVERY = 5
DAYS_AGO = 240


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench loyalty")
    parser.add_argument(
        "--clients",
        type=int,
        default=100_000,
        help=f"{_clients.ORDERS_EACH} orders each, all of them in the program",
    )
    parser.add_argument("--runs", type=int, default=3, help="the median of so many")
    return parser.parse_args()


class Benchmark:
    def __init__(self, env, clients, runs):
        self.env = env
        self.runs = runs
        self.today = fields.Date.today()
        self.company = env["res.company"].search([], order="id", limit=1)
        # A database that is kept has some of them
        missing = clients - env["res.partner"].search_count([("ref", "=like", "B%")])
        if missing > 0:
            _clients.add(env, self.company, missing, self.today)
        self.program = self._create_program()
        self._draw()
        env.cr.commit()
        self._vacuum()
        self._book()
        env.cr.commit()
        self._vacuum()
        orders = clients * _clients.ORDERS_EACH
        self.table = _measure.Table(f"{clients:,} clients, {orders:,} orders")

    def _create_program(self):
        return self.env["loyalty.program"].create(
            {
                "name": "Benchmark",
                "program_type": "promotion",
                "has_members": True,
                "company_id": self.company.id,
                "rule_ids": [Command.create({})],
                "reward_ids": [Command.create({"discount": 1})],
            }
        )

    def _draw(self):
        """Every client is in the program, every fifth of them in the control group."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO loyalty_member (program_id, partner_id, company_id, "group",
                                            stratum, state, joined_on)
                SELECT %s, id, %s,
                       CASE WHEN id %% %s = 0 THEN 'control' ELSE 'member' END,
                       (ARRAY['gold', 'silver', 'bronze'])[1 + id %% 3], 'active', %s
                  FROM res_partner
                 WHERE ref LIKE 'B%%'
                """,
                self.program.id,
                self.company.id,
                CONTROL_EVERY,
                self.today - timedelta(days=DAYS_AGO),
            )
        )

    def _book(self):
        """A benefit with each order of a member."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO loyalty_benefit_entry (
                    date, program_id, member_id, partner_id, company_id, order_id, kind,
                    movement, quantity, value, cost)
                SELECT date_order::date, member.program_id, member.id,
                       member.partner_id, sale.company_id, sale.id, 'discount', 'grant',
                       1, amount_untaxed * 0.01, amount_untaxed * 0.01
                  FROM sale_order sale
                  JOIN loyalty_member member ON member.partner_id = sale.partner_id
                 WHERE sale.state = 'sale'
                   AND member."group" = 'member'
                   AND member.program_id = %s
                   AND date_order >= member.joined_on
                """,
                self.program.id,
            )
        )

    def _vacuum(self):
        connection = self.env.cr.connection
        connection.autocommit = True
        for table in TABLES:
            self.env.cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(table)))
        connection.autocommit = False

    def measure(self):
        plain = SQL(
            "SELECT SUM(amount_untaxed), SUM(margin), COUNT(*)"
            " FROM sale_order WHERE state = 'sale'"
        )
        self.l0 = self._seconds_of(plain, self.runs + 2)
        self.table.ratio("L0: one scan of the orders with plain sums", self.l0, self.l0)
        self._measure_statements()
        duration = _measure.seconds(self._measure_program, self.runs)
        self.table.ratio("A result, from the button to the record", duration, self.l0)
        growth = _measure.memory_growth(self._measure_program)
        if growth is not None:
            self.table.figure(
                "  Growth of the Odoo process", growth / _measure.MEGABYTE, "MB", 20
            )

    def _measure_statements(self):
        # The path to the add-ons is known only now.
        from odoo.addons.loyalty_program.arithmetic.results import get_first_days
        from odoo.addons.loyalty_program.sql.results import result

        results = self.env["loyalty.result"].with_company(self.company)
        launched_on = self.today - timedelta(days=DAYS_AGO)
        span = results._get_span(self.program, self.company, launched_on, self.today)
        days = get_first_days(launched_on, self.today, 0)
        drawn, similar = result.select_drawn(span), result.select_similar(span)
        for label, statement, target in (
            ("Members against the control group", result.select_sums(span, drawn), 10),
            ("Difference in differences", result.select_sums(span, similar), 10),
            ("Month by month", result.select_months(span, drawn, days), 10),
            ("Costs", result.select_costs(span, days), None),
            ("Enrolment", result.select_enrolment(span, days), None),
        ):
            self.table.ratio(label, self._seconds_of(statement), self.l0, target)

    def _seconds_of(self, statement, runs=None):
        cr = self.env.cr
        return _measure.seconds(lambda: cr.execute(statement), runs or self.runs)

    def _measure_program(self):
        self.env["loyalty.result"]._measure(self.program, self.company, self.today)


def main():
    options = parse()
    with open_database(os.environ["PGDATABASE"]) as env:
        Benchmark(env, options.clients, options.runs).measure()


if __name__ == "__main__":
    main()
