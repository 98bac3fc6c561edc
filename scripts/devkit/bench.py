import argparse
import os

from . import addons, database, environment, odoo_config, postgres
from .errors import Problem
from .paths import REPO
from .python_env import PYTHON

BENCHMARKS = REPO / "scripts/benchmarks"


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Run a benchmark (all if none is named) on a scratch database. "
        "It gets ODOO_RC (configuration) and PGDATABASE (name of the database).",
    )
    parser.add_argument("--keep", metavar="DATABASE", help="use it, and keep it")
    parser.add_argument("name", nargs="?", help=f"one of: {', '.join(names())}")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    return parser.parse_args(argv)


def names():
    return sorted(path.stem for path in BENCHMARKS.glob("*.py") if path.stem[0] != "_")


def main(argv):
    options = parse(argv)
    wanted = [options.name] if options.name else names()
    unknown = [name for name in wanted if name not in names()]
    if unknown or not wanted:
        raise Problem(
            f"There is no benchmark {', '.join(unknown)}".rstrip() + ".",
            f"in {BENCHMARKS.relative_to(REPO)} there are: {', '.join(names())}",
        )
    odoo = environment.ensure()
    addons.require()
    base = database.template_with_addons(odoo)
    codes = [_run(name, options, base) for name in wanted]
    return max(codes)


def _run(name, options, base):
    if not options.keep:
        with database.scratch(base, "bench") as scratch:
            return _measure(name, options.arguments, scratch)
    if not database.exists(options.keep):
        database.create(options.keep, base)
    database.require_ours(options.keep)
    return _measure(name, options.arguments, options.keep)


def _measure(name, arguments, name_of_database):
    env = odoo_config.odoo_environment(postgres.environment())
    env["PGDATABASE"] = name_of_database
    env["PYTHONPATH"] = str(REPO / "scripts")  # for what benchmarks share with it
    script = BENCHMARKS / f"{name}.py"
    # The output is the benchmark's own: it is not captured.
    return os.spawnve(os.P_WAIT, PYTHON, [str(PYTHON), str(script), *arguments], env)
