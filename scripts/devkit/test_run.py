import argparse
import os
import shutil
import time

from . import (
    environment,
    test_by_pytest,
    test_changed,
    test_lanes,
    test_stages,
    test_target,
)
from .console import duration, say
from .paths import LOGS
from .process import shown
from .test_result import report

RUNS_KEPT = 10


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/test",
        description="Run all linters and tests, or those of one module, file or test.",
    )
    parser.add_argument(
        "target",
        nargs="?",
        help="a module, a test file, FILE::Class::test, or module:Class.test",
    )
    parser.add_argument(
        "--changed",
        nargs="?",
        const="main",
        metavar="COMMIT",
        help="the tests of what differs from COMMIT (main), uncommitted changes too",
    )
    parser.add_argument(
        "--fast",
        action="store_true",
        help="linters and pytest only, without browser tours",
    )
    parser.add_argument(
        "--odoo-runner",
        action="store_true",
        help="all in Odoo's own runner instead of pytest",
    )
    parser.add_argument(
        "--lanes",
        type=int,
        default=min(os.cpu_count() or 1, 4) + 1,
        help="how many stages run at once (%(default)s: a browser often waits)",
    )
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    started = time.monotonic()
    if options.changed:
        target = test_changed.target(options.changed)
    else:
        target = test_target.parse(options.target, options.odoo_runner)
    if not target:
        say("Nothing that a test looks at has changed.\n\n0 passed, 0 failed")
        return 0
    odoo = environment.ensure(browser=not options.fast)
    run = test_stages.Run(odoo, target, _logs_folder(), options.fast)
    results = test_lanes.run(_stages(run, options), run, options.lanes)
    if list(run.logs.glob(f"*{test_by_pytest.REACHED}")):
        results.append(test_lanes.guarded(test_by_pytest.coverage, run))
    say(report_with_place(results, run, started))
    return 1 if any(result.failed for result in results) else 0


def report_with_place(results, run, started):
    text, _newline, totals = report(results).rpartition("\n")
    took = duration(time.monotonic() - started)
    return f"{text}  Took {took}; logs in {shown(run.logs)}\n\n{totals}"


def _stages(run, options):
    if run.fast:
        return test_stages.without_browser(run)
    if run.target.everything:
        return test_stages.everything(run, options.odoo_runner)
    return test_stages.of_target(run)


def _logs_folder():
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for old in sorted(LOGS.glob("test-*"))[: 1 - RUNS_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    folder = LOGS / f"test-{stamp}-{os.getpid()}"
    folder.mkdir(parents=True)
    return folder
