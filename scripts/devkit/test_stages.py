"""The stages of scripts/test. Each takes a Run and returns a Result."""

import re
import socket

from . import addons, database, lint, log_scan, odoo_config, odoo_run, postgres
from .errors import Problem
from .paths import LOCAL, REPO
from .process import follow, shown
from .python_env import PYTHON
from .test_result import Result, count_skipped, read_junit

COVERAGE_TOTAL = re.compile(r"^TOTAL\s.*?([\d.]+)%$", re.MULTILINE)
PYTEST_LINE = re.compile(r"(\S+\.py) .*\[ *(\d+%)\]")
SELECT_LEFTOVERS = """
    SELECT model || ' ' || name FROM ir_model_data
    WHERE module = '{module}' AND name NOT LIKE 'module_%' LIMIT 5
"""


class Run:
    """One run of scripts/test: its target, its logs, its Odoo."""

    def __init__(self, odoo, target, logs, fast=False):
        self.odoo = odoo
        self.target = target
        self.logs = logs
        self.fast = fast

    def log(self, name):
        return self.logs / f"{name}.log"


def linters(run):
    result = Result("Linters")
    for name, complaint in lint.run():
        result.check(complaint and f"{name}:\n{complaint}")
    return result


def translations(run):
    result = Result("Translations")
    log = run.log("translations")
    command = [PYTHON, REPO / "scripts/translate", "--check"]
    follow(command, "Checking the translations", log)
    text = log.read_text()
    for line in re.findall(r"^(?:ok|bad): .*(?:\n  .*)*", text, re.MULTILINE):
        result.check(line if line.startswith("bad") else None)
    if not result.passed and not result.failed:
        result.fail(f"The check did not work:\n{text}")
    return result


def tooling(run):
    """Tests of the scripts themselves; they need no Odoo."""
    result = Result("Tooling tests")
    paths = run.target.paths if run.target.tooling else ["scripts/tests"]
    log = run.log("tooling")
    command = [*_pytest(log), "-p", "no:odoo", *paths]
    label = "Running the tooling's tests"
    code = follow(command, label, log, env=_pytest_env(log), on_line=pytest_detail)
    _read_pytest(result, log, code)
    return result


def odoo_runner(run):
    """The verdict: Odoo's own runner, on a database installed for it."""
    result = Result("Odoo's test runner")
    log = run.log("odoo-runner")
    base, install = _runner_database(run)
    with database.scratch(base, "runner") as name:
        args = ["server", "-d", name, "-p", str(_free_port()), "--stop-after-init"]
        args += ["--test-tags", run.target.tags, *install]
        label = f"Running tests in Odoo's runner ({run.target.tags})"
        code = odoo_run.attempt(args, label, log)
    _read_odoo_log(result, log, code)
    return result


def _runner_database(run):
    """All tests run while the add-ons are installed; some run on a ready copy.

    Installing is part of the test, but -i on a module that is installed already
    would silently run nothing.
    """
    if run.target.everything:
        modules = ",".join(run.target.modules)
        return database.template(run.odoo, run.log("template")), ["-i", modules]
    return _ready_template(run), []


def _ready_template(run):
    return database.template_with_addons(
        run.odoo, run.log("template"), run.target.modules
    )


def _read_odoo_log(result, log, code):
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


def pytest_odoo(run):
    """The same tests through pytest: coverage, and single files and tests."""
    result = Result("pytest-odoo")
    log = run.log("pytest-odoo")
    with database.scratch(_ready_template(run), "pytest") as name:
        command = [*_pytest(log), f"--odoo-database={name}", *run.target.paths]
        command += ["--odoo-log-level=warn"]
        if run.target.everything:
            # Long, and no wiser the second time.
            command.append("--ignore-glob=*/tests/test_click_everywhere.py")
        if not run.fast:
            command.append("--odoo-http")
        if run.target.everything and not run.fast:
            command += ["--cov", "--cov-report=term"]
        label = "Running tests through pytest-odoo"
        env = _pytest_env(log, odoo=True)
        code = follow(command, label, log, env=env, on_line=pytest_detail)
    _read_pytest(result, log, code)
    total = COVERAGE_TOTAL.search(log.read_text())
    if total:
        result.notes.append(f"coverage of lines and branches {total[1]} %")
    return result


def pytest_detail(line):
    """Percent done and file, from the line pytest ends a file with."""
    found = PYTEST_LINE.match(line)
    return found and f"{found[2]} {found[1]}"


