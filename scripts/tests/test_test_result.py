import pytest
from devkit import test_by_pytest, test_result
from devkit.test_result import Result

JUNIT = """<testsuites><testsuite>
<testcase classname="TestA" name="test_ok"/>
<testcase classname="TestA" name="test_bad"><failure>why</failure></testcase>
<testcase classname="TestA" name="test_error"><error message="e">boom</error></testcase>
<testcase classname="TestA" name="test_later"><skipped message="not now"/></testcase>
<testcase classname="a.TestTour" name="test_tour">
<skipped message="Chrome executable not found"/></testcase>
</testsuite></testsuites>"""


def test_junit_report_is_counted(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(JUNIT)
    result = Result("x")
    test_result.read_junit(path, result)
    assert (result.passed, result.failed, result.skipped) == (1, 3, 1)
    assert "TestA.test_bad\nwhy" in result.problems


def test_a_tour_without_browser_is_a_failure():
    result = Result("x")
    test_result.count_skipped(result, "TestTour.test", "Chrome executable not found")
    assert (result.failed, result.skipped) == (1, 0)
    assert "Install chromium" in result.problems[0]


@pytest.mark.parametrize(
    ("skipped", "expected"),
    [(0, "3 passed, 1 failed"), (2, "3 passed, 1 failed, 2 skipped")],
)
def test_last_line_is_the_totals_alone(skipped, expected):
    results = [Result("a", passed=2), Result("b", 1, 1, skipped)]
    assert test_result.report(results).splitlines()[-1] == expected


def test_report_shows_what_failed():
    result = Result("Linters")
    result.fail("ruff:\nline 3 is too long")
    text = test_result.report([result])
    assert "--- Linters ---" in text
    assert "line 3 is too long" in text


def test_report_says_how_long_a_stage_took():
    results = [Result("Linters", passed=8, seconds=192), Result("Coverage", passed=1)]
    lines = test_result.report(results).splitlines()
    assert "  Linters: 8 passed, 0 failed (3 min 12 s)" in lines
    assert "  Coverage: 1 passed, 0 failed" in lines


def test_many_problems_are_cut():
    result = Result("x")
    for number in range(test_result.MAX_PROBLEMS + 5):
        result.fail(f"problem {number}")
    assert "... and 5 more" in test_result.report([result])


def test_progress_of_pytest():
    line = (
        "loyalty_program/tests/business_case/test_arithmetic_case.py ....s.    [ 37%]"
    )
    expected = "37% loyalty_program/tests/business_case/test_arithmetic_case.py"
    assert test_by_pytest.pytest_detail(line) == expected
    assert test_by_pytest.pytest_detail("collected 12 items") is None


def test_a_clean_log_is_one_check_passed():
    result = Result("x")
    result.check_log("2026-01-02 03:04:05,678 9 INFO db odoo: fine")
    assert (result.passed, result.failed) == (1, 0)


def test_a_warning_in_the_log_is_a_failure():
    result = Result("x")
    result.check_log("2026-01-02 03:04:05,678 9 WARNING db odoo.ours: hm")
    assert (result.passed, result.failed) == (0, 1)
