"""Our code asks no domain whether it is true or false.

The domain of everything is falsy, and so is the empty list: ``domain or other`` takes
the other one just where nothing is left out. ``is None``, ``is_true()`` and
``is_false()`` say what is meant.
"""

import ast

import pytest
from devkit import addons
from devkit.paths import REPO

# The text of a domain, empty if nothing was entered; a flag
OTHER_NAMES = {"target_domain", "by_domain"}
# What takes a domain and returns something else
OTHER_METHODS = {"filtered_domain"}


class TruthOfDomains(ast.NodeVisitor):
    """Collects the places where the truth of a domain decides."""

    def __init__(self, tree):
        self.found = []
        self.bound = self._get_bound(tree.body)
        self.visit(tree)

    def _get_bound(self, statements):
        """The names that these statements give to domains."""
        return {
            target.id
            for statement in statements
            if isinstance(statement, ast.Assign) and self._is_made(statement.value)
            for target in statement.targets
            if isinstance(target, ast.Name)
        }

    def visit_FunctionDef(self, node):
        outside = self.bound
        self.bound = outside | self._get_bound(ast.walk(node))
        self.generic_visit(node)
        self.bound = outside

    def _is_made(self, node):
        """Whether the expression makes a domain."""
        if isinstance(node, ast.Call):
            return self._is_made_by(node.func)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
            return self._is_made(node.left) or self._is_made(node.right)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            return self._is_made(node.operand)
        return isinstance(node, ast.Attribute) and _is_class(node.value)

    def _is_made_by(self, function):
        name = _name(function)
        return (
            _is_class(function)
            or (name.endswith("_domain") and name not in OTHER_METHODS)
            or (isinstance(function, ast.Attribute) and self._is_made(function))
        )

    def _is_domain(self, node):
        if isinstance(node, ast.NamedExpr):
            return self._is_domain(node.target) or self._is_domain(node.value)
        if isinstance(node, ast.Name | ast.Attribute):
            name = _name(node)
            is_named = name.endswith("domain") and name not in OTHER_NAMES
            return is_named or name in self.bound or self._is_made(node)
        return self._is_made(node)

    def _are_domains(self, node):
        """Whether the expression is a list, a generator ... of domains."""
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return any(map(self._is_domain, node.elts))
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            return self._is_domain(node.elt)
        return _name(node).endswith("domains")

    def _ask(self, node):
        if isinstance(node, ast.BoolOp):
            self._ask(node.values[-1])
        elif self._is_domain(node):
            self.found.append(ast.unparse(node))

    def visit_If(self, node):
        self._ask(node.test)
        self.generic_visit(node)

    visit_While = visit_IfExp = visit_Assert = visit_If

    def visit_comprehension(self, node):
        for condition in node.ifs:
            self._ask(condition)
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        # The last one decides nothing here, but where the whole is asked.
        for value in node.values[:-1]:
            self._ask(value)
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            self._ask(node.operand)
        self.generic_visit(node)

    def visit_Compare(self, node):
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.List) and not side.elts for side in sides):
            for side in sides:
                self._ask(side)
        self.generic_visit(node)

    def visit_Call(self, node):
        name = _name(node.func)
        if name in ("bool", "len") and node.args:
            self._ask(node.args[0])
        first = node.args[0] if node.args else None
        is_sieve = name == "filter" and isinstance(first, ast.Constant)
        if is_sieve or (first and name in ("any", "all")):
            if self._are_domains(node.args[-1]):
                self.found.append(ast.unparse(node))
        self.generic_visit(node)


def _name(node):
    """The last name of ``a.b.c``, ``a.b.c()`` or ``c``."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_class(node):
    return isinstance(node, ast.Name) and node.id == "Domain"


def find(source):
    return TruthOfDomains(ast.parse(source)).found


@pytest.mark.parametrize("module", addons.require())
def test_no_domain_is_asked_for_its_truth(module):
    found = {
        str(path.relative_to(REPO)): places
        for path in sorted((REPO / module).rglob("*.py"))
        if (places := find(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "if domain: pass",
        "x = domain or Domain.FALSE",
        "x = (self._get_target_domain() or Domain.FALSE) & other",
        "if not self._get_domain(): pass",
        "x = 1 if scope_domain else 2",
        "KNOWN = Domain('a', '=', 1)\nif KNOWN: pass",
        "def f():\n    x = Domain.TRUE & y\n    while x: pass",
        "if a and (Domain(x) | z): pass",
        "if (domain := self._get_it()): pass",
        "x = [d for d in y if Domain(d)]",
        "Domain.AND(filter(None, domains))",
        "any(self._get_domain() for record in self)",
        "all([Domain(x), Domain(y)])",
        "bool(action_domain)",
        "domain == []",
    ],
)
def test_truth_is_found(source):
    assert find(source)


@pytest.mark.parametrize(
    "source",
    [
        "if domain is None: pass",
        "if domain.is_true(): pass",
        "if self._get_domain().is_false() or Domain(x).is_true(): pass",
        "x = self.target_domain or '[]'",
        "x = only_mine and domain",
        "def f():\n    x = Domain(y)\ndef g(x):\n    if x: pass",
        "Domain.OR(domains)",
        "if self.search(domain): pass",
        "if self.filtered_domain(domain): pass",
    ],
)
def test_other_questions_are_free(source):
    assert not find(source)
