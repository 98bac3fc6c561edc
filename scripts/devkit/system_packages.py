"""Programs of the operating system: looked for first, installed with apt-get if not."""

import glob
import importlib.util
import os
import re
import shlex
import shutil
import sys

from .console import say, warn
from .errors import Problem
from .process import output, run_step, setup_log

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
OFFICES = ("soffice", "libreoffice")
OFFICE_PACKAGE = "libreoffice-calc-nogui"
SERVER_PROGRAMS = "/usr/lib/postgresql/*/bin/initdb"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def has_program(*names):
    return any(shutil.which(name) for name in names)


def has_venv():
    return bool(
        importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")
    )


def venv_package():
    if os.path.realpath(sys.executable).startswith("/usr/bin/"):
        return f"python3.{sys.version_info.minor}-venv"
    return "python3-venv"


def has_server():
    return bool(glob.glob(SERVER_PROGRAMS) or has_program("initdb"))


def missing_packages(server=True, browser=False):
    """Packages a command cannot do without."""
    missing = []
    if not has_venv():
        missing.append(venv_package())
    if not has_program("psql"):
        missing.append("postgresql-client")
    if server and not has_server():
        missing.append("postgresql")
    if browser and not has_program(*BROWSERS):
        missing.append("chromium")
    return missing


def missing_extras():
    """Packages without which only a part is lost: the PDF of a report."""
    missing = []
    if not has_program("wkhtmltopdf"):
        missing.append("wkhtmltopdf")
    if not os.path.exists(DEJAVU):
        missing.append("fonts-dejavu-core")
    return missing


def missing_test_extras():
    """A second engine that recomputes our workbooks; without it its tests skip."""
    return [] if has_program(*OFFICES) else [OFFICE_PACKAGE]


def ensure(server=True, browser=False):
    needed = missing_packages(server, browser)
    extras = missing_extras()
    # Whoever needs a browser runs the tests
    if browser:
        extras = extras + missing_test_extras()
    if not needed and not extras:
        return
    if not _may_install():
        _explain_what_to_install(needed, extras)
        return
    log = setup_log("apt")
    run_step(
        _as_root(["apt-get", "update"]),
        "Reading the package lists",
        log,
        "Check the network and the machine's apt sources, then run this again.",
    )
    _install(needed, log)
    for package in extras:
        _install_extra(package, log)


def _install(packages, log):
    if "chromium" in packages and not _has_candidate("chromium"):
        packages = [name for name in packages if name != "chromium"]
        warn(
            "no package chromium here (Ubuntu has it as a snap only): browser tours "
            "will fail until google-chrome or chromium is in PATH."
        )
    if packages:
        _apt_install(packages, log)


def _install_extra(package, log):
    if not _has_candidate(package):
        warn(f"the package {package} does not exist here: {_loss(package)}.")
        return
    try:
        _apt_install([package], log)
    except Problem as problem:
        warn(f"{package} could not be installed: {_loss(package)}.\n{problem}")


def _loss(package):
    if package == OFFICE_PACKAGE:
        return "the tests of workbooks will be skipped"
    return "PDF reports may not work"


def _apt_install(packages, log):
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes"]
    run_step(
        _as_root([*command, "--no-install-recommends", *packages]),
        f"Installing {', '.join(packages)}",
        log,
        f"Install by hand: apt-get install {shlex.join(packages)}",
    )


def _has_candidate(package):
    shown = output(["apt-cache", "policy", package], check=False)
    return installable(shown)


def installable(policy):
    """Whether ``apt-cache policy`` offers a version that is a real package."""
    candidate = re.search(r"Candidate: (\S+)", policy)
    # Ubuntu's chromium packages are only pointers to a snap.
    return bool(candidate) and candidate[1] != "(none)" and "snap" not in candidate[1]


def _may_install():
    return has_program("apt-get") and (os.geteuid() == 0 or _sudo())


def _sudo():
    sudo = shutil.which("sudo")
    if not sudo:
        return None
    return [sudo] if sys.stdin.isatty() else [sudo, "-n"]


def _as_root(command):
    return command if os.geteuid() == 0 else [*_sudo(), *command]


def _explain_what_to_install(needed, extras):
    command = shlex.join(["apt-get", "install", *needed, *extras])
    if needed:
        raise Problem(
            f"System packages are missing: {', '.join(needed)}.",
            "they can only be installed by root, and there is no sudo (or no apt-get).",
            f"As root: {command}\n(or its equivalent), then run this again.",
        )
    say(f"Note: for PDF reports and all tests install, as root: {command}")
