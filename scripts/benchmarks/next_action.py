"""Speed of what says whom to call: what rhythm and forecast add to a run, how long
fitting takes, and My Day, the page of the team and the overview with 50 salespeople."""

import argparse
import os
from contextlib import contextmanager
from unittest.mock import patch

import _clients
import _measure
from order_history.odoo_session import open_database

from odoo import Command, fields
from odoo.tools import SQL

SALESPEOPLE = 50
NO_GAPS = SQL("NULL::integer AS gap, NULL::integer AS gap_before")
NO_RHYTHM = SQL(
    """
    COUNT(*) FILTER (WHERE is_purchase) AS purchase_days,
    NULL::float8 AS usual_interval, NULL::float8 AS even_share, 0 AS gap_pairs,
    0::bigint AS purchase_mask, 0::bigint AS recent_margin
    """
)


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench next_action")
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3, help="the median of so many")
    return parser.parse_args()


class Benchmark:
    def __init__(self, env, runs):
        self.env = env
        self.runs = runs
        self.company = env["res.company"].search([], order="id", limit=1)
        self.company.segment_policy_id.use_buyer_type = False
        self.today = fields.Date.today()

    def measure(self, count):
        _clients.add(self.env, self.company, count, self.today)
        self._share_clients()
        self.table = _measure.Table(
            f"{count:,} clients, {count * _clients.ORDERS_EACH:,} orders,"
            f" {SALESPEOPLE} salespeople"
        )
        self._recompute()
        self.env.cr.execute("ANALYZE")
        self._measure_run()
        self._measure_fit()
        self._measure_pages()

    def _share_clients(self):
        group = self.env.ref("sales_team.group_sale_salesman")
        self.people = self.env["res.users"].create(
            [
                {
                    "name": f"Salesperson {number}",
                    "login": f"salesperson-{number}",
                    "company_id": self.company.id,
                    "company_ids": [Command.set(self.company.ids)],
                    "group_ids": [Command.link(group.id)],
                }
                for number in range(SALESPEOPLE)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET user_id = (%s::integer[])[1 + id %% %s]"
                " WHERE ref LIKE 'B%%'",
                self.people.ids,
                SALESPEOPLE,
            )
        )
        self.env.cr.commit()

    def _recompute(self):
        [run] = self.company.recompute_client_segments()
        if run.state != "done":
            raise RuntimeError(run.message)
        self.env.cr.commit()

    def _measure_run(self):
        whole = _measure.seconds(self._recompute, self.runs)
        with self._without():
            self._recompute()  # writes what differs then
            without = _measure.seconds(self._recompute, self.runs)
        self._recompute()
        self.table.ratio("Full run without rhythm and forecast", without, without)
        self.table.ratio("  with both", whole, without, 4 / 3)

    @contextmanager
    def _without(self):
        # The path to the add-ons is known only now.
        from odoo.addons.client_segmentation.sql.core import facts, scores

        def with_gaps(documents):
            return SQL("SELECT *, %s FROM (%s) document", NO_GAPS, documents)

        Run = type(self.env["client.segment.run"])
        with (
            patch.object(facts.rhythm, "with_gaps", with_gaps),
            patch.object(facts.rhythm, "aggregate", lambda: NO_RHYTHM),
            patch.object(Run, "_score_clients", lambda *_args: ({}, scores.NONE)),
        ):
            yield

    def _measure_fit(self):
        runs = self.env["client.segment.run"]
        run = runs.new(runs._prepare_run_values(self.company, self.today))
        forecasts = self.env["client.segment.forecast"]
        with run._table_of_facts(run._get_parameters()):
            seconds = _measure.seconds(forecasts._prepare_values, self.runs)
        self.table.figure("Fitting the forecast, and its record", seconds, "s", 30)

    def _measure_pages(self):
        one = self.env(user=self.people[0].id)["client.day"]
        head = self.env(user=self.env.ref("base.user_admin").id)
        # As the job does after each run
        self.env["client.segment"]._get_last_ordinary_run(self.company)._keep_bridge()
        self._measure_page("My Day", one.get_day)
        self._measure_page("Team", head["client.day"].get_team)
        self._measure_page("Overview", head["client.segment"].get_dashboard)
        self._measure_page("Matrix", head["client.segment"].get_overview)

    def _measure_page(self, label, show):
        seconds = _measure.seconds(show, self.runs, before=self.env.invalidate_all)
        self.table.figure(label, seconds * 1000, "ms", 200)


def main():
    options = parse()
    with open_database(os.environ["PGDATABASE"]) as env:
        Benchmark(env, options.runs).measure(options.clients)


if __name__ == "__main__":
    main()
