import pytest
from devkit import addons, fingerprint, test_lifecycle, test_target
from devkit.errors import Problem


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Three add-ons; "base_x" is needed by "mid" and "top"."""
    monkeypatch.setattr(addons, "REPO", tmp_path)
    monkeypatch.setattr(test_target, "REPO", tmp_path)
    _add(tmp_path, "base_x", ["sale", "crm"])
    _add(tmp_path, "mid", ["base_x", "hr"])
    _add(tmp_path, "top", ["mid"])
    _add(tmp_path, "switched_off", ["pos"], installable=False)
    return tmp_path


def _add(root, name, depends, **manifest):
    (root / name / "tests").mkdir(parents=True)
    text = repr({"name": name, "depends": depends, **manifest})
    (root / name / "__manifest__.py").write_text(text)
    (root / name / "tests/test_it.py").write_text("")


def test_an_addon_is_installed_with_those_of_ours_it_needs(repository):
    assert addons.with_ours_needed(["mid"]) == ["base_x", "mid"]
    assert addons.with_ours_needed(["top"]) == ["base_x", "mid", "top"]


def test_only_installable_addons_count(repository):
    assert addons.names() == ["base_x", "mid", "top"]


def test_stock_dependencies_leave_ours_out(repository):
    assert addons.stock_dependencies() == ["base", "crm", "hr", "sale"]


def test_uninstalling_starts_with_what_nobody_needs(repository):
    assert test_lifecycle.uninstall_order(["base_x", "mid", "top"]) == [
        "top",
        "mid",
        "base_x",
    ]


def test_demo_data_brings_no_views():
    """Else they are missing wherever there is no demo data."""
    for module in addons.require():
        demo = addons.manifest(module).get("demo", [])
        assert [path for path in demo if not path.startswith("data/")] == []


def test_a_broken_manifest_is_named(repository):
    (repository / "mid/__manifest__.py").write_text("{")
    with pytest.raises(Problem, match="mid/__manifest__.py"):
        addons.names()


def test_no_addon_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(addons, "REPO", tmp_path)
    with pytest.raises(Problem, match="no add-on"):
        addons.require()


def test_code_fingerprint_changes_with_content_and_names_only(repository):
    before = addons.code_fingerprint("mid")
    (repository / "mid/tests/test_more.py").write_text("x = 1")
    assert addons.code_fingerprint("mid") == before
    (repository / "mid/model.py").write_text("x = 1")
    changed = addons.code_fingerprint("mid")
    assert changed != before
    (repository / "mid/model.py").rename(repository / "mid/models.py")
    assert addons.code_fingerprint("mid") not in (before, changed)


def test_fingerprint_of_text_keeps_its_parts_apart():
    assert fingerprint.of_text("ab", "c") != fingerprint.of_text("a", "bc")


def test_target_is_everything_by_default(repository):
    target = test_target.parse(None)
    assert target.everything
    assert target.modules == target.paths == ["base_x", "mid", "top"]


def test_target_module(repository):
    target = test_target.parse("mid/")
    assert (target.tags, target.paths) == ("", ["mid"])
    assert not target.everything


def test_target_module_in_odoos_runner(repository):
    target = test_target.parse("mid/", odoo_runner=True)
    assert (target.tags, target.paths) == ("/mid", [])


def test_target_test_in_a_file_goes_to_pytest(repository):
    target = test_target.parse("mid/tests/test_it.py::TestIt::test_x")
    assert target.paths == ["mid/tests/test_it.py::TestIt::test_x"]
    assert not target.tags


def test_target_class_goes_to_odoos_runner(repository):
    target = test_target.parse("mid:TestIt.test_x")
    assert (target.tags, target.paths) == ("/mid:TestIt.test_x", [])


def test_unknown_target_says_what_there_is(repository):
    with pytest.raises(Problem) as caught:
        test_target.parse("nothing")
    assert "base_x, mid, top" in caught.value.why
