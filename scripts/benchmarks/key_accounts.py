"""Speed of key_account_dossier: 1,000 dossiers, each with a contact every ten days for
ten years. Times depend on the machine, the numbers of queries do not.
"""

import argparse
import os
import statistics
import time
from datetime import timedelta

import _measure
from order_history.odoo_session import open_database

from odoo import Command, fields
from odoo.tools import SQL

EACH = 3  # dossiers of a manager
YEARS = 10
EVERY = 10  # days between contacts
ROLES = (
    "key_account_dossier.group_key_account_supervisor",
    "sales_team.group_sale_manager",
)
CARD = {
    "partner_id": {"fields": {"display_name": {}}},
    "user_id": {"fields": {"display_name": {}}},
    "type_id": {"fields": {"display_name": {}}},
    "clock_state": {},
    "next_contact_date": {},
    "pause_until": {},
    "due_reason": {},
    "phone": {},
    "agenda": {},
    "last_contact_note": {},
    "review_overdue": {},
}


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench key_accounts")
    parser.add_argument("--dossiers", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3, help="the median of so many")
    return parser.parse_args()


class Benchmark:
    def __init__(self, env, count, runs):
        self.env = env
        self.cr = env.cr
        self.runs = runs
        self.today = fields.Date.today()
        self.company = env["res.company"].search([], order="id", limit=1)
        self.company.key_account_max_clients = 0
        self.boss = self._add_users("boss", 1)
        self.managers = self._add_users("manager", count // EACH)
        self._add_employees()
        self.dossiers = self._add_dossiers(count)
        self._add_contacts()

    def _add_users(self, name, count):
        groups = [Command.link(self.env.ref(role).id) for role in ROLES]
        users = self.env["res.users"].with_context(no_reset_password=True)
        return users.create(
            [
                {
                    "name": f"Benchmark {name} {number}",
                    "login": f"benchmark-{name}-{number}",
                    "company_id": self.company.id,
                    "company_ids": self.company.ids,
                    "group_ids": groups,
                }
                for number in range(count)
            ]
        )

    def _add_employees(self):
        employees = self.env["hr.employee"]
        boss = employees.create({"name": "Boss", "user_id": self.boss.id})
        employees.create(
            [
                {"name": user.name, "user_id": user.id, "parent_id": boss.id}
                for user in self.managers
            ]
        )

    def _add_dossiers(self, count):
        clients = self.env["res.partner"].create(
            [{"name": f"Benchmark client {number}"} for number in range(count)]
        )
        managers = len(self.managers)
        dossiers = self.env["key.account.dossier"].create(
            [
                {
                    "partner_id": client.id,
                    "user_id": self.managers[number % managers].id,
                    "company_id": self.company.id,
                    "since_date": self.today - timedelta(days=365 * YEARS),
                }
                for number, client in enumerate(clients)
            ]
        )
        self.cr.commit()
        return dossiers

    def _add_contacts(self):
        """Every tenth contact is a negative one, every tenth a neutral one."""
        self.cr.execute(
            SQL(
                """
                INSERT INTO key_account_contact
                       (dossier_id, user_id, date, outcome, channel, note)
                SELECT dossier.id, dossier.user_id,
                       %(today)s::date - number * %(every)s - dossier.id %% %(every)s,
                       CASE (number + dossier.id) %% 10 WHEN 0 THEN 'negative'
                            WHEN 1 THEN 'neutral' ELSE 'positive' END,
                       'call', 'Benchmark'
                  FROM key_account_dossier dossier,
                       generate_series(0, %(count)s) number
                 WHERE dossier.id IN %(dossiers)s
                """,
                today=self.today,
                every=EVERY,
                count=365 * YEARS // EVERY,
                dossiers=tuple(self.dossiers.ids),
            )
        )
        self.env.invalidate_all()
        self.cr.commit()
        self.cr.execute(SQL("ANALYZE key_account_contact"))
        self.cr.execute(SQL("ANALYZE key_account_dossier"))

    def measure(self):
        contacts = self.env["key.account.contact"].search_count([])
        title = f"{len(self.dossiers):,} dossiers, {contacts:,} contacts"
        self.table = _measure.Table(title)
        job = self.env["key.account.dossier"]._cron_refresh_clock
        self._line("Job, all clocks have moved", job, 8000, 1500, runs=1)
        self._line("Job, nothing to do", job, 2000, 80)
        self._line("A holiday for all", self._add_holiday, 3000, 80, runs=1)
        self._line("Log a contact", self._log_contact, 150, 120)
        manager, boss = self.managers[0], self.boss
        self._line("Today, of a manager", lambda: self._read_board(manager), 100, 50)
        self._line("Team, grouped by manager", lambda: self._read_team(boss), 500, 120)
        self._line("Team, list of 80", lambda: self._read_board(boss, 80), 300, 50)
        self._line("Contacts per month", lambda: self._read_report(boss), 2500, 30)

    def _line(self, label, work, milliseconds, queries, runs=None):
        measured = [self._run(work) for _number in range(runs or self.runs)]
        durations, counts = zip(*measured, strict=True)
        duration = statistics.median(durations) * 1000
        self.table.figure(label, duration, "ms", milliseconds)
        self.table.figure("  queries", max(counts), "", queries)

    def _run(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before, start = self.cr.sql_log_count, time.perf_counter()
        work()
        self.cr.flush()
        return time.perf_counter() - start, self.cr.sql_log_count - before

    def _add_holiday(self):
        day = self.today + timedelta(days=EVERY // 2)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Benchmark",
                "calendar_id": False,
                "company_id": self.company.id,
                "date_from": f"{day} 00:00:00",
                "date_to": f"{day + timedelta(days=1)} 23:59:59",
            }
        )

    def _log_contact(self):
        dossier = self.dossiers[0].with_user(self.managers[0])
        dossier.contact_ids.create({"dossier_id": dossier.id, "outcome": "positive"})

    def _read_board(self, user, limit=40):
        dossiers = self.env["key.account.dossier"].with_user(user)
        dossiers.web_search_read([], CARD, limit=limit)

    def _read_team(self, user):
        dossiers = self.env["key.account.dossier"].with_user(user)
        states = dict(dossiers._fields["clock_state"].selection)
        progress = {"field": "clock_state", "colors": dict.fromkeys(states, "info")}
        domain = [("supervisor_id", "=", user.id)]
        dossiers.read_progress_bar(domain, "user_id", progress)
        dossiers.web_read_group(
            domain,
            ["user_id"],
            ["__count"],
            limit=80,
            auto_unfold=True,
            unfold_read_specification=CARD,
        )

    def _read_report(self, user):
        report = self.env["key.account.contact.report"].with_user(user)
        report.formatted_read_group([], ["date:month", "outcome"], ["__count"])


def main():
    options = parse()
    with open_database(os.environ["PGDATABASE"]) as env:
        Benchmark(env, options.dossiers, options.runs).measure()


if __name__ == "__main__":
    main()
