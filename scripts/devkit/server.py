"""Odoo in the background: one process per database, known by its pid file."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import odoo_config, odoo_run
from .console import Progress
from .errors import Problem
from .paths import LOCAL, LOGS, REPO
from .process import shown, tail

START_TIMEOUT = 120
STOP_TIMEOUT = 30
LISTENING = "0A"  # TCP state in /proc/net/tcp


class Server:
    def __init__(self, database):
        self.database = database
        self.pid_file = LOCAL / f"run/{database}.pid"
        self.log = LOGS / f"server-{database}.log"

    def running(self):
        """(pid, port) of the server of this checkout, or None."""
        try:
            pid, port = map(int, self.pid_file.read_text().split())
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        # The pid may be another program's by now.
        return (pid, port) if str(self.log).encode() in arguments else None

    def start(self, port):
        self.pid_file.parent.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = odoo_run.command(
            "server", "-d", self.database, "-p", port, "--logfile", self.log
        )
        with Progress(f"Starting Odoo on port {port}") as progress:
            with self.log.open("a") as output:
                process = subprocess.Popen(
                    [str(part) for part in command],
                    env=odoo_config.odoo_environment(),
                    cwd=REPO,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            self.pid_file.write_text(f"{process.pid} {port}\n")
            self._wait_until_up(process, port, progress)

    def _wait_until_up(self, process, port, progress):
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and process.poll() is None:
            if answers(port):
                return
            progress.tick()
            time.sleep(0.3)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        self.pid_file.unlink()
        raise Problem(
            "Odoo does not start.",
            f"last lines of {shown(self.log)}:\n{tail(self.log)}",
            "Correct the cause given there and run this again.",
        )

    def stop(self):
        """Whether there was anything to stop."""
        found = self.running()
        if found:
            _terminate(found[0])
        self.pid_file.unlink(missing_ok=True)
        return bool(found)


def all_servers():
    return [Server(path.stem) for path in sorted((LOCAL / "run").glob("*.pid"))]


def _terminate(pid):
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_TIMEOUT
    while time.monotonic() < deadline:
        if not _alive(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)


def _alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def answers(port):
    # Straight to this machine, whatever proxy the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/web/health", timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Problem(
                f"Port {port} may not be used.", str(error), "Use --port 8069."
            ) from error
        except OSError:
            owner = port_owner(port) or "another program"
            raise Problem(
                f"Port {port} is taken.",
                f"{owner} listens on it.",
                f"Stop it, or choose another port: --port {port + 1}",
            ) from None


def port_owner(port):
    """ "name (pid N)" of the listener, if this user is allowed to see it."""
    inodes = _listening_inodes(port)
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            found = re.fullmatch(r"socket:\[(\d+)\]", os.readlink(link))
            if found and found[1] in inodes:
                name = (link.parents[1] / "comm").read_text().strip()
                return f"{name} (pid {link.parents[1].name})"
        except OSError:
            continue
    return None


def _listening_inodes(port):
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not os.path.exists(table):
            continue
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[1].endswith(f":{port:04X}") and fields[3] == LISTENING:
                inodes.add(fields[9])
    return inodes
