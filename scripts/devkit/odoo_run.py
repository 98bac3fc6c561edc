"""Running Odoo's command line with a progress line that counts the modules."""

import re

from . import odoo_config
from .process import follow, run_step
from .python_env import PYTHON

LOADING = re.compile(r"Loading module (\S+) \((\d+/\d+)\)")
STARTING_TEST = re.compile(r"Starting (\w+\.\w+) \.\.\.")


def detail(line):
    found = LOADING.search(line)
    if found:
        return f"module {found[2]} {found[1]}"
    found = STARTING_TEST.search(line)
    return found[1] if found else None


def command(*args):
    return [PYTHON, "-m", "odoo", *args]


def run(args, label, log):
    """A failure of Odoo ends the command."""
    run_step(
        command(*args),
        label,
        log,
        env=odoo_config.odoo_environment(),
        on_line=detail,
    )


def attempt(args, label, log):
    """A failure of Odoo is for the caller to judge: the exit code."""
    return follow(
        command(*args),
        label,
        log,
        env=odoo_config.odoo_environment(),
        on_line=detail,
    )


def run_in_shell(database, code, label, log):
    """Run a few lines in ``odoo shell``; they have ``env`` and must commit."""
    # exec() of a file's text: the shell reads its script from standard input,
    # which these commands keep closed.
    starter = (
        "import sys, io; sys.stdin = open(sys.argv.pop(1)); "
        "import odoo.cli.command as c; c.main()"
    )
    script = log.with_suffix(".py")
    script.write_text(code)
    args = ["shell", "-d", database, "--no-http"]
    run_step(
        [PYTHON, "-c", starter, script, *args],
        label,
        log,
        env=odoo_config.odoo_environment(),
    )
