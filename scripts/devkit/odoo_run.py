"""Running Odoo's command line with a progress line that counts the modules."""

import re

from . import log_scan, odoo_config
from .errors import Problem
from .process import follow, shown, tail
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


def run(args, label, log, script=None):
    """A failure of Odoo ends the command."""
    code = attempt(args, label, log, script)
    if code:
        raise Problem(
            f"{label}: failed (exit code {code}).",
            _cause(log),
            f"All of Odoo's output is in {shown(log)}. Correct the cause and run "
            "the command again.",
        )


def attempt(args, label, log, script=None):
    """A failure of Odoo is for the caller to judge: the exit code."""
    return follow(
        command(*args),
        label,
        log,
        env=odoo_config.odoo_environment(),
        on_line=detail,
        script=script,
    )


def run_in_shell(database, code, label, log):
    """Run a few lines in ``odoo shell``; they have ``env`` and must commit."""
    script = log.with_suffix(".py")
    script.write_text(code)
    run(["shell", "-d", database, "--no-http"], label, log, script)


def _cause(log):
    """The end of the last complaint, or of the log if there is none."""
    found = log_scan.complaints(log.read_text(encoding="utf-8"), allowed=[])
    if not found:
        return f"last lines of {shown(log)}:\n{tail(log)}"
    return "\n".join(f"    {line}" for line in found[-1].splitlines()[-15:])
