"""Whoever calls a method sends the context along: no key of it may open anything."""

import ast
from pathlib import Path

from odoo.modules import get_module_path

NOT_PRODUCTION = ("tests", "migrations", "static")


def get_trusted_keys(addon):
    """Return ``{key: first place}`` of the context keys that the code reads and
    believes.

    Not those that are compared with an object of the process (``is KEY``): what comes
    from outside is JSON, which carries no such object.
    """
    trees = {
        path: ast.parse(path.read_text())
        for path in sorted(Path(get_module_path(addon)).rglob("*.py"))
        if not set(path.parts) & set(NOT_PRODUCTION)
    }
    constants = {
        target.id: node.value.value
        for tree in trees.values()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    keys = {}
    for path, tree in trees.items():
        held = {id(node.left) for node in ast.walk(tree) if _is_with_object(node)}
        for node in ast.walk(tree):
            key = _get_key(node)
            if key is not None and id(node) not in held:
                name = constants.get(getattr(key, "id", None), _get_text(key))
                keys.setdefault(name, f"{path.name}:{node.lineno}")
    return keys


def _is_with_object(node):
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], (ast.Is, ast.IsNot))
        and ast.unparse(node.comparators[0]).endswith("KEY")
    )


def _get_key(node):
    """Return the node of the key if this one reads the context."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("get", "pop") and _is_context(node.func.value):
            return node.args[0]
    if isinstance(node, ast.Subscript) and _is_context(node.value):
        return node.slice
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        if _is_context(node.comparators[0]):
            return node.left
    return None


def _is_context(node):
    name = getattr(node, "attr", getattr(node, "id", ""))
    return name in ("context", "ctx", "_context")


def _get_text(key):
    return key.value if isinstance(key, ast.Constant) else ast.unparse(key)


class ContextKeysCase:
    """Mix into a test case; say which add-on, and why its keys do no harm."""

    ADDON = None
    HARMLESS = {}

    def test_no_key_opens_anything(self):
        keys = get_trusted_keys(self.ADDON)
        unknown = {
            key: place for key, place in keys.items() if key not in self.HARMLESS
        }
        self.assertFalse(
            unknown,
            "Callers send any context. Use a private parameter or an object of the"
            " process, or say in HARMLESS why a key opens nothing.",
        )
        self.assertFalse(self.HARMLESS.keys() - keys, "not read any more")
