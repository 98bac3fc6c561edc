"""The contact clock of dossiers in several Odoo processes on one database: whatever
happens to the hourly job, each dossier has one open task.

A job is stopped in its middle by a lock of the table of tasks.
"""

import contextlib

import pytest
from test_run_safety import Control, Worker, name  # noqa: F401

DOSSIERS = 30
TASKS = """
    SELECT res_id, COUNT(*) FROM mail_activity
     WHERE res_model = 'key.account.dossier' AND active
       AND key_account_task = 'contact'
  GROUP BY res_id
"""
FORGET_TASKS = "DELETE FROM mail_activity WHERE res_model = 'key.account.dossier'"
STOPPED_JOBS = """
    SELECT COUNT(*) FROM pg_locks
     WHERE relation = 'mail_activity'::regclass AND NOT granted
"""
OPEN_TRANSACTIONS = """
    SELECT COUNT(*) FROM pg_stat_activity
     WHERE datname = CURRENT_DATABASE() AND state <> 'idle' AND pid <> pg_backend_pid()
"""


@contextlib.contextmanager
def stopping_jobs(control):
    """Jobs of this block stop before they write a task."""
    with contextlib.closing(control.connect()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE mail_activity IN SHARE MODE")
        yield


@pytest.fixture(scope="module")
def start(name):  # noqa: F811
    with contextlib.ExitStack() as stack:

        def start():
            worker = Worker(name)
            stack.callback(worker.kill)
            assert worker.answer() == "ready"
            return worker

        yield start


@pytest.fixture(scope="module")
def workers(start):
    workers = [start(), start()]
    workers[0].ask("open_dossiers", DOSSIERS)
    return workers


@pytest.fixture
def control(name, workers):  # noqa: F811
    control = Control(name)
    control.execute(FORGET_TASKS)
    yield control
    control.connection.close()


def assert_one_task_each(control):
    counts = dict(control.read(TASKS))
    assert len(counts) == DOSSIERS
    assert set(counts.values()) == {1}


def test_two_at_once(workers, control):
    with stopping_jobs(control):
        for worker in workers:
            worker.tell("refresh_clock")
        control.wait_for(STOPPED_JOBS, 1)
    assert [worker.answer() for worker in workers] == ["refreshed"] * 2
    assert_one_task_each(control)
    # Nothing stops them now.
    control.execute(FORGET_TASKS)
    for worker in workers:
        worker.tell("refresh_clock")
    assert [worker.answer() for worker in workers] == ["refreshed"] * 2
    assert_one_task_each(control)


def test_killed_in_its_middle(workers, control, start):
    doomed = start()
    with stopping_jobs(control):
        doomed.tell("refresh_clock")
        control.wait_for(STOPPED_JOBS, 1)
        doomed.kill()
    control.wait_for(STOPPED_JOBS, 0)
    control.wait_for(OPEN_TRANSACTIONS, 0)
    assert not control.read(TASKS)
    assert workers[0].ask("refresh_clock") == "refreshed"
    assert_one_task_each(control)


def test_contacts_logged_meanwhile(workers, control):
    """The manager's contact answers the task; the job that is at it waits or begins
    anew, and there is one task, the next one."""
    job, manager = workers
    assert job.ask("refresh_clock") == "refreshed"
    for _time in range(3):
        job.tell("refresh_clock")
        assert manager.ask("log_contacts") == DOSSIERS
        assert job.answer() == "refreshed"
        assert_one_task_each(control)
