import shutil
import subprocess
import sys

from . import fingerprint
from .paths import GITHUB, REPO, VENV
from .process import output, run_step, setup_log

PYTHON = VENV / "bin/python"
STATE_NAME = "venv"
DISTRIBUTION = "/usr/bin/python3"
PROBE = "import ensurepip, sys, venv; print(sys.version_info[:2])"
REQUIREMENTS = (
    GITHUB / "requirements-odoo.txt",
    GITHUB / "requirements-test.txt",
    REPO / "requirements.txt",
)


def ensure():
    """A virtual environment with the pinned libraries."""
    state = fingerprint.of_files(REQUIREMENTS, REPO)
    if not _works():
        _create()
    if fingerprint.recall(STATE_NAME) != state:
        _install()
        fingerprint.remember(STATE_NAME, state)


def _works():
    """Whatever Python it was made with: it may not be the one that runs this."""
    return PYTHON.exists() and any(VENV.glob("lib/python*/site-packages/pip"))


def _create():
    fingerprint.forget(STATE_NAME)
    shutil.rmtree(VENV, ignore_errors=True)
    log = setup_log("python-env")
    run_step([_interpreter(), "-m", "venv", VENV], "Making a Python environment", log)


def _interpreter():
    """The running Python, or the distribution's if that is of the same version: it is
    compiled with a profile, and those of version managers are slower by a fifth."""
    try:
        version = output([DISTRIBUTION, "-c", PROBE], check=False).strip()
    except OSError:
        version = None
    return DISTRIBUTION if version == str(sys.version_info[:2]) else sys.executable


def _install():
    # Of what is compiled little is used, and Odoo keeps its bytecode elsewhere.
    command = [PYTHON, "-m", "pip", "install", "--no-compile", "--progress-bar", "off"]
    for path in REQUIREMENTS:
        command += ["-r", path]
    run_step(
        command,
        "Installing Python libraries",
        setup_log("python-libraries"),
        "Check the network and pip's configuration (`pip config list`), then run "
        "this again.",
        on_line=_pip_detail,
    )


def _pip_detail(line):
    words = line.split()
    if words[:1] == ["Collecting"] and len(words) > 1:
        return words[1]
    if words[:1] == ["Installing"]:
        return "installing"
    return None


def _site_packages():
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    result = subprocess.run(
        [PYTHON, "-c", code], check=True, capture_output=True, text=True
    )
    return result.stdout.strip()


def make_importable(odoo):
    state = f"{odoo.root}"
    if fingerprint.recall("odoo-path") == state:
        if any(VENV.glob("lib/python*/site-packages/odoo-path.pth")):
            return
    with open(f"{_site_packages()}/odoo-path.pth", "w") as pth:
        pth.write(f"{odoo.root}\n")
    fingerprint.remember("odoo-path", state)
