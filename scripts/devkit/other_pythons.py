"""The tests of plain Python under the oldest and the newest Python that Odoo runs on.

Called as a module it does this alone: ``python -m devkit.other_pythons``.
"""

import os
import re
import shutil
import subprocess
import sys

from . import fingerprint, plain_python
from .console import run_main, say
from .errors import Problem
from .paths import GITHUB, LOCAL, REPO
from .process import follow, run_step, setup_log, shown
from .test_result import Result, read_junit, report

# In the oldest and the newest, according to odoo/release.py of Odoo 19.0
VERSIONS = ("3.10", "3.13")
LIBRARIES = ("freezegun", "hypothesis", "pytest", "python-dateutil", "pytz")
SCRIPTS_TESTS = tuple(
    f"scripts/tests/test_order_history_{name}.py"
    for name in ("layouts", "parse", "rule")
)


def run(logs):
    result = Result("Other Pythons")
    for version in VERSIONS:
        program = shutil.which(f"python{version}")
        # A version manager may have left a stub that only complains.
        if program and not subprocess.call(
            [program, "-c", ""], stderr=subprocess.DEVNULL
        ):
            _try(version, program, logs / f"python-{version}.log", result)
        else:
            result.notes.append(f"Python {version} is not on this machine: not tried")
    return result


def _try(version, program, log, result):
    try:
        python = _environment(version, program)
    except Problem as problem:
        result.fail(problem)
        return
    env = {
        **os.environ,
        "PYTHONPATH": str(REPO / "scripts/plain_python"),
        "PYTHONPYCACHEPREFIX": str(LOCAL / "pycache"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(LOCAL / "hypothesis"),
    }
    compiling = [python, "-m", "compileall", "-q", "scripts", *_addons()]
    code = follow(compiling, f"Compiling all with Python {version}", log, env=env)
    result.check(code and f"Python {version} does not read all files: {shown(log)}")
    junit = log.with_suffix(".xml")
    tests = [*plain_python.test_files(), *SCRIPTS_TESTS]
    command = [python, "-m", "pytest", "-p", "plain_odoo", "-p", "no:cacheprovider"]
    command += ["-q", "--color=no", f"--junitxml={junit}", *tests]
    code = follow(command, f"Running plain tests with Python {version}", log, env=env)
    before = result.passed + result.failed
    if junit.exists():
        read_junit(junit, result)
    if code and not result.failed or result.passed + result.failed == before:
        result.fail(f"Python {version}: pytest ended with {code}, see {shown(log)}.")


def _addons():
    return sorted({str(path.parts[0]) for path in plain_python.test_files()})


def _environment(version, program):
    """A virtual environment with what these tests need, in our pinned versions."""
    folder = LOCAL / f"python-{version}"
    python = folder / "bin/python"
    state = fingerprint.of_text(program, *_pins())
    if python.exists() and fingerprint.recall(folder.name) == state:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    log = setup_log(folder.name)
    label = f"Making an environment of Python {version}"
    run_step([program, "-m", "venv", folder], label, log)
    pip = [python, "-m", "pip", "install", "--progress-bar", "off", *_pins()]
    run_step(pip, f"Installing libraries for Python {version}", log)
    fingerprint.remember(folder.name, state)
    return python


def _pins():
    files = [GITHUB / f"requirements-{name}.txt" for name in ("odoo", "test")]
    lines = [line for file in files for line in file.read_text().splitlines()]
    return [line for line in lines if re.split(r"[=;]", line)[0] in LIBRARIES]


def main():
    LOCAL.mkdir(exist_ok=True)
    result = run(LOCAL / "logs")
    say(report([result]))
    return 1 if result.failed else 0


if __name__ == "__main__":
    sys.exit(run_main(main))
