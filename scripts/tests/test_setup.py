import socket
import sys
import threading
from pathlib import Path

import pytest
from devkit import (
    console,
    environment,
    odoo_config,
    odoo_source,
    paths,
    postgres,
    process,
    python_env,
    server,
)
from devkit import system_packages as packages
from devkit.errors import Problem


def test_a_problem_says_what_why_and_what_to_do():
    text = str(Problem("It broke.", "no disk", "buy one"))
    assert text.splitlines() == ["It broke.", "Why: no disk", "What to do: buy one"]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.26, "0.3 s"), (42, "42 s"), (189, "3 min 9 s")]
)
def test_duration(seconds, text):
    assert console.duration(seconds) == text


def test_taken_port_names_its_owner_and_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem) as caught:
            server.check_port(port)
    assert "pid" in caught.value.why
    assert f"--port {port + 1}" in caught.value.todo


def test_a_pid_file_of_another_program_is_not_a_running_server(tmp_path):
    odoo = server.Server("x")
    odoo.pid_file = tmp_path / "x.pid"
    odoo.pid_file.write_text("1 8069\n")
    assert odoo.running() is None


def test_odoo_path_without_odoo(monkeypatch, tmp_path):
    monkeypatch.setenv("ODOO_PATH", str(tmp_path))
    with pytest.raises(Problem, match="is not an Odoo"):
        odoo_source.ensure()


def _fake_odoo(root, version):
    (root / "odoo/addons/base").mkdir(parents=True)
    (root / "addons/web").mkdir(parents=True)
    (root / "addons/web/__manifest__.py").write_text("{}")
    (root / "odoo/addons/base/__manifest__.py").write_text("{}")
    text = f"version_info = {version}\n"
    (root / "odoo/release.py").write_text(text)


def test_odoo_path_of_another_series(monkeypatch, tmp_path):
    _fake_odoo(tmp_path, (18, 0, 0, "final", 0, ""))
    monkeypatch.setenv("ODOO_PATH", str(tmp_path))
    with pytest.raises(Problem, match="is 18.0"):
        odoo_source.ensure()


def test_odoo_path_of_a_checkout(monkeypatch, tmp_path):
    _fake_odoo(tmp_path, (19, 0, 0, "final", 0, ""))
    monkeypatch.setenv("ODOO_PATH", str(tmp_path))
    found = odoo_source.ensure()
    assert found.addons_paths() == [tmp_path / "odoo/addons", tmp_path / "addons"]


def test_external_server_is_recognised():
    assert postgres.is_external({"PGHOST": "db"})
    assert postgres.is_external({"PGPORT": "5433"})
    assert not postgres.is_external({"PGUSER": "me"})


def test_a_long_path_moves_the_cluster_to_a_short_one(monkeypatch):
    monkeypatch.setattr(postgres, "LOCAL", Path("/srv/" + "long/" * 20))
    folder = postgres.PrivateCluster().folder
    assert str(folder).startswith("/var/tmp/")
    assert len(f"{folder}/socket/{postgres.SOCKET_NAME}") < postgres.SOCKET_PATH_LIMIT


def test_missing_packages_are_explained_to_who_may_not_install(monkeypatch):
    monkeypatch.setattr(packages, "missing_packages", lambda *_: ["postgresql"])
    monkeypatch.setattr(packages, "_may_install", lambda: False)
    with pytest.raises(Problem) as caught:
        packages.ensure()
    assert "apt-get install postgresql" in caught.value.todo


def test_nothing_is_installed_when_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(packages, "missing_packages", lambda *_: [])
    monkeypatch.setattr(packages, "missing_extras", lambda: [])
    monkeypatch.setattr(packages, "run_step", None)  # would fail if called
    packages.ensure()


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [("0.12.6-2+b1", True), ("(none)", False), ("2:1snap1-0ubuntu2", False)],
)
def test_a_package_is_installable_if_it_is_a_real_one(candidate, expected):
    policy = f"wkhtmltopdf:\n  Installed: (none)\n  Candidate: {candidate}\n"
    assert packages.installable(policy) is expected


def test_an_unknown_package_is_not_installable():
    assert not packages.installable("")


@pytest.mark.parametrize(
    ("program", "is_taken"),
    [
        (f"echo '{sys.version_info[:2]}'", True),
        ("echo '(3, 9)'", False),
        ("exit 1", False),  # without venv
        (None, False),
    ],
)
def test_python_of_the_distribution_is_taken_if_it_is_as_new(
    program, is_taken, tmp_path, monkeypatch
):
    path = tmp_path / "python3"
    if program:
        path.write_text(f"#!/bin/sh\n{program}\n")
        path.chmod(0o755)
    monkeypatch.setattr(python_env, "DISTRIBUTION", str(path))
    expected = str(path) if is_taken else sys.executable
    assert python_env._interpreter() == expected


def test_all_requirement_files_exist():
    assert all(path.exists() for path in python_env.REQUIREMENTS)


def test_odoo_and_libraries_are_fetched_at_the_same_time(monkeypatch):
    meeting = threading.Barrier(2, timeout=10)
    monkeypatch.setattr(environment.python_env, "ensure", meeting.wait)
    monkeypatch.setattr(
        environment.odoo_source, "ensure", lambda: meeting.wait() in (0, 1)
    )
    assert environment._download()
    assert console.Progress.alone


def test_libraries_that_cannot_be_fetched_are_told(monkeypatch):
    def fail():
        raise Problem("no network")

    monkeypatch.setattr(environment.python_env, "ensure", fail)
    monkeypatch.setattr(environment.odoo_source, "ensure", lambda: "Odoo")
    with pytest.raises(Problem, match="no network"):
        environment._download()


def test_repository_is_found():
    assert (paths.REPO / "scripts/devkit").is_dir()


@pytest.mark.parametrize(
    "get_environment", [odoo_config.odoo_environment, process.keeping_bytecode]
)
def test_bytecode_is_kept_outside_of_the_sources(get_environment):
    env = get_environment({"PYTHONDONTWRITEBYTECODE": "1", "PATH": "/bin"})
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert Path(env["PYTHONPYCACHEPREFIX"]).parent == paths.LOCAL
