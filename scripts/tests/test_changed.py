"""Which tests ``scripts/test --changed`` chooses, in a small repository of its own."""

import subprocess

import pytest
from devkit import addons, test_changed
from devkit.test_target import Target

BASE, UPPER = "base_addon", "upper_addon"
FILES = {
    f"{BASE}/__manifest__.py": "{'depends': ['sale']}",
    f"{BASE}/models/__init__.py": "from . import core, terms",
    f"{BASE}/models/core/facts.py": "",
    f"{BASE}/models/terms/terms.py": "from ..core import facts",
    f"{BASE}/static/src/terms/terms.js": "",
    f"{BASE}/views/terms/terms_views.xml": "",
    f"{BASE}/tests/core/test_facts.py": "",
    f"{BASE}/tests/terms/test_terms.py": "from ..common import Case",
    f"{BASE}/tests/whole/test_overrides.py": "",
    f"{BASE}/tests/whole/test_click_everywhere.py": "",
    f"{BASE}/tests/common.py": "",
    f"{BASE}/readme/USAGE.md": "",
    f"{UPPER}/__manifest__.py": f"{{'depends': ['{BASE}']}}",
    f"{UPPER}/models/plan/plan.py": "",
    f"{UPPER}/tests/plan/test_plan.py": "",
    f"{UPPER}/tests/whole/test_js.py": "",
    "scripts/lint": "",
    "README.md": "",
}
OF_TERMS = {f"{BASE}/tests/terms", f"{BASE}/tests/whole/test_overrides.py"}


@pytest.fixture(autouse=True)
def repository(tmp_path, monkeypatch):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(addons, "REPO", tmp_path)
    monkeypatch.setattr(test_changed, "REPO", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (f"{BASE}/tests/terms/test_terms.py", {f"{BASE}/tests/terms/test_terms.py"}),
        (f"{BASE}/tests/terms/test_deleted.py", set()),
        (f"{BASE}/models/terms/terms.py", OF_TERMS),
        (f"{BASE}/models/terms/deleted.py", OF_TERMS),
        (f"{BASE}/views/terms/terms_views.xml", OF_TERMS),
        # Other rooms build on the core, and the other add-on on this one.
        (f"{BASE}/models/core/facts.py", {BASE, UPPER}),
        (f"{BASE}/tests/common.py", {BASE, UPPER}),
        (f"{BASE}/__manifest__.py", {BASE, UPPER}),
        (f"{BASE}/security/ir.model.access.csv", {BASE, UPPER}),
        (f"{UPPER}/hooks.py", {UPPER}),
        (f"{BASE}/readme/USAGE.md", set()),
        (f"{BASE}/i18n/ru.po", set()),
        (f"{BASE}/static/description/icon.png", set()),
        ("README.md", set()),
        ("scripts/lint", {"scripts/tests"}),
        ("setup.cfg", {"scripts/tests"}),
    ],
)
def test_tests_of_a_file(file, expected):
    assert test_changed.tests_of(file) == expected


def test_javascript_has_its_own_tests():
    found = test_changed.tests_of(f"{BASE}/static/src/terms/terms.js")
    assert found == OF_TERMS | {f"{UPPER}/tests/whole/test_js.py"}


def test_a_room_that_the_other_addon_imports_is_not_tested_alone(repository):
    text = f"from odoo.addons.{BASE}.models.terms import terms"
    (repository / UPPER / "models/plan/plan.py").write_text(text)
    assert test_changed.tests_of(f"{BASE}/models/terms/terms.py") == {BASE, UPPER}


def test_nothing_is_tested_twice():
    files = [
        f"{BASE}/tests/terms/test_terms.py",
        f"{BASE}/models/terms/terms.py",
        f"{UPPER}/tests/plan/test_plan.py",
        "scripts/lint",
    ]
    expected = sorted(OF_TERMS | {f"{UPPER}/tests/plan/test_plan.py"})
    assert test_changed.choose(files) == Target(
        [BASE, UPPER], paths=expected, tooling=["scripts/tests"]
    )


def test_no_tests_for_manuals():
    assert test_changed.choose(["README.md", f"{BASE}/readme/USAGE.md"]) is None


def test_changes_since_the_branch_left(repository):
    def git(*args):
        command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *args]
        subprocess.run(command, cwd=repository, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "first")
    git("checkout", "-b", "mine")
    (repository / "README.md").write_text("committed")
    git("mv", "scripts/lint", "scripts/style")
    git("commit", "-am", "mine")
    git("checkout", "main")
    (repository / f"{BASE}/__manifest__.py").write_text("{'depends': ['crm']}")
    git("commit", "-am", "of somebody else")
    git("checkout", "mine")
    (repository / f"{UPPER}/models/plan/plan.py").write_text("not committed")
    (repository / "new file").write_text("not even added")
    assert test_changed.changed_files("main") == [
        *("README.md", "new file", "scripts/lint", "scripts/style"),
        f"{UPPER}/models/plan/plan.py",
    ]
