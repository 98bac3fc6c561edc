"""Which tests a change touches: those of its room, or of its add-on when unsure."""

import re
from pathlib import PurePosixPath

from . import addons
from .paths import REPO
from .process import output
from .test_target import TOOLING, Target

# Nothing in them is run; translations and manuals have checks of their own.
NOT_RUN = {"readme", "i18n", "README.rst"}
OF_THE_SCRIPTS = {"scripts", ".github", ".ci", "setup.cfg", "requirements.txt"}


def target(commit):
    """What to test of the difference from ``commit``, or None if that is nothing."""
    return choose(changed_files(commit))


def changed_files(commit):
    """Since the branch left ``commit``, with what is not committed yet."""
    git = ["git", "-c", f"safe.directory={REPO}"]
    base = output([*git, "merge-base", commit, "HEAD"], cwd=REPO).strip()
    differ = [*git, "diff", "--name-only", "--no-renames", "-z", base]
    new = [*git, "ls-files", "--others", "--exclude-standard", "-z"]
    listed = output(differ, cwd=REPO) + output(new, cwd=REPO)
    return sorted(set(listed.split("\0")) - {""})


def choose(files):
    paths = set().union(*(tests_of(file) for file in files))
    tooling = [TOOLING] if TOOLING in paths else []
    paths.discard(TOOLING)
    # Not a second time what is in a folder that is tested
    paths = {path for path in paths if not _folders(path) & paths}
    if not paths and not tooling:
        return None
    owners = sorted({path.partition("/")[0] for path in paths})
    return Target(owners, paths=sorted(paths), tooling=tooling)


def _folders(path):
    return {str(folder) for folder in PurePosixPath(path).parents}


def tests_of(file):
    """Files and folders of tests that a change of ``file`` asks for."""
    module, *inside = PurePosixPath(file).parts
    if module in OF_THE_SCRIPTS:
        return {TOOLING}
    if module not in addons.names() or not inside or inside[0] in NOT_RUN:
        return set()
    if inside[0] == "tests" and inside[-1].startswith("test_"):
        return {file} if (REPO / file).exists() else set()
    if inside[:2] == ["static", "description"]:
        return set()
    room = next((name for name in inside[1:-1] if _has_tests(module, name)), None)
    if room is None or is_used_elsewhere(module, room):
        return set(addons.dependents(module))
    found = {f"{module}/tests/{room}"} | _tests_of_the_whole(module)
    return found | _javascript_tests() if inside[0] == "static" else found


def _has_tests(module, room):
    return (REPO / module / "tests" / room).is_dir()


def _tests_of_the_whole(module):
    """What holds for all rooms; opening every menu takes too long here."""
    return {
        str(path.relative_to(REPO))
        for path in (REPO / module / "tests/whole").glob("test_*.py")
        if path.stem != "test_click_everywhere"
    }


def _javascript_tests():
    found = REPO.glob("*/tests/**/test_js.py")
    return {str(path.relative_to(REPO)) for path in found}


def is_used_elsewhere(module, room):
    """Whether code or tests outside of the room import from it."""
    importing = re.compile(rf"^\s*(?:from|import) .*\b{room}\b", re.MULTILINE)
    return any(
        importing.search(path.read_text())
        for name in addons.dependents(module)
        for path in (REPO / name).rglob("*.py")
        # The floors list all rooms.
        if path.name != "__init__.py"
        and (name != module or room not in path.relative_to(REPO / name).parts)
    )
