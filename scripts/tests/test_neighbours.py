"""The plain parts of scripts/neighbours"""

import re
from types import SimpleNamespace

from devkit import test_result
from devkit.errors import Problem
from devkit.test_result import Result
from lxml import etree
from neighbours_of_odoo import command, outcomes, suites, views

REPORT = """<testsuites><testsuite>
<testcase classname="...x.odoo.addons.crm.tests.test_a.TestA" name="test_ok"/>
<testcase classname="x.addons.crm.tests.test_a.TestA" name="test_slow">
<failure message="AssertionError">first line
E       AssertionError: Query count more than expected: 12 &gt; 10
E       more</failure></testcase>
<testcase classname="x.addons.crm.tests.test_a.TestA" name="test_slow">
<failure message="AssertionError: 7 &gt; 5"></failure></testcase>
<testcase/>
<testcase classname="x.addons.crm.tests.test_a.TestA" name="test_later">
<skipped message="no"/></testcase>
<testcase classname="x.addons.crm.tests.test_a.TestA" name="test_broken">
<error message="boom"/></testcase>
</testsuite></testsuites>"""
CLASS = "crm.tests.test_a.TestA"
OUTCOMES = {
    f"{CLASS}.test_ok": "passed",
    f"{CLASS}.test_slow": (
        "AssertionError: Query count more than expected: 12 > 10\nAssertionError: 7 > 5"
    ),
    f"{CLASS}.test_later": "skipped",
    f"{CLASS}.test_broken": "boom",
}


def test_outcomes_of_a_report(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    assert outcomes.read(path) == OUTCOMES


def test_only_what_differs_is_listed():
    with_us = {
        **OUTCOMES,
        f"{CLASS}.test_ok": "boom",
        f"{CLASS}.test_slow": "AssertionError: Query count more: 13 > 10",
    }
    del with_us[f"{CLASS}.test_later"]
    found = outcomes.differences(OUTCOMES, with_us)
    assert [(each.test.rpartition(".")[2], each.with_us) for each in found] == [
        ("test_later", "not run"),
        ("test_ok", "boom"),
        ("test_slow", "AssertionError: Query count more: 13 > 10"),
    ]


def test_what_is_meant_is_no_failure():
    with_us = {**OUTCOMES, f"{CLASS}.test_ok": "boom", f"{CLASS}.test_broken": "bang"}
    result = Result("crm")
    meant = [(re.compile(r"TestA\.test_ok$"), "Of a good reason.")]
    suites.read_differences(result, OUTCOMES, with_us, meant)
    assert (result.passed, result.failed) == (3, 1)
    assert "test_broken" in result.problems[0]
    assert any("Of a good reason." in note for note in result.notes)
    assert "4 tests, 2 fail without the add-ons" in test_result.report([result])


def test_what_only_fails_without_the_add_ons_is_listed_alone():
    with_us = {**OUTCOMES, f"{CLASS}.test_broken": "passed"}
    result = Result("crm")
    suites.read_differences(result, OUTCOMES, with_us, ())
    assert (result.passed, result.failed) == (4, 0)
    assert any("test_broken" in note for note in result.notes)


def test_what_is_skipped_with_the_add_ons_alone_has_failed():
    with_us = {**OUTCOMES, f"{CLASS}.test_ok": "skipped"}
    result = Result("crm")
    suites.read_differences(result, OUTCOMES, with_us, ())
    assert result.failed == 1


def test_reason_of_what_is_meant(tmp_path):
    path = tmp_path / "meant.txt"
    path.write_text(
        "# About the file\n\n# One reason,\n# in two lines\ncrm\\.x\nsale\n"
    )
    meant = outcomes.read_meant(path)
    expected = [
        ("crm\\.x", "One reason, in two lines"),
        ("sale", "One reason, in two lines"),
    ]
    assert [(pattern.pattern, reason) for pattern, reason in meant] == expected


def test_each_meant_difference_has_a_reason():
    assert all(reason for _pattern, reason in outcomes.read_meant(suites.MEANT))


def test_all_suites_by_default():
    assert command.parse([]).suites == []
    assert command.parse(["crm", "sale"]).suites == ["crm", "sale"]


def compare(folder):
    """The Result of the suite crm, of an Odoo whose modules are in ``folder``."""
    odoo = SimpleNamespace(addons_paths=lambda: [folder])
    return suites._compare(folder, odoo, "crm", (), SimpleNamespace(pytest=[]))


def test_a_suite_that_this_odoo_lacks(tmp_path):
    result = compare(tmp_path)
    assert (result.passed, result.failed) == (0, 0)
    assert result.notes == ["not in this Odoo: not run"]


def test_a_suite_that_cannot_run_has_failed(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise Problem("The disk is full.")

    (tmp_path / "crm/tests").mkdir(parents=True)
    monkeypatch.setattr(suites, "_outcomes", refuse)
    result = compare(tmp_path)
    assert (result.name, result.failed) == ("crm", 1)
    assert result.problems == ["The disk is full."]


def test_views_are_read_as_the_web_client_does():
    arch = etree.fromstring(
        """
        <list>
            <field name="name" optional="hide"/>
            <field name="user_id"/>
            <field name="currency_id" column_invisible="1"/>
            <field name="line_ids"><list><field name="price"/></list></field>
        </list>
        """
    )
    models = {
        "order": {
            "name": {"type": "char"},
            "user_id": {"type": "many2one"},
            "currency_id": {"type": "many2one"},
            "line_ids": {"type": "one2many", "relation": "line"},
        },
        "line": {"price": {"type": "float"}},
    }
    assert views._fields(arch, models, "order") == {
        "name": {},
        "user_id": {"fields": {"display_name": {}}},
        "currency_id": {"fields": {}},
        "line_ids": {"fields": {"price": {}}},
    }
