"""An Odoo process that does what it is told, a line of standard input at a time."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path

from freezegun import freeze_time

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(SCRIPTS), str(SCRIPTS / "benchmarks")]

import _clients  # noqa: E402
from order_history.odoo_session import open_database  # noqa: E402

from odoo import Command, api, fields  # noqa: E402
from odoo.service.model import retrying  # noqa: E402

PIN_EVERY = 10


class Worker:
    def __init__(self, env):
        self.company = env["res.company"].search([], limit=1)
        self.env = env(context={"allowed_company_ids": self.company.ids})
        self.edits = 0

    def fill(self, count):
        """Make clients with orders, and two salespeople."""
        groups = self.env.ref("sales_team.group_sale_salesman")
        self.env["res.users"].create(
            [
                {"name": login, "login": login, "group_ids": [Command.link(groups.id)]}
                for login in ("anna", "boris")
            ]
        )
        self.env.cr.commit()
        _clients.add(self.env, self.company, int(count), fields.Date.today())
        return count

    def add_company(self):
        company = self.env["res.company"].create({"name": "Second company"})
        self.env.cr.commit()
        return company.id

    def schedule(self):
        """What a process that looks for scheduled jobs does each minute."""
        self.env["ir.cron"]._process_jobs(self.env.cr.dbname)
        return "looked"

    def run(self, day=None):
        """As the nightly job and the button, today or when ``day`` was today."""
        company = self.company.with_env(self.env)
        # Also a run of another day would do, but it writes no history
        when = freeze_time(f"{day} 12:00:00", tick=True) if day else nullcontext()
        with when:
            run = company.recompute_client_segments(commit=True)
        return {"id": run.id, "state": run.state, "changed": run.changed_count}

    def edit(self, count):
        """Change clients as Anna, each in a request of its own, and pin the class of
        some. Return what every client must have in the end, and who is pinned."""
        users = self.env["res.users"]
        anna, boris = [
            users.search([("login", "=", login)]) for login in ("anna", "boris")
        ]
        partners = self.env["res.partner"].search([("ref", "=like", "B%")], order="id")
        env = api.Environment(self.env.cr, anna.id, self.env.context)
        expected, pinned = {}, []
        for _number in range(int(count)):
            self.edits += 1
            is_pinned = self.edits % PIN_EVERY == 0
            partner = partners[self.edits % len(partners)].with_env(env)
            owner = anna if is_pinned or self.edits % 2 else boris
            name = f"Edited {self.edits}"
            # Not begun anew: an edit is never in conflict with a run.
            partner.write({"name": name, "user_id": owner.id})
            self.env.cr.commit()
            expected[partner.id] = [name, owner.id]
            if is_pinned:
                retrying(lambda partner=partner: self._pin(partner), env)
                pinned.append(partner.id)
        return {"expected": expected, "pinned": pinned}

    def open_dossiers(self, count):
        """Make a manager of key clients, and a dossier on each of so many."""
        role = self.env.ref("key_account_dossier.group_key_account_manager")
        manager = self.env["res.users"].create(
            {"name": "Clara", "login": "clara", "group_ids": [Command.link(role.id)]}
        )
        clients = self.env["res.partner"].create(
            [{"name": f"Key client {number}"} for number in range(int(count))]
        )
        self.env["key.account.dossier"].create(
            [{"partner_id": client.id, "user_id": manager.id} for client in clients]
        )
        self.env.cr.commit()
        return count

    def refresh_clock(self):
        """The hourly job, past the lock that keeps the scheduler from doubling it."""
        dossiers = self.env["key.account.dossier"]
        retrying(dossiers._cron_refresh_clock, self.env)
        self.env.cr.commit()
        return "refreshed"

    def log_contacts(self):
        """Log a contact with each key client, in a request of its own, as Clara."""
        clara = self.env["res.users"].search([("login", "=", "clara")])
        env = api.Environment(self.env.cr, clara.id, self.env.context)
        dossiers = env["key.account.dossier"].search([])
        for dossier in dossiers:
            retrying(lambda dossier=dossier: self._log_contact(dossier), env)
            env.cr.commit()
        return len(dossiers)

    def _log_contact(self, dossier):
        dossier.env["key.account.contact"].create(
            {
                "dossier_id": dossier.id,
                "date": fields.Date.today(),
                "outcome": "positive",
                "note": "Safety test",
            }
        )

    def _pin(self, partner):
        partner.env["client.segment.pin"].create(
            {
                "partner_id": partner.id,
                "segment_class": "tier:gold",
                "reason": "Safety test",
            }
        )


def main(name):
    with open_database(name) as env:
        worker = Worker(env)
        env.cr.rollback()
        print(json.dumps("ready"), flush=True)
        for line in sys.stdin:
            command, *arguments = line.split()
            answer = getattr(worker, command)(*arguments)
            env.cr.rollback()
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
