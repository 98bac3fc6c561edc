import os
import re
import subprocess
import sys

from devkit import lint, odoo_source, other_pythons, plain_python
from devkit.paths import REPO


def test_plain_tests_are_found():
    found = {str(path) for path in plain_python.test_files()}
    assert "client_segmentation/tests/core/test_arithmetic_abc.py" in found
    assert "loyalty_program/tests/business_case/test_arithmetic_case.py" in found
    assert "client_segmentation/tests/core/test_abc.py" not in found
    for module in ("client_segmentation", "key_account_dossier", "loyalty_program"):
        assert any(path.startswith(f"{module}/") for path in found)


def test_plain_tests_run_without_odoo():
    tests = ["client_segmentation/tests/core/test_arithmetic_abc.py"]
    tests += ["loyalty_program/tests/business_case/test_arithmetic_case.py"]
    without_odoo = "import sys; sys.modules['odoo.release'] = None; import pytest; "
    code = f"{without_odoo}sys.exit(pytest.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "-p", "no:odoo", "-p", "plain_odoo", "-q"]
    path = {"PYTHONPATH": str(REPO / "scripts/plain_python")}
    result = subprocess.run(
        [*command, "-p", "no:cacheprovider", *tests],
        cwd=REPO,
        env=os.environ | path,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"\d+ passed", result.stdout)


def test_versions_are_those_of_odoo():
    release = (odoo_source.ensure().root / "odoo/release.py").read_text()
    found = re.findall(r"^M.._PY_VERSION = \((\d+), (\d+)\)", release, re.MULTILINE)
    assert tuple(f"{major}.{minor}" for major, minor in found) == other_pythons.VERSIONS


def test_a_version_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = other_pythons.run(tmp_path)
    assert (result.passed, result.failed) == (0, 0)
    assert "Python 3.10 is not on this machine: not tried" in result.notes


def test_something_later_than_python_3_10_is_a_complaint(tmp_path, monkeypatch):
    (tmp_path / "later.py").write_text("from datetime import UTC\n")
    (tmp_path / "fine.py").write_text("from datetime import timezone\n")
    monkeypatch.setattr(lint, "REPO", tmp_path)
    monkeypatch.setattr(lint, "tracked_files", lambda: ["later.py", "fine.py"])
    complaint = lint._vermin(False)
    assert "'datetime.UTC' member requires !2, 3.11" in complaint
    assert "fine.py" not in complaint


def test_git_reads_a_checkout_of_another_user(monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "README.md" in lint.tracked_files()
