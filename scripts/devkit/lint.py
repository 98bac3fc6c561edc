import argparse
import subprocess
from fnmatch import fnmatch

from . import addons, environment, node
from .console import Progress, say
from .errors import Problem
from .paths import REPO, VENV
from .process import output

PRETTIER_SUFFIXES = (".xml", ".js", ".cjs", ".scss", ".yml", ".yaml")


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/lint", description="Check the style of all files in git."
    )
    parser.add_argument("--fix", action="store_true", help="correct what can be")
    return parser.parse_args(argv)


def main(argv):
    options = parse(argv)
    environment.ensure()
    results = run(options.fix)
    failed = [name for name, text in results if text is not None]
    for name, text in results:
        if text is not None:
            say(f"\n{name}:\n{text}")
    say(f"\n{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def run(fix=False):
    """(linter, complaints or None) for each linter."""
    return [(name, check(fix)) for name, check in LINTERS.items()]


def _ruff(fix):
    return _complaints("ruff", _tool("ruff"), "check", *(["--fix"] if fix else []))


def _ruff_format(fix):
    how = [] if fix else ["--diff"]
    return _complaints("ruff format", _tool("ruff"), "format", *how)


def _pylint(fix):
    return _complaints("pylint-odoo", _tool("pylint"), *addons.names())


def _vermin(fix):
    """What Odoo 19's oldest Python does not have yet"""
    files = [name for name in tracked_files() if _is_python(name)]
    # Odoo has a frozendict, too.
    command = [_tool("vermin"), "--target=3.10-", "--violations", "--no-tips"]
    return _complaints("vermin", *command, "--exclude", "frozendict", *files)


def _is_python(name):
    if name.endswith(".py"):
        return True
    with open(REPO / name, "rb") as file:
        return file.readline() == b"#!/usr/bin/env python3\n"


def _prettier(fix):
    options = ["--log-level=warn", "--write" if fix else "--check"]
    return _by_node("prettier", node.prettier, PRETTIER_SUFFIXES, *options)


def _eslint(fix):
    options = ["--config", ".eslint.config.cjs", *(["--fix"] if fix else [])]
    return _by_node("eslint", node.eslint, (".js",), *options)


def _by_node(label, get_command, suffixes, *options):
    files = [name for name in tracked_files() if name.endswith(suffixes)]
    if not files:
        return None
    try:
        command = get_command()
    except Problem as problem:
        return str(problem)
    return _complaints(label, *command, *options, *files)


def _oca_modules(fix):
    return _complaints(
        "the OCA's checks of modules", _tool("oca-checks-odoo-module"), *addons.names()
    )


def _oca_translations(fix):
    files = [name for name in tracked_files() if fnmatch(name, "*/i18n/*.po*")]
    # Texts of demo data follow no export.
    files = [name for name in files if "/demo/" not in name]
    return _complaints(
        "the OCA's checks of translations", _tool("oca-checks-po"), *files
    )


LINTERS = {
    "ruff": _ruff,
    "ruff format": _ruff_format,
    "pylint-odoo": _pylint,
    "vermin": _vermin,
    "prettier": _prettier,
    "eslint": _eslint,
    "OCA (modules)": _oca_modules,
    "OCA (translations)": _oca_translations,
}


def _tool(name):
    return VENV / "bin" / name


def tracked_files():
    """Files in git, and new ones that are not ignored."""
    # In a container the checkout is often another user's, which git refuses.
    git = ["git", "-c", f"safe.directory={REPO}", "ls-files", "-z"]
    listed = output([*git, "--cached", "--others", "--exclude-standard"], cwd=REPO)
    return [name for name in listed.split("\0") if (REPO / name).is_file()]


def _complaints(label, *command):
    with Progress(f"Checking with {label}"):
        result = subprocess.run(
            [str(part) for part in command],
            cwd=REPO,
            env=node.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    if result.returncode == 0:
        return None
    text = (result.stdout + result.stderr).strip()
    return text or f"exit code {result.returncode}"
