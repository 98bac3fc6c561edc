"""The main job: a database with the add-ons, served."""

import argparse
import os
import shutil

from . import (
    addons,
    database,
    environment,
    fingerprint,
    odoo_config,
    odoo_run,
    postgres,
    server,
)
from .console import Progress, say
from .locks import lock
from .paths import LOCAL
from .process import setup_log, shown

DEFAULT_PORT = 8069
LANGUAGE = "ru_RU"
# Before the add-ons: their demo data speak the language of the administrator, and
# the demo users that of new contacts.
SPEAK = """
env["res.lang"]._activate_lang(%(language)r)
env["ir.default"].set("res.partner", "lang", %(language)r)
env["res.users"].search([]).lang = %(language)r
env.cr.commit()
"""
CLASSIFY = """
companies = env["res.company"].search([])
if hasattr(companies, "recompute_client_segments"):
    for company in companies:
        company.recompute_client_segments()
    env.cr.commit()
"""


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="Set everything up and serve Odoo with the add-ons and demo data.",
    )
    parser.add_argument(
        "--empty", action="store_true", help="a database without demo data"
    )
    parser.add_argument(
        "--language",
        choices=["en_US", LANGUAGE],
        default="en_US",
        help="of the users and demo data of a new database, default: en_US",
    )
    parser.add_argument("--port", type=int, default=None, help="default: 8069")
    parser.add_argument(
        "--database", help='name of the database, default "demo" or "empty"'
    )
    parser.add_argument(
        "--foreground", action="store_true", help="serve until Ctrl-C is pressed"
    )
    parser.add_argument(
        "--setup-only", action="store_true", help="prepare all, but do not serve"
    )
    parser.add_argument("--stop", action="store_true", help="stop Odoo and PostgreSQL")
    parser.add_argument(
        "--remove",
        action="store_true",
        help="stop, then delete the databases and everything downloaded (.local)",
    )
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    if options.remove:
        return remove()
    if options.stop:
        return stop()
    return Demo(options).run()


class Demo:
    def __init__(self, options):
        self.options = options
        self.with_demo = not options.empty
        self.name = options.database or ("demo" if self.with_demo else "empty")
        self.server = server.Server(self.name)
        # An update stops the server; it comes back where it was.
        running = self.server.running()
        self.port = options.port or (running[1] if running else DEFAULT_PORT)

    def run(self):
        odoo = environment.ensure()
        modules = addons.require()
        with lock("demo"):
            self._prepare(odoo, modules)
        if self.options.setup_only:
            say(f"The database {self.name} is ready.")
            return 0
        return self._serve()

    def _prepare(self, odoo, modules):
        if not database.exists(self.name):
            self._create(odoo, modules)
            return
        database.require_ours(self.name)
        changed = [name for name in modules if self._recorded(name) != _code(name)]
        if changed:
            self._update(changed)

    def _recorded(self, module):
        return fingerprint.recall(f"database-{self.name}-{module}")

    def _record(self, modules):
        for module in modules:
            fingerprint.remember(f"database-{self.name}-{module}", _code(module))

    def _create(self, odoo, modules):
        log = setup_log(f"database-{self.name}")
        template = database.template(odoo, demo=self.with_demo)
        with Progress(f"Creating the database {self.name}"):
            database.create(self.name, template)
        try:
            self._fill(modules, log)
        except BaseException:
            # Half a database would be served as if it were whole next time.
            database.drop(self.name)
            raise
        self._record(modules)

    def _fill(self, modules, log):
        language = self.options.language
        if language != "en_US":
            speak = SPEAK % {"language": language}
            odoo_run.run_in_shell(self.name, speak, f"Switching to {language}", log)
        args = ["server", "-d", self.name, "--stop-after-init", "--no-http"]
        if self.with_demo or language != "en_US":
            args.append(f"--load-language={LANGUAGE}")
        if self.with_demo:
            args.append("--with-demo")
        label = f"Installing {', '.join(modules)}"
        odoo_run.run([*args, "-i", ",".join(modules)], label, log)
        self._classify(log)

    def _classify(self, log):
        odoo_run.run_in_shell(self.name, CLASSIFY, "Classifying the clients", log)

    def _update(self, modules):
        self.server.stop()
        log = setup_log(f"database-{self.name}")
        args = ["server", "-d", self.name, "--stop-after-init", "--no-http"]
        new = [name for name in modules if self._recorded(name) is None]
        old = [name for name in modules if name not in new]
        if new:
            args += ["-i", ",".join(new)]
        if old:
            args += ["-u", ",".join(old)]
        odoo_run.run(args, f"Updating {', '.join(modules)}", log)
        self._classify(log)
        self._record(modules)

    def _serve(self):
        found = self.server.running()
        if found and found[1] == self.port:
            say("Odoo is already running.")
        else:
            # Before anything is stopped: the running one is better than none.
            server.check_port(self.port)
            self.server.stop()
            if self.options.foreground:
                return self._serve_here()
            self.server.start(self.port)
        self._announce()
        return 0

    def _serve_here(self):
        self._announce()
        args = ["server", "-d", self.name, "-p", str(self.port)]
        command = [str(part) for part in odoo_run.command(*args)]
        os.execve(command[0], command, odoo_config.odoo_environment())

    def _announce(self):
        say()
        say(f"  Address:   http://localhost:{self.port}")
        say("  Login:     admin")
        say("  Password:  admin")
        say(f"  Database:  {self.name}")
        if not self.options.foreground:
            say(f"  Log:       {shown(self.server.log)}")
            say("  To stop:   scripts/demo --stop")


def _code(module):
    return addons.code_fingerprint(module)


def stop():
    if not LOCAL.exists():
        say("Nothing is running.")
        return 0
    stopped = [each.database for each in server.all_servers() if each.stop()]
    for name in stopped:
        say(f"Odoo with the database {name} is stopped.")
    if not stopped:
        say("Odoo was not running.")
    if not postgres.is_external() and postgres.PrivateCluster().stop():
        say("The private PostgreSQL is stopped.")
    return 0


def remove():
    if not LOCAL.exists():
        say("There is nothing to remove.")
        return 0
    stop()
    if postgres.is_external():
        for name in database.marked():
            database.drop(name)
    postgres.PrivateCluster().remove()
    shutil.rmtree(LOCAL)
    say("Removed: databases, Odoo, Python environment, logs (.local).")
    say("System packages installed with apt-get are kept.")
    return 0
