"""Odoo's runner knows the tests that ``tests/__init__.py`` imports, pytest all."""

import ast

import pytest
from devkit import addons
from devkit.paths import REPO


def imported(path):
    nodes = ast.walk(ast.parse(path.read_text()))
    found = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    return {
        "/".join(filter(None, [node.module, alias.name]))
        for node in found
        for alias in node.names
    }


@pytest.mark.parametrize("addon", addons.names())
def test_no_test_is_unknown_to_the_runner_of_odoo(addon):
    folder = REPO / addon / "tests"
    files = {
        str(path.relative_to(folder).with_suffix(""))
        for path in folder.rglob("test_*.py")
    }
    assert files
    assert files - imported(folder / "__init__.py") == set()
