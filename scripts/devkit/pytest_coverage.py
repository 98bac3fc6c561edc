"""A plugin of pytest: ``--reached FILE`` keeps which lines and branches of the add-ons
are reached.

Their code gets probes when it is imported. A tracer, which Python before 3.12 asks at
every step of Odoo's code too, would double the time of the tests.
"""

import json
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path

from slipcover import Slipcover
from slipcover.importer import SlipcoverLoader

from . import addons
from .paths import REPO

LEFT_OUT = ["*/tests/*", "*/__manifest__.py"]
NOT_TO_BE_REACHED = ["raise NotImplementedError"]
# Looking for all functions to take used probes out costs more than they do.
NEVER = 2**31 - 1


def pytest_addoption(parser):
    parser.addoption("--reached", metavar="FILE", type=Path, help="what was reached")


def pytest_load_initial_conftests(early_config):
    """Before Odoo, which pytest-odoo starts next, imports an add-on."""
    if file := early_config.known_args_namespace.reached:
        names = addons.names()
        probes = make_probes(source=[str(REPO / name) for name in names])
        sys.meta_path.insert(0, ProbedFinder(probes, names))
        early_config.add_cleanup(
            lambda: file.write_text(json.dumps(probes.get_coverage()))
        )


def make_probes(source=None):
    return Slipcover(
        branch=True,
        source=source,
        omit=LEFT_OUT,
        exclude_also=NOT_TO_BE_REACHED,
        d_miss_threshold=NEVER,
    )


class ProbedFinder:
    """Finds the code of the add-ons, but not of their tests."""

    def __init__(self, probes, names):
        self.probes = probes
        self.packages = {f"odoo.addons.{name}" for name in names}

    def find_spec(self, fullname, path=None, target=None):
        parts = fullname.split(".")
        if ".".join(parts[:3]) not in self.packages or "tests" in parts:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = SlipcoverLoader(self.probes, spec.loader, spec.origin)
        return spec
