"""Which tests need neither Odoo nor a database; found from what they import."""

import ast
import functools

from . import addons
from .paths import REPO

# What scripts/plain_python/plain_odoo.py stands in for
STAND_IN = {"BaseCase", "tagged"}


def test_files():
    """Those of the add-ons."""
    return [
        path.relative_to(REPO)
        for name in addons.names()
        for path in sorted((REPO / name / "tests").rglob("test_*.py"))
        if _is_plain(path)
    ]


@functools.cache
def _is_plain(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return all(
        _is_plain_import(path, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    )


def _is_plain_import(path, node):
    if isinstance(node, ast.Import):
        return all(alias.name.partition(".")[0] != "odoo" for alias in node.names)
    names = [alias.name for alias in node.names]
    if node.module == "odoo.tests" and not node.level:
        return set(names) <= STAND_IN
    parts = node.module.split(".") if node.module else []
    if node.level:
        folder = path.parents[node.level - 1]
    elif parts[:2] == ["odoo", "addons"]:
        folder, parts = REPO, parts[2:]
    else:
        return parts[0] != "odoo"
    return all(_is_plain(file) for file in _files(folder, parts, names))


def _files(folder, parts, names):
    """The modules that such an import loads, the packages on the way among them."""
    for part in parts:
        folder = folder / part
        yield from _own_files(folder)
    for name in names:
        yield from _own_files(folder / name)


def _own_files(place):
    module, package = place.with_suffix(".py"), place / "__init__.py"
    if module.is_file():
        yield module
    elif package.is_file() and not _is_stood_in(place):
        yield package


def _is_stood_in(folder):
    """An add-on and its tests load much; the stand-in leaves that out."""
    addon, *inside = folder.relative_to(REPO).parts
    return addon in addons.names() and inside in ([], ["tests"])
