"""Everything a command needs before it can start its own work."""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

from . import odoo_config, odoo_source, postgres, python_env, system_packages
from .console import side_by_side
from .errors import Problem
from .locks import lock
from .paths import LOCAL, VENV

GIGABYTE = 1024**3
SPACE_FOR_SETUP = 4 * GIGABYTE
SPACE_FOR_WORK = 1 * GIGABYTE


def ensure(browser=False):
    """Install what is missing and start PostgreSQL. Instant when all is there."""
    _check_python()
    _make_local_folder()
    _check_space()
    with lock("setup"):
        server = not postgres.is_external()
        system_packages.ensure(server=server, browser=browser)
        odoo = _download()
        python_env.make_importable(odoo)
        postgres.ensure()
        odoo_config.write(odoo)
    return odoo


def _download():
    """Odoo and, meanwhile, the Python libraries."""
    with side_by_side(), ThreadPoolExecutor() as pool:
        libraries = pool.submit(python_env.ensure)
        odoo = odoo_source.ensure()
        libraries.result()
    return odoo


def _check_python():
    if sys.version_info < (3, 10):  # noqa: UP036 - it is the user who has it
        raise Problem(
            f"Python 3.10 or later is needed, this is {sys.version.split()[0]}.",
            "Odoo 19.0 does not run on an older one.",
            "Run the command with a later one, for example: python3.11 scripts/demo",
        )


def _make_local_folder():
    try:
        LOCAL.mkdir(exist_ok=True)
        writable = os.access(LOCAL, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        raise Problem(
            f"{LOCAL} cannot be written.",
            "it, or the repository, belongs to another user (root, after sudo?).",
            "Run this as that user, or clone the repository into a folder of yours.",
        )
    # The server of a private PostgreSQL may be another user, who must get through.
    if LOCAL.stat().st_uid == os.geteuid():
        LOCAL.chmod(0o755)


def _check_space():
    needed = SPACE_FOR_WORK if VENV.exists() else SPACE_FOR_SETUP
    free = shutil.disk_usage(LOCAL).free
    if free < needed:
        raise Problem(
            f"The disk is almost full: {free / GIGABYTE:.1f} GB free at {LOCAL}.",
            f"about {needed / GIGABYTE:.0f} GB are needed here for Odoo, its "
            "libraries and the databases.",
            "Free some space, or clone the repository on a larger disk.",
        )


def enter(browser=False):
    """Set everything up, then go on in the Python that has Odoo.

    For entry scripts that import Odoo or a library: call it first. The script is
    started again from its beginning under that Python, with ODOO_RC and the PG*
    variables set, and the second call returns at once.
    """
    if os.environ.get("DEVKIT_ENTERED") == str(VENV):
        return
    ensure(browser)
    env = odoo_config.odoo_environment()
    env["DEVKIT_ENTERED"] = str(VENV)
    script = os.path.realpath(sys.argv[0])
    sys.stdout.flush()
    os.execve(python_env.PYTHON, [str(python_env.PYTHON), script, *sys.argv[1:]], env)
