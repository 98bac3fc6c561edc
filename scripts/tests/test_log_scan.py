import re

from devkit import log_scan

STAMP = "2026-01-02 03:04:05,678 99"
CLEAN = f"{STAMP} INFO db odoo.modules.loading: Loading module base (1/9)\n"
WARNING = f"{STAMP} WARNING db odoo.models: something is odd\n"
ERROR = (
    f"{STAMP} ERROR db odoo.sql_db: bad query\n"
    "Traceback (most recent call last):\n"
    "psycopg2.errors.UndefinedColumn\n"
)


def test_clean_log_has_no_complaints():
    assert log_scan.complaints(CLEAN, []) == []


def test_a_complaint_keeps_its_traceback_only():
    found = log_scan.complaints(CLEAN + ERROR + CLEAN + "stray line\n", [])
    assert found == [ERROR.strip()]


def test_each_complaint_is_reported():
    assert len(log_scan.complaints(WARNING + ERROR + WARNING, [])) == 3


def test_allowed_complaints_are_left_out():
    allowed = [re.compile(r"^odoo\.models: something")]
    assert log_scan.complaints(WARNING + ERROR, allowed) == [ERROR.strip()]


def test_allow_list_ignores_comments_and_blank_lines(tmp_path):
    path = tmp_path / "allow.txt"
    path.write_text("# reason\nodoo\\.x: .*\n\n")
    assert [p.pattern for p in log_scan.allowed_patterns(path)] == ["odoo\\.x: .*"]


def test_every_allowed_pattern_has_a_reason_above():
    lines = log_scan.ALLOW_LIST.read_text().splitlines()
    for above, line in zip(["", *lines], lines, strict=False):
        if line and not line.startswith("#"):
            assert above.startswith("#"), line


def test_totals_are_those_of_the_last_report():
    text = "1 failed, 0 error(s) of 3 tests\n... 0 failed, 2 error(s) of 12 tests when"
    assert log_scan.test_totals(text) == (12, 2)


def test_no_report_is_not_zero_failures():
    assert log_scan.test_totals(CLEAN) is None


def test_skipped_tests_are_listed_with_their_reason():
    text = f"{STAMP} INFO db odoo.x: skipped TestA.test_b : no network\n"
    assert log_scan.skipped_tests(text) == [("TestA.test_b", "no network")]


def test_missing_browser_is_recognised():
    assert log_scan.is_for_want_of_a_browser("Chrome executable not found")
    assert log_scan.is_for_want_of_a_browser("websocket-client module is not installed")
    assert not log_scan.is_for_want_of_a_browser("needs a demo company")
