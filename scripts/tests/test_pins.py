"""The same version of a linter wherever it is run."""

import json
import re

from devkit.paths import GITHUB, REPO

PRE_COMMIT = (REPO / ".pre-commit-config.yaml").read_text()
REQUIREMENTS = (GITHUB / "requirements-test.txt").read_text()


def test_python_tools():
    for name in ("ruff", "pylint-odoo", "vermin", "oca-odoo-pre-commit-hooks"):
        pinned = re.search(rf"^{name}==(\S+)", REQUIREMENTS, re.MULTILINE)[1]
        used = set(re.findall(rf"\b{name}==([\d.]+)", PRE_COMMIT))
        assert used == {pinned}


def test_tools_of_node():
    package = json.loads((GITHUB / "prettier/package.json").read_text())
    for name, version in package["dependencies"].items():
        assert f"{name}@{version}" in PRE_COMMIT


def test_checker_of_accessibility():
    package = json.loads((GITHUB / "axe/package.json").read_text())
    [version] = package["dependencies"].values()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)


def test_every_requirement_is_pinned():
    for name in ("requirements-odoo.txt", "requirements-test.txt"):
        for line in (GITHUB / name).read_text().splitlines():
            assert line.startswith("#") or "==" in line, line
