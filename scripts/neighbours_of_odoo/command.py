import argparse
import os
import time

from devkit import addons, database, environment, odoo_config, odoo_run, postgres
from devkit.console import say
from devkit.errors import Problem
from devkit.paths import LOGS, REPO
from devkit.python_env import PYTHON
from devkit.test_result import report

from . import suites


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/neighbours",
        description="Run Odoo's own tests with and without the add-ons and list what "
        "ends otherwise; then what Odoo's screens cost with them, as ratios.",
    )
    parser.add_argument(
        "suites", nargs="*", help=f"some of: {', '.join(suites.SUITES)}"
    )
    parser.add_argument("--table", action="store_true", help="the ratios alone")
    parser.add_argument(
        "--rounds", type=int, default=15, help="of each measurement (%(default)s)"
    )
    parser.add_argument(
        "-k", metavar="EXPRESSION", help="of the suites only such tests, as in pytest"
    )
    parser.add_argument(
        "--lanes",
        type=int,
        default=min(os.cpu_count() or 1, 4),
        help="how many suites run at once (%(default)s)",
    )
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    unknown = set(options.suites) - set(suites.SUITES)
    if unknown:
        raise Problem(
            f"There is no suite {', '.join(sorted(unknown))}.",
            f"there are: {', '.join(suites.SUITES)}",
        )
    options.pytest = ["-k", options.k] if options.k else []
    odoo = environment.ensure(browser=not options.table)
    addons.require()
    logs = LOGS / f"neighbours-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
    logs.mkdir(parents=True)
    results = []
    if not options.table:
        names = options.suites or list(suites.SUITES)
        results = suites.run(odoo, names, logs, options)
        say(report(results))
    if options.table or not options.suites:
        _show_table(odoo, logs, options.rounds)
    return 1 if any(result.failed for result in results) else 0


def _show_table(odoo, logs, rounds):
    """Two databases with the same documents, of which one gets the add-ons."""
    log = logs / "table.log"
    template = database.template(odoo)
    with database.scratch(template, "nearby") as without:
        say("Filling the databases, which takes some minutes ...")
        _python("fill", without)
        with database.scratch(without, "nearbywith") as with_us:
            install = ["server", "-d", with_us, "--stop-after-init", "--no-http"]
            install += ["-i", ",".join(addons.names())]
            odoo_run.run(install, "Installing the add-ons", log)
            _python("fill_ours", with_us)
            _python("table", without, with_us, str(rounds))


def _python(name, *arguments):
    """Run one of the modules here where Odoo can be imported."""
    env = odoo_config.odoo_environment(postgres.environment())
    env["PYTHONPATH"] = str(REPO / "scripts")
    command = [str(PYTHON), "-m", f"neighbours_of_odoo.{name}", *arguments]
    if os.spawnve(os.P_WAIT, PYTHON, command, env):
        raise Problem(f"{name} has failed, see above.")
