"""Stages side by side: each works on databases of its own."""

import time
from concurrent.futures import ThreadPoolExecutor

from .console import side_by_side
from .errors import Problem
from .test_result import Result


def run(stages, argument, lanes):
    """The results of all ``stages``, started in this order, ``lanes`` at a time."""
    with side_by_side(lanes > 1), ThreadPoolExecutor(lanes) as pool:
        futures = [pool.submit(guarded, stage, argument) for stage in stages]
        try:
            return [future.result() for future in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def guarded(stage, argument):
    """A stage that cannot even run is a failure of that stage, not of the run."""
    started = time.monotonic()
    try:
        result = stage(argument)
    except Problem as problem:
        work = getattr(stage, "func", stage)  # of functools.partial
        result = Result(work.__name__.replace("_", " ").capitalize())
        result.fail(problem)
    result.seconds = time.monotonic() - started
    return result
