"""The stages of scripts/test in Odoo's own runner."""

import socket

from . import database, log_scan, node, odoo_run
from .process import shown
from .test_result import Result, count_skipped

# Odoo's modules on which the add-ons tested do not all depend
MORE_TAGS = "with_inventory,with_gamification,with_point_of_sale"
MORE_OF_ODOO = "sale_stock,gamification,point_of_sale"


def browser_tests(run):
    """The installation of the database they run on is looked at as well."""
    node.axe()
    tags = ",".join(f"browser/{name}" for name in run.target.modules)
    template = _ready(run)
    assets = database.template_with_assets(template)
    result = _run_tests(run, "Browser tests", assets, tags)
    result.check_log(database.template_log(template).read_text())
    return result


def all_tests(run):
    """Installing is part of the test, but -i on a module that is installed already
    would silently run nothing."""
    node.axe()
    tags = ",".join(f"/{name}" for name in run.target.modules)
    install = ["-i", ",".join(run.target.modules)]
    template = database.template(run.odoo)
    return _run_tests(run, "Odoo's test runner", template, tags, install)


def of_target(run):
    node.axe()
    return _run_tests(run, "Odoo's test runner", _ready(run), run.target.tags)


def click_everywhere(run, module):
    """With demo data there are records to open; without, the browser tests do it."""
    template = database.template_with_addons(run.odoo, run.modules, demo=True)
    title = f"Every menu of {module} with demo data"
    template = database.template_with_assets(template)
    return _run_tests(run, title, template, f"click_everywhere/{module}")


def odoo_suites(run):
    """Odoo's own tests of what the add-ons extend most, with all of them installed."""
    title = "Odoo's loyalty tests"
    template = database.template_with_assets(_ready(run))
    return _run_tests(run, title, template, "/loyalty,/sale_loyalty")


def with_more_of_odoo(run):
    """Tests of what needs Inventory, Gamification or the Point of Sale."""
    result = Result("With Inventory, Gamification and Point of Sale")
    log = run.log("with-more-of-odoo")
    with database.scratch(_ready(run), "more") as name:
        install = [*_server(name), "-i", MORE_OF_ODOO]
        label = "Installing Inventory, Gamification and Point of Sale"
        if odoo_run.attempt(install, label, log):
            result.fail(f"They could not be installed, see {shown(log)}.")
            return result
        args = [*_server(name), "--test-tags", MORE_TAGS]
        label = "Running tests with Inventory, Gamification and Point of Sale"
        code = odoo_run.attempt(args, label, log)
    _read_log(result, log, code)
    return result


def _ready(run):
    return database.template_with_addons(run.odoo, run.modules)


def _run_tests(run, title, template, tags, install=()):
    result = Result(title)
    short = "".join(character for character in title.lower() if character.isalnum())
    log = run.log(short)
    with database.scratch(template, short[:30]) as name:
        args = [*_server(name), "--test-tags", tags, *install]
        code = odoo_run.attempt(args, f"Running in Odoo's runner: {title}", log)
    _read_log(result, log, code)
    return result


def _server(name):
    return ["server", "-d", name, "-p", str(_free_port()), "--stop-after-init"]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _read_log(result, log, code):
    text = log.read_text()
    totals = log_scan.test_totals(text)
    if not totals or not totals[0]:
        result.fail(f"No test was run (exit code {code}), see {shown(log)}.")
        result.check_log(text)
        return
    tests, failed = totals
    result.passed += max(tests - failed, 0)
    for name, reason in log_scan.skipped_tests(text):
        result.passed -= 1
        count_skipped(result, name, reason)
    if failed:
        # They are what the log complains about.
        result.failed += failed
        result.problems += [
            f"{failed} of {tests} tests failed:",
            *log_scan.complaints(text),
        ]
    else:
        result.check_log(text)
    if code and not result.failed:
        result.fail(f"Odoo ended with exit code {code}, see {shown(log)}.")
