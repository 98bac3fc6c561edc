"""A plugin of pytest for the tests of plain Python: as much of Odoo as these need.

The add-ons are there without what their ``__init__.py`` would load.
"""

import sys
import unittest
from pathlib import Path
from types import ModuleType

REPO = Path(__file__).resolve().parents[2]


def _add(name, path=None, **content):
    module = ModuleType(name)
    if path:
        module.__path__ = [str(path)]
    vars(module).update(content)
    sys.modules[name] = module


def tagged(*_tags):
    return lambda test_class: test_class


_add("odoo", REPO / "none")
_add("odoo.addons", REPO)
_add("odoo.tests", BaseCase=unittest.TestCase, tagged=tagged)
for manifest in REPO.glob("*/__manifest__.py"):
    folder = manifest.parent
    for prefix in ("", "odoo.addons."):
        _add(f"{prefix}{folder.name}", folder)
        _add(f"{prefix}{folder.name}.tests", folder / "tests")
