"""The PostgreSQL server: the user's (PGHOST or PGPORT is set), else a private one."""

import functools
import glob
import os
import pwd
import re
import shutil
import subprocess
import time
from pathlib import Path

from .console import Progress
from .errors import Problem
from .paths import LOCAL, REPO, REPO_ID
from .process import output, tail, without_pg_variables

ROLE = "odoo"  # Odoo refuses to connect as "postgres"
MINIMUM_VERSION = 13
START_ATTEMPTS = 3
SOCKET_PATH_LIMIT = 100  # the system's limit is 107 bytes
SOCKET_NAME = ".s.PGSQL.5432"

# The cluster holds only what the scripts can make again: speed before durability.
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
work_mem = 32MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
wal_level = minimal
max_wal_senders = 0
log_timezone = 'UTC'
timezone = 'UTC'
"""
# Whoever can reach the socket (the folder is private) is trusted.
AUTHENTICATION = "local all all trust\n"


def is_external(env=None):
    env = os.environ if env is None else env
    return bool(env.get("PGHOST") or env.get("PGPORT"))


def ensure():
    """A server that takes connections; returns the environment to reach it with."""
    if is_external():
        _check_external()
    else:
        PrivateCluster().ensure_running()
    return environment()


def environment():
    if is_external():
        return dict(os.environ)
    env = without_pg_variables()
    env.update(PGHOST=str(PrivateCluster().socket_folder), PGUSER=ROLE)
    return env


def query(sql, database="postgres"):
    """Rows of one statement, each a list of strings."""
    command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]
    text = output(command, env=environment())
    return [line.split("|") for line in text.splitlines()]


def _check_external():
    what = "The PostgreSQL server given by the PG* variables cannot be used."
    todo = "Correct PGHOST, PGPORT, PGUSER, PGPASSWORD, or unset them all to have a "
    todo += "private server made."
    sql = (
        "SELECT current_setting('server_version_num')::int / 10000, current_user, "
        "rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    )
    try:
        version, user, may_create = query(sql)[0]
    except Problem as problem:
        raise Problem(what, problem.why, todo) from problem
    if int(version) < MINIMUM_VERSION:
        raise Problem(what, f"version {version}; Odoo needs {MINIMUM_VERSION}.", todo)
    if user == "postgres":
        raise Problem(what, "Odoo refuses to work as the user postgres.", todo)
    if may_create != "t":
        raise Problem(
            what,
            f"the role {user} may not create databases.",
            f"As an administrator: ALTER ROLE {user} CREATEDB;",
        )


@functools.cache
def programs_folder():
    """The newest installed server; its programs are not in PATH on Debian."""
    folders = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if folders:
        newest = max(folders, key=lambda path: float(path.split("/")[4]))
        return Path(newest).parent
    found = shutil.which("initdb")
    if not found:
        raise Problem("PostgreSQL's server programs are not installed.")
    return Path(found).resolve().parent


class PrivateCluster:
    """A server only for this checkout, on a socket only, in a git-ignored folder."""

    def __init__(self):
        self.folder = self._choose_folder()
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.socket_folder = self.folder / "socket"

    def _choose_folder(self):
        inside = LOCAL / "postgres"
        too_long = len(str(inside / "socket" / SOCKET_NAME)) > SOCKET_PATH_LIMIT
        # Once made it stays where it is, whatever the permissions are now.
        if not inside.exists() and (too_long or not self._server_user_reaches(REPO)):
            return Path(f"/var/tmp/client-segmentation-{REPO_ID}")
        return inside

    @staticmethod
    def _server_user_reaches(path):
        """The server refuses root and runs as ``postgres``, who needs a way in."""
        if os.geteuid():
            return True
        return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))

    def _as_server_user(self, program, *args, check=True):
        command = [programs_folder() / program, *args]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        return output(command, env=without_pg_variables(), check=check, cwd="/")

    def _accepts_connections(self):
        options = ["-q", "-h", self.socket_folder, "-U", ROLE, "-d", "postgres"]
        command = [programs_folder() / "pg_isready", *options]
        return not subprocess.run(command, env=without_pg_variables()).returncode

    def ensure_running(self):
        self._check_owner()
        if self._accepts_connections():
            return
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._start()
        self._ensure_role()

    def _check_owner(self):
        """/var/tmp is open to all: somebody else's folder is not to be trusted."""
        expected = os.geteuid() or self._postgres_user().pw_uid
        if self.folder.exists() and self.folder.stat().st_uid != expected:
            raise Problem(
                f"{self.folder} belongs to another user.",
                "the private PostgreSQL of this repository would be kept there.",
                "Run this as the user who made it, or have that folder removed.",
            )

    def _create(self):
        with Progress("Creating a private PostgreSQL server"):
            self._make_folders()
            self._as_server_user(
                "initdb",
                "--pgdata",
                self.data,
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            )
            with (self.data / "postgresql.conf").open("a") as conf:
                conf.write(SETTINGS)
                conf.write(f"unix_socket_directories = '{self.socket_folder}'\n")
            (self.data / "pg_hba.conf").write_text(AUTHENTICATION)

    def _make_folders(self):
        LOCAL.mkdir(exist_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        for folder in (self.folder, self.data, self.socket_folder):
            folder.mkdir(mode=0o700)
            if os.geteuid() == 0:
                user = self._postgres_user()
                os.chown(folder, user.pw_uid, user.pw_gid)

    @staticmethod
    def _postgres_user():
        try:
            return pwd.getpwnam("postgres")
        except KeyError:
            raise Problem(
                "There is no system user postgres.",
                "PostgreSQL refuses to run as root, so it is run as that user.",
                "Install the distribution's postgresql package, or run this as "
                "another user than root.",
            ) from None

    def _start(self):
        self._check_version()
        for _attempt in range(START_ATTEMPTS):
            try:
                # pg_ctl itself copes with the pid file of a server that was killed.
                self._as_server_user(
                    "pg_ctl", "start", "-w", "-s", "-D", self.data, "-l", self.log
                )
                return
            except Problem:
                # Processes of a killed server hold its memory for a few seconds.
                time.sleep(2)
        raise Problem(
            "The private PostgreSQL server does not start.",
            f"last lines of {self.log}:\n{tail(self.log)}",
            "If its data are damaged: scripts/demo --remove, then run this again.",
        )

    def _check_version(self):
        made_by = (self.data / "PG_VERSION").read_text().strip()
        have = re.search(r"\d+", output([programs_folder() / "postgres", "-V"]))[0]
        if made_by != have:
            raise Problem(
                f"The private server was made by PostgreSQL {made_by}.",
                f"this machine now has version {have}.",
                "scripts/demo --remove, then run this again.",
            )

    def _ensure_role(self):
        env = without_pg_variables()
        env.update(PGHOST=str(self.socket_folder), PGUSER="postgres")
        sql = f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'"
        psql = ["psql", "-XAtqd", "postgres", "-c"]
        if not output([*psql, sql], env=env).strip():
            output([*psql, f"CREATE ROLE {ROLE} LOGIN CREATEDB"], env=env)

    def stop(self):
        """Whether there was anything to stop."""
        if not (self.data / "postmaster.pid").exists():
            return False
        self._as_server_user(
            "pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", self.data, check=False
        )
        return True

    def remove(self):
        if self.folder.exists():
            self.stop()
            shutil.rmtree(self.folder)
