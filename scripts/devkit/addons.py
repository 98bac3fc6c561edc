import ast
import os

from . import fingerprint
from .errors import Problem
from .paths import REPO

# Neither is loaded into a database, so a change there needs no update of the module.
NOT_LOADED = {"__pycache__", "tests", "readme"}


def manifest(module):
    path = REPO / module / "__manifest__.py"
    try:
        return ast.literal_eval(path.read_text())
    except (SyntaxError, ValueError) as error:
        raise Problem(
            f"The manifest {path.relative_to(REPO)} cannot be read.",
            str(error),
            "Correct the file; it must be one Python dictionary.",
        ) from error


def names():
    """Installable add-ons at the top of the repository."""
    folders = sorted(path.parent.name for path in REPO.glob("*/__manifest__.py"))
    return [name for name in folders if manifest(name).get("installable", True)]


def require():
    found = names()
    if not found:
        raise Problem(
            "There is no add-on to work on.",
            f"No folder in {REPO} has an installable __manifest__.py.",
            "Run this inside a complete checkout of the repository.",
        )
    return found


def stock_dependencies():
    """Odoo's own modules the add-ons ask for."""
    ours = names()
    wanted = {name for module in ours for name in manifest(module).get("depends", [])}
    return sorted(wanted - set(ours) | {"base"})


def with_ours_needed(modules):
    """``modules`` and those of our add-ons that they depend on."""
    ours, wanted = names(), set(modules)
    for _round in ours:
        for name in list(wanted):
            wanted |= set(manifest(name).get("depends", [])) & set(ours)
    return sorted(wanted)


def dependents(module):
    """Our add-ons that need ``module``, itself included."""
    return [name for name in names() if module in with_ours_needed([name])]


def files(module):
    for folder, subfolders, filenames in os.walk(REPO / module):
        subfolders[:] = [name for name in subfolders if name not in NOT_LOADED]
        for filename in filenames:
            if not filename.endswith((".pyc", "~", ".swp")):
                yield REPO.joinpath(folder, filename)


def code_fingerprint(module):
    return fingerprint.of_files(files(module), REPO)
