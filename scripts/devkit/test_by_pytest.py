"""The stages of scripts/test that run tests through pytest, with or without Odoo."""

import json
import re

from . import database, odoo_config, postgres
from .paths import LOCAL, REPO
from .process import follow, keeping_bytecode, output, shown
from .python_env import PYTHON
from .test_result import Result, read_junit

REACHED = ".reached.json"
PYTEST_LINE = re.compile(r"(\S+\.py) .*\[ *(\d+%)\]")
# As Odoo writes its log, so that log_scan reads both
LOG_FORMAT = "%(asctime)s,%(msecs)03d 0 %(levelname)s pytest %(name)s: %(message)s"
LOG_OPTIONS = (
    *("--log-file-level=WARNING", f"--log-file-format={LOG_FORMAT}"),
    "--log-file-date-format=%Y-%m-%d %H:%M:%S",
    # It would keep Python's warnings to itself instead of logging them.
    *("-p", "no:warnings"),
)


def tooling(run):
    """Tests of the scripts themselves; they need no Odoo."""
    result = Result("Tooling tests")
    log = run.log("tooling")
    parts = [*command(log), "-p", "no:odoo", *run.target.tooling]
    label = "Running the tooling's tests"
    code = follow(parts, label, log, env=environment(log), on_line=pytest_detail)
    _read(result, log, code)
    return result


def of_module(run, module):
    """All tests of one add-on but those in a browser."""
    coverage = [] if run.fast else [f"--reached={run.logs / module}{REACHED}"]
    return _with_odoo(run, module, [module, "--without-browser", *coverage])


def of_target(run):
    """The files or tests that were asked for, those in a browser among them."""
    without = ["--without-browser"] if run.fast else []
    return _with_odoo(run, "", [*run.target.paths, *without])


def _with_odoo(run, module, choice):
    name = f"pytest-odoo {module}".strip()
    result = Result(name)
    log = run.log(name.replace(" ", "-"))
    warnings = log.with_suffix(".warnings")
    template = database.template_with_addons(run.odoo, run.modules)
    with database.scratch(template, f"pytest{module}") as scratch:
        parts = [*command(log), f"--odoo-database={scratch}", *choice]
        parts += ["--odoo-http", "--odoo-log-level=warn", *LOG_OPTIONS]
        parts += [f"--log-file={warnings}", "-p", "devkit.pytest_browser"]
        parts += ["-p", "devkit.pytest_coverage"]
        # unittest's methods tell what differs without it, and it takes long.
        parts.append("--assert=plain")
        label = f"Running tests through {name}"
        env = environment(log, odoo=True)
        code = follow(parts, label, log, env=env, on_line=pytest_detail)
    _read(result, log, code)
    result.check_log(warnings.read_text() if warnings.exists() else "")
    return result


def coverage(run):
    """What the tests of all add-ons reached together"""
    result = Result("Coverage")
    log = run.log("coverage")
    merged = log.with_suffix(".json")
    tool = [PYTHON, "-m", "slipcover", "--branch", "--skip-covered", "--out", merged]
    parts = sorted(run.logs.glob(f"*{REACHED}"))
    log.write_text(output([*tool, "--merge", *parts], cwd=REPO))
    if merged.exists():
        total = json.loads(merged.read_text())["summary"]["percent_covered"]
        result.check(None)
        result.notes.append(f"{total:.1f} % of lines and branches")
    else:
        result.fail(f"There is no total: {shown(log)}")
    return result


def pytest_detail(line):
    """Percent done and file, from the line pytest ends a file with."""
    found = PYTEST_LINE.match(line)
    return found and f"{found[2]} {found[1]}"


def command(log):
    """How pytest begins, with a report beside the log."""
    return [
        *(PYTHON, "-m", "pytest", f"--junitxml={log.with_suffix('.xml')}"),
        *("-o", f"cache_dir={LOCAL / 'pytest-cache'}", "--color=no"),
    ]


def environment(log, odoo=False):
    env = keeping_bytecode(postgres.environment())
    if odoo:
        env = odoo_config.odoo_environment(env)
        env["PYTHONPATH"] = str(REPO / "scripts")
    else:
        env.pop("ODOO_RC", None)
    env["HYPOTHESIS_STORAGE_DIRECTORY"] = str(LOCAL / "hypothesis")
    return env


def _read(result, log, code):
    report = log.with_suffix(".xml")
    if report.exists():
        read_junit(report, result)
    if not result.passed and not result.failed:
        result.fail(f"No test was run (exit code {code}), see {shown(log)}.")
    elif code and not result.failed:
        result.fail(f"pytest ended with exit code {code}, see {shown(log)}.")
