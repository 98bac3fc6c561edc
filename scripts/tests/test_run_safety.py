"""Runs of the classification in several Odoo processes on one database.

Nothing here depends on how fast the machine is: a run is stopped in its middle by a
lock of the table that it writes last, and everybody waits for what has to happen.
"""

import contextlib
import json
import os
import queue
import subprocess
import threading
import time
from pathlib import Path

import psycopg2
import pytest
from devkit import database, environment, odoo_config, postgres
from devkit.python_env import PYTHON

WORKER = Path(__file__).with_name("run_safety_worker.py")
CLIENTS = 500
TIMEOUT = 120  # only of a test that fails
# The clients look different on each of them.
DAYS = ("2026-02-15", "2026-05-15", "2026-08-15")
RESULTS = """
    SELECT md5(string_agg((to_jsonb(segment) - 'id' - 'run_id')::text, '' ORDER BY id))
      FROM client_segment segment
"""
HISTORY = "SELECT COUNT(*), MAX(id) FROM client_segment_history"
STOPPED_RUNS = """
    SELECT COUNT(*) FROM pg_locks
     WHERE relation = 'client_segment_history'::regclass AND NOT granted
"""
# Only the nightly job, as it stands the evening after the last night
NO_JOBS = "UPDATE ir_cron SET active = FALSE"
OLD_RUNS = "UPDATE client_segment_run SET date_start = date_start - INTERVAL '1 day'"
NIGHTLY_JOB = """
    (SELECT res_id FROM ir_model_data
      WHERE module = 'client_segmentation'
        AND name = 'ir_cron_recompute_client_segments')
"""
JOB_IS_DUE = f"""
    UPDATE ir_cron
       SET active = TRUE, nextcall = NOW() AT TIME ZONE 'UTC' - INTERVAL '1 hour'
     WHERE id = {NIGHTLY_JOB}
"""
JOB = f"""
    SELECT nextcall > NOW() AT TIME ZONE 'UTC', failure_count FROM ir_cron
     WHERE id = {NIGHTLY_JOB}
"""
HELD_LOCKS = """
    SELECT COUNT(*) FROM pg_locks
     WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = CURRENT_DATABASE())
"""


