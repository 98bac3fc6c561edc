"""The layout of the add-ons: one room per feature, with one name on every floor.

A room imports itself, the arithmetic and the base rooms of its add-on, or of the
add-ons below; base rooms import only the base rooms that stand before them. What else
rooms have to do with each other goes through models, and hooks that a base offers.
"""

import ast
from itertools import chain

import pytest
from devkit.paths import REPO

BASE_ROOMS = {
    "client_segmentation": ["documents", "signals", "core"],
    "key_account_dossier": ["secrecy", "dossier"],
    "loyalty_program": ["gate", "business_case", "members", "ledger"],
}
FLOORS = ["models", "sql", "arithmetic", "wizard", "report", "views", "data", "tests"]
RULED = ["models", "sql", "wizard", "report"]
BELOW = "from odoo.addons.client_segmentation.arithmetic."
# Tests of an add-on as a whole, and what several rooms' tests share.
TESTS_ONLY = {"whole", "secrecy"}
COMMON = {"__init__.py", "common.py", "hypothesis_settings.py"}


def rooms(addon, floor):
    folder = REPO / addon / floor
    return {path.name for path in folder.glob("*/") if path.name != "__pycache__"}


def python_files(addon, floors):
    folders = ((REPO / addon / floor) for floor in floors)
    return chain.from_iterable(sorted(folder.glob("*/*.py")) for folder in folders)


def imported(path):
    """Dotted modules of our add-ons that a file imports, from the add-on on."""
    package = path.relative_to(REPO).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ImportFrom):
            continue
        module = tuple((node.module or "").split(".")) if node.module else ()
        if node.level:
            module = package[: len(package) - node.level + 1] + module
        elif module[:2] == ("odoo", "addons"):
            module = module[2:]
        if module[0] in BASE_ROOMS:
            yield from (module + (name.name,) for name in node.names)


def is_allowed(addon, room, other_addon, other_room):
    base = BASE_ROOMS[other_addon]
    if addon != other_addon:
        return other_room in base
    if room == other_room:
        return True
    if other_room not in base:
        return False
    return room not in base or base.index(other_room) < base.index(room)


def complaints(addon):
    for path in python_files(addon, RULED):
        room = path.parent.name
        for module in imported(path):
            if len(module) > 3 and module[1] in RULED:
                if not is_allowed(addon, room, module[0], module[2]):
                    yield f"{path.relative_to(REPO)} imports {'.'.join(module)}"


@pytest.mark.parametrize("addon", BASE_ROOMS)
def test_no_room_imports_another(addon):
    assert list(python_files(addon, RULED))
    assert not list(complaints(addon))


@pytest.mark.parametrize("addon", BASE_ROOMS)
def test_arithmetic_knows_no_database(addon):
    """Plain Python: neither Odoo nor the other floors."""
    for path in python_files(addon, ["arithmetic"]):
        for module in imported(path):
            assert module[1] == "arithmetic", f"{path} imports {module}"
        assert "import odoo" not in path.read_text()
        # Nothing of Odoo but the arithmetic of the add-ons below
        for line in path.read_text().splitlines():
            if line.lstrip().startswith("from odoo"):
                assert line.startswith(BELOW), f"{path}: {line}"


@pytest.mark.parametrize("addon", BASE_ROOMS)
def test_floors_share_their_rooms(addon):
    known = rooms(addon, "models")
    for floor in FLOORS:
        extra = TESTS_ONLY if floor == "tests" else set()
        assert rooms(addon, floor) <= known | extra, floor


@pytest.mark.parametrize("addon", BASE_ROOMS)
def test_nothing_lies_outside_the_rooms(addon):
    for floor in FLOORS:
        loose = {path.name for path in (REPO / addon / floor).glob("*.*")}
        assert loose <= (COMMON if floor == "tests" else {"__init__.py"}), floor


@pytest.mark.parametrize("addon", BASE_ROOMS)
def test_odoo_finds_each_test_file(addon):
    """Odoo's runner looks for modules in the package ``tests``, by their names."""
    files = [path.stem for path in (REPO / addon / "tests").glob("*/test_*.py")]
    assert len(files) == len(set(files))
    tree = ast.parse((REPO / addon / "tests/__init__.py").read_text())
    listed = [name.name for node in tree.body for name in node.names]
    assert sorted(files) == sorted(listed)


@pytest.mark.parametrize("addon", BASE_ROOMS)
def test_assets_are_where_the_manifest_says(addon):
    manifest = ast.literal_eval((REPO / addon / "__manifest__.py").read_text())
    for bundle in manifest["assets"].values():
        for entry in bundle:
            pattern = entry if isinstance(entry, str) else entry[-1]
            assert list(REPO.glob(pattern)), pattern
