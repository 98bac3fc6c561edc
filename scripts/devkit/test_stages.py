"""What one run of scripts/test consists of."""

import re
from functools import partial

from . import (
    lint,
    other_pythons,
    test_by_odoo,
    test_by_pytest,
    test_lifecycle,
    test_upgrade,
)
from .paths import REPO
from .process import follow
from .python_env import PYTHON
from .test_result import Result


class Run:
    """One run of scripts/test: its target, its logs, its Odoo."""

    def __init__(self, odoo, target, logs, fast=False):
        self.odoo = odoo
        self.target = target
        self.logs = logs
        self.fast = fast

    @property
    def modules(self):
        """That have to be installed"""
        return self.target.modules

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


def other_python_versions(run):
    return other_pythons.run(run.logs)


def everything(run, odoo_runner=False):
    """The long ones first, so that no lane has to wait for another at the end; those
    that begin do not need the same database to be prepared."""
    click = [
        partial(test_by_odoo.click_everywhere, module=name) for name in run.modules
    ]
    first, *tests = [test_by_odoo.all_tests] if odoo_runner else _each_once(run)
    return [
        *(first, click[0], *tests, *click[1:]),
        test_lifecycle.lifecycle,
        test_upgrade.upgrade,
        linters,
        test_by_pytest.tooling,
        test_by_odoo.with_more_of_odoo,
        test_by_odoo.odoo_suites,
        translations,
        other_python_versions,
    ]


def _each_once(run):
    return [test_by_odoo.browser_tests, *_by_pytest(run)]


def _by_pytest(run):
    of_module = test_by_pytest.of_module
    return [partial(of_module, module=name) for name in run.modules]


def without_browser(run):
    if run.target.everything:
        return [*_by_pytest(run), linters, test_by_pytest.tooling]
    return [test_by_pytest.of_target]


def of_target(run):
    """For a part of the tests."""
    target = run.target
    chosen = [
        (target.paths, test_by_pytest.of_target),
        (target.tags, test_by_odoo.of_target),
        (target.tooling, test_by_pytest.tooling),
    ]
    return [stage for wanted, stage in chosen if wanted]