class Worker:
    """An Odoo process and its answers."""

    def __init__(self, name):
        self.process = subprocess.Popen(
            [str(PYTHON), str(WORKER), name],
            env=odoo_config.odoo_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.answers = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.answers.put(json.loads(line))
        self.answers.put(None)

    def tell(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()

    def answer(self):
        answer = self.answers.get(timeout=TIMEOUT)
        assert answer is not None, "the process has ended, see its output"
        return answer

    def ask(self, *words):
        self.tell(*words)
        return self.answer()

    def kill(self):
        self.process.kill()
        self.process.wait()


class Control:
    """What the test sees and does in the database itself."""

    def __init__(self, name):
        self.name = name
        self.connection = self.connect()

    def connect(self):
        env = postgres.environment()
        connection = psycopg2.connect(
            dbname=self.name,
            host=env.get("PGHOST"),
            port=env.get("PGPORT"),
            user=env.get("PGUSER"),
        )
        connection.autocommit = True
        return connection

    def read(self, sql):
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def execute(self, *statements):
        with self.connection.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)

    def number(self, sql):
        return self.read(sql)[0][0]

    def wait_for(self, sql, number):
        deadline = time.monotonic() + TIMEOUT
        while self.number(sql) != number:
            assert time.monotonic() < deadline, (sql, number)
            time.sleep(0.05)

    @contextlib.contextmanager
    def stopping_runs(self):
        """Runs of this block stop after they have written the classes and before
        they write their history."""
        with contextlib.closing(self.connect()) as other, other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE client_segment_history IN SHARE MODE")
            yield

    def runs_since(self, last):
        """Company and state of the runs after the one with the id ``last``."""
        return self.read(
            "SELECT company_id, state FROM client_segment_run"
            f" WHERE id > {last} ORDER BY id"
        )

    def states(self):
        return dict(self.read("SELECT id, state FROM client_segment_run"))


@pytest.fixture(scope="module")
def name():
    """A database with clients and orders."""
    with pytest.MonkeyPatch.context() as patch:
        # A private server, not one of the user's, though scripts/test names it so.
        if os.environ.get("PGHOST") == str(postgres.PrivateCluster().socket_folder):
            for variable in [key for key in os.environ if key.startswith("PG")]:
                patch.delenv(variable)
        odoo = environment.ensure()
        template = database.template_with_addons(odoo)
        with database.scratch(template, "safety") as scratch:
            yield scratch


@pytest.fixture(scope="module")
def start(name):
    """Start an Odoo process; all of them end with the tests."""
    with contextlib.ExitStack() as stack:

        def start():
            worker = Worker(name)
            stack.callback(worker.kill)
            return worker

        yield start


@pytest.fixture(scope="module")
def workers(start):
    """Two processes, and clients that were classified once."""
    workers = [start(), start()]
    assert [worker.answer() for worker in workers] == ["ready", "ready"]
    workers[0].ask("fill", CLIENTS)
    assert workers[0].ask("run", DAYS[0])["state"] == "done"
    return workers


@pytest.fixture
def control(name, workers):
    control = Control(name)
    yield control
    control.connection.close()


@pytest.fixture(scope="module")
def second_company(workers):
    return workers[0].ask("add_company")


@pytest.fixture
def due(control, second_company):
    """The nightly job is due in all companies: their ids, and that of the last run."""
    control.execute(NO_JOBS, OLD_RUNS, JOB_IS_DUE)
    ids = [id for (id,) in control.read("SELECT id FROM res_company ORDER BY id")]
    return ids, max(control.states())


def test_two_at_once(workers, control):
    with control.stopping_runs():
        for worker in workers:
            worker.tell("run", DAYS[1])
        control.wait_for(STOPPED_RUNS, 1)
        control.wait_for(
            "SELECT COUNT(*) FROM client_segment_run WHERE state = 'skipped'", 1
        )
    runs = [worker.answer() for worker in workers]
    assert sorted(run["state"] for run in runs) == ["done", "skipped"]
    assert max(run["changed"] for run in runs)
    results = control.read(RESULTS)
    # Nothing stops them now: the second may come late enough to run, too.
    for worker in workers:
        worker.tell("run", DAYS[1])
    states = {worker.answer()["state"] for worker in workers}
    assert "done" in states and states <= {"done", "skipped"}
    assert control.read(RESULTS) == results


def test_killed_in_its_middle(workers, control, start):
    before = control.read(RESULTS), control.read(HISTORY)
    doomed = start()
    assert doomed.answer() == "ready"
    with control.stopping_runs():
        doomed.tell("run", DAYS[2])
        control.wait_for(STOPPED_RUNS, 1)
        killed = max(control.states())
        assert control.states()[killed] == "running"
        doomed.kill()
        # The database is still at it and keeps others away.
        assert workers[0].ask("run", DAYS[2])["state"] == "skipped"
        assert (control.read(RESULTS), control.read(HISTORY)) == before
    control.wait_for(HELD_LOCKS, 0)
    assert (control.read(RESULTS), control.read(HISTORY)) == before
    assert control.states()[killed] == "running"
    run = workers[0].ask("run", DAYS[2])
    assert run["state"] == "done" and run["changed"]
    assert control.states()[killed] == "interrupted"


def test_users_at_work_during_runs(workers, control):
    user, runner = workers
    edited, pinned = {}, []

    def edit():
        answer = user.ask("edit", 20)
        edited.update(answer["expected"])
        pinned.extend(answer["pinned"])

    with control.stopping_runs():
        runner.tell("run", DAYS[0])
        control.wait_for(STOPPED_RUNS, 1)
        edit()  # would not come back if it had to wait for the run
        assert control.number(STOPPED_RUNS) == 1
    assert runner.answer()["state"] == "done"
    for day in DAYS[1:]:
        runner.tell("run", day)
        while runner.answers.empty():
            edit()
        assert runner.answer()["state"] == "done"
    assert runner.ask("run", DAYS[0])["state"] == "done"
    rows = control.read("SELECT id, name, user_id FROM res_partner")
    found = {str(id): [name, user_id] for id, name, user_id in rows}
    assert {id: found[id] for id in edited} == edited
    rows = control.read("SELECT partner_id FROM client_segment_pin WHERE active")
    assert sorted(id for (id,) in rows) == sorted(pinned)
    assert pinned


def test_nightly_job_due_in_two_processes(workers, control, due):
    companies, last = due
    with control.stopping_runs():
        for worker in workers:
            worker.tell("schedule")
        control.wait_for(STOPPED_RUNS, 1)
        idle = first_to_answer(workers)
        # It has left the job to the other one and not even begun a run.
        assert [state for _id, state in control.runs_since(last)] == ["running"]
        assert idle.answer() == "looked"
    (busy,) = set(workers) - {idle}
    assert busy.answer() == "looked"
    assert_each_done_once(control, companies, last)
    assert control.read(JOB) == [(True, 0)]
    # Called once more, the job finds no company that it has not done today.
    control.execute(JOB_IS_DUE)
    assert idle.ask("schedule") == "looked"
    assert_each_done_once(control, companies, last)
    assert workers[0].ask("run")["changed"] == 0


def test_process_of_the_nightly_job_killed(workers, control, start, due):
    companies, last = due
    doomed = start()
    assert doomed.answer() == "ready"
    with control.stopping_runs():
        doomed.tell("schedule")
        control.wait_for(STOPPED_RUNS, 1)
        doomed.kill()
    control.wait_for(HELD_LOCKS, 0)
    ((company, state),) = control.runs_since(last)
    assert state == "running"
    # The job is still due, and another process takes it.
    assert workers[0].ask("schedule") == "looked"
    assert control.runs_since(last).pop(0) == (company, "interrupted")
    assert_each_done_once(control, companies, last + 1)
    assert control.read(JOB) == [(True, 0)]


def first_to_answer(workers):
    deadline = time.monotonic() + TIMEOUT
    while all(worker.answers.empty() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return next(worker for worker in workers if not worker.answers.empty())


def assert_each_done_once(control, companies, last):
    """Each company has one run since, and a row of each client the run counted."""
    assert sorted(control.runs_since(last)) == [(id, "done") for id in companies]
    counted = control.read(
        f"SELECT company_id, client_count FROM client_segment_run WHERE id > {last}"
    )
    found = control.read("SELECT company_id, COUNT(*) FROM client_segment GROUP BY 1")
    assert sorted(found) == sorted(counted)
