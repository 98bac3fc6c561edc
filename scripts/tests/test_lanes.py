import threading
import time
from functools import partial

from devkit import console, test_lanes
from devkit.errors import Problem
from devkit.test_result import Result

PATIENCE = 10  # seconds


def test_results_in_the_order_of_the_stages():
    second_done = threading.Event()

    def first(_run):
        assert second_done.wait(PATIENCE)
        return Result("first")

    def second(_run):
        second_done.set()
        return Result("second")

    results = test_lanes.run([first, second], None, 2)
    assert [result.name for result in results] == ["first", "second"]


def test_no_more_at_once_than_lanes():
    running, most = set(), []

    def stage(name, _run):
        running.add(name)
        most.append(len(running))
        running.remove(name)
        return Result(name)

    test_lanes.run([partial(stage, name) for name in "abcd"], None, 1)
    assert most == [1, 1, 1, 1]


def test_a_stage_that_cannot_run_is_a_failure_of_its_own():
    def without_disk(_run, size):
        raise Problem(f"{size} GB are missing")

    def fine(_run):
        return Result("fine", passed=1)

    broken, other = test_lanes.run([partial(without_disk, size=3), fine], None, 2)
    assert (broken.name, broken.failed) == ("Without disk", 1)
    assert broken.problems == ["3 GB are missing"]
    assert (other.passed, other.failed) == (1, 0)


def test_how_long_a_stage_took():
    def stage(_run):
        time.sleep(0.01)
        return Result("x")

    [result] = test_lanes.run([stage], None, 1)
    assert 0.01 <= result.seconds < PATIENCE


def test_progress_lines_do_not_overwrite_each_other(monkeypatch):
    monkeypatch.setattr(console.sys.stdout, "isatty", lambda: True, raising=False)
    seen = []

    def stage(_run):
        seen.append(console.Progress("x").live)
        return Result("x")

    for lanes in (1, 2):
        test_lanes.run([stage], None, lanes)
    assert seen == [True, False]
    assert console.Progress.alone
