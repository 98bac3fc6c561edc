"""Prepared databases are kept, with what Odoo wrote while it made them."""

import pytest
from devkit import database, fingerprint


@pytest.fixture
def made(monkeypatch, tmp_path):
    """The databases that were made, in a server without any."""
    made, there = [], set()
    monkeypatch.setattr(database, "LOGS", tmp_path)
    monkeypatch.setattr(fingerprint, "STATE", tmp_path / "state")
    monkeypatch.setattr(database, "marked", lambda: sorted(there))
    monkeypatch.setattr(database, "exists", there.__contains__)
    monkeypatch.setattr(database, "drop", there.discard)

    def create(name, _template):
        there.add(name)
        made.append(name)

    monkeypatch.setattr(database, "create", create)
    return made


def make(state, text="installed"):
    def fill(name):
        with database.template_log(name).open("a") as log:
            log.write(text)

    return database._make_template("cs_ready", state, fill, "cs_stock")


def test_kept_until_something_changes(made):
    assert make("state-1-is-so") == make("state-1-is-so") == "cs_ready_state-1-"
    assert make("state-2-is-so") == "cs_ready_state-2-"
    assert made == ["cs_ready_state-1-", "cs_ready_state-2-"]


def test_log_goes_with_its_database(made, tmp_path):
    make("state-1-is-so")
    name = make("state-2-is-so")
    assert database.template_log(name).read_text() == "installed"
    assert [path.name for path in tmp_path.glob("*.log")] == [f"template-{name}.log"]


def test_made_again_without_its_log(made):
    """Nobody could tell any more whether something complained."""
    name = make("state-1-is-so")
    database.template_log(name).unlink()
    make("state-1-is-so")
    assert made == [name, name]
    assert database.template_log(name).read_text() == "installed"


def test_log_of_what_has_failed_is_not_that_of_the_next(made):
    def fail(name):
        database.template_log(name).write_text("ERROR")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database._make_template("cs_ready", "state-1-is-so", fail, "cs_stock")
    assert database.template_log(make("state-1-is-so")).read_text() == "installed"


def test_assets_are_built_once_on_a_copy(made, monkeypatch):
    """Tests without a browser do not wait for them."""

    def run_in_shell(_name, code, _label, log):
        log.write_text(code)

    monkeypatch.setattr(database.odoo_run, "run_in_shell", run_in_shell)
    base = make("state-1-is-so")
    name = database.template_with_assets(base)
    assert name.startswith("cs_assets_ready_")
    assert database.template_with_assets(base) == name
    assert made == [base, name]
    assert "_pregenerate_assets_bundles" in database.template_log(name).read_text()
