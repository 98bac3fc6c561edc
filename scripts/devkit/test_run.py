import argparse
import os
import shutil
import time

from . import environment, other_pythons, test_stages, test_target
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
        "--fast",
        action="store_true",
        help="linters and pytest only, without browser tours",
    )
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    started = time.monotonic()
    target = test_target.parse(options.target)
    odoo = environment.ensure(browser=not options.fast)
    run = test_stages.Run(odoo, target, _logs_folder(), options.fast)
    results = [test_stages.guarded(stage, run) for stage in _stages(run)]
    say(report_with_place(results, run, started))
    return 1 if any(result.failed for result in results) else 0


def report_with_place(results, run, started):
    text, _newline, totals = report(results).rpartition("\n")
    took = duration(time.monotonic() - started)
    return f"{text}  Took {took}; logs in {shown(run.logs)}\n\n{totals}"


def _stages(run):
    target = run.target
    if target.tooling:
        return [test_stages.tooling]
    if run.fast:
        stages = [test_stages.linters, test_stages.tooling] if target.everything else []
        return [*stages, test_stages.pytest_odoo]
    if target.everything:
        return [
            test_stages.linters,
            test_stages.tooling,
            test_stages.translations,
            other_python_versions,
            test_stages.odoo_runner,
            test_stages.pytest_odoo,
            test_stages.with_more_of_odoo,
            test_stages.odoo_suites,
            test_stages.lifecycle,
        ]
    wanted = [(target.tags, test_stages.odoo_runner)]
    wanted += [(target.paths, test_stages.pytest_odoo)]
    return [stage for asked, stage in wanted if asked]


def other_python_versions(run):
    return other_pythons.run(run.logs)


def _logs_folder():
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for old in sorted(LOGS.glob("test-*"))[: 1 - RUNS_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    folder = LOGS / f"test-{stamp}-{os.getpid()}"
    folder.mkdir(parents=True)
    return folder