def _pytest(log):
    return [
        *(PYTHON, "-m", "pytest", f"--junitxml={log.with_suffix('.xml')}"),
        *("-o", f"cache_dir={LOCAL / 'pytest-cache'}", "--color=no"),
    ]


def _pytest_env(log, odoo=False):
    env = postgres.environment()
    if odoo:
        env = odoo_config.odoo_environment(env)
    else:
        env.pop("ODOO_RC", None)
    env["COVERAGE_FILE"] = str(log.with_name("coverage"))
    env["HYPOTHESIS_STORAGE_DIRECTORY"] = str(LOCAL / "hypothesis")
    return env


def _read_pytest(result, log, code):
    report = log.with_suffix(".xml")
    if report.exists():
        read_junit(report, result)
    if not result.passed and not result.failed:
        result.fail(f"No test was run (exit code {code}), see {shown(log)}.")
    elif code and not result.failed:
        result.fail(f"pytest ended with exit code {code}, see {shown(log)}.")


def with_more_of_odoo(run):
    """Tests of what needs Inventory or Gamification, on which the add-ons tested do
    not all depend."""
    result = Result("With Inventory and Gamification")
    log = run.log("with-more-of-odoo")
    with database.scratch(_ready_template(run), "more") as name:
        server = ["server", "-d", name, "-p", str(_free_port()), "--stop-after-init"]
        install = [*server, "-i", "sale_stock,gamification"]
        if odoo_run.attempt(install, "Installing Inventory and Gamification", log):
            result.fail(f"They could not be installed, see {shown(log)}.")
            return result
        args = [*server, "--test-tags", "with_inventory,with_gamification"]
        label = "Running tests with Inventory and Gamification"
        code = odoo_run.attempt(args, label, log)
    _read_odoo_log(result, log, code)
    return result


def odoo_suites(run):
    """Odoo's own tests of what the add-ons extend most, with all of them installed."""
    result = Result("Odoo's loyalty tests")
    log = run.log("odoo-suites")
    with database.scratch(_ready_template(run), "suites") as name:
        args = ["server", "-d", name, "-p", str(_free_port()), "--stop-after-init"]
        args += ["--test-tags", "/loyalty,/sale_loyalty"]
        code = odoo_run.attempt(args, "Running Odoo's loyalty tests", log)
    _read_odoo_log(result, log, code)
    return result


def lifecycle(run):
    """Install with demo data, update, uninstall: nothing fails, nothing complains."""
    result = Result("Install, update, uninstall")
    modules = run.target.modules
    template = database.template(run.odoo, run.log("template-demo"), demo=True)
    with database.scratch(template, "lifecycle") as name:
        server = ["server", "-d", name, "--stop-after-init", "--no-http"]
        joined = ",".join(modules)
        steps = [
            ("Installing with demo data", [*server, "--with-demo", "-i", joined]),
            ("Updating", [*server, "-u", joined]),
        ]
        for module in uninstall_order(modules):
            steps.append(
                (f"Uninstalling {module}", ["module", "uninstall", "-d", name, module])
            )
        for number, (label, args) in enumerate(steps):
            if not _lifecycle_step(run, result, number, label, args):
                break
            if number == 0:
                _open_everything(run, result, name)
        else:
            for module in modules:
                result.check(_leftovers(name, module))
    return result


def _lifecycle_step(run, result, number, label, args):
    log = run.log(f"lifecycle-{number}")
    code = odoo_run.attempt(args, label, log)
    result.check(code and f"{label}: exit code {code}, see {shown(log)}")
    result.check_log(log.read_text())
    return code == 0


def _open_everything(run, result, name):
    """With demo data there are records to open; without, the ordinary tests do it."""
    log = run.log("lifecycle-menus")
    args = ["server", "-d", name, "-p", str(_free_port()), "--stop-after-init"]
    args += ["--test-tags", "click_everywhere"]
    code = odoo_run.attempt(args, "Opening every menu with demo data", log)
    _read_odoo_log(result, log, code)


def uninstall_order(modules):
    """Those that others need come last, so that each is uninstalled by itself."""
    return sorted(modules, key=lambda name: (len(addons.dependents(name)), name))


def _leftovers(name, module):
    rows = postgres.query(SELECT_LEFTOVERS.format(module=module), name)
    found = [row[0] for row in rows]
    return found and f"{module} leaves records behind: {', '.join(found)}"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def guarded(stage, run):
    """A stage that cannot even run is a failure of that stage, not of the run."""
    try:
        return stage(run)
    except Problem as problem:
        result = Result(stage.__name__.replace("_", " ").capitalize())
        result.fail(problem)
        return result
