import os
import queue
import re
import shlex
import subprocess
import threading

from .console import Progress
from .errors import Problem
from .paths import LOCAL, LOGS, REPO

# As apt, pip, npm and dpkg write them.
ERROR_LINE = re.compile(r"(E:|ERROR:|npm (ERR!|error)|dpkg.*: error) ?\S", re.I)


def output(command, env=None, check=True, **kwargs):
    """Standard output of a short command; a failure is a Problem with its message."""
    result = subprocess.run(
        [str(part) for part in command],
        env=env,
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        **kwargs,
    )
    if check and result.returncode:
        raise Problem(
            f"`{shlex.join(str(part) for part in command)}` failed.",
            (result.stderr or result.stdout).strip(),
        )
    return result.stdout


def _forward_lines(stream, lines):
    for line in stream:
        lines.put(line)
    lines.put(None)


def follow(command, label, log, env=None, cwd=REPO, on_line=None, script=None):
    """Run a long command under a progress line, all its output kept in ``log``.

    ``on_line(line)`` may return a short text to be shown as detail; ``script`` is a
    file to be read as standard input. Returns the exit code.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        Progress(label) as progress,
        log.open("a", encoding="utf-8") as log_file,
        open(script or os.devnull) as standard_input,
    ):
        log_file.write(f"$ {shlex.join(str(part) for part in command)}\n")
        log_file.flush()
        process = subprocess.Popen(
            [str(part) for part in command],
            env=env,
            cwd=cwd,
            stdin=standard_input,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        try:
            _pump(process, progress, log_file, on_line)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        return process.wait()


def _pump(process, progress, log_file, on_line):
    lines = queue.Queue()
    reader = threading.Thread(
        target=_forward_lines, args=(process.stdout, lines), daemon=True
    )
    reader.start()
    while True:
        try:
            line = lines.get(timeout=0.5)
        except queue.Empty:
            progress.tick()
            continue
        if line is None:
            return
        log_file.write(line)
        log_file.flush()
        detail = on_line(line) if on_line else None
        if detail:
            progress.detail = detail
        progress.tick()


def run_step(command, label, log, todo="", **kwargs):
    """As ``follow``, but a failure is a Problem that shows the end of the log."""
    code = follow(command, label, log, **kwargs)
    if code:
        raise Problem(
            f"{label}: failed (exit code {code}).",
            f"{cause(log)}\n(all of its output: {shown(log)})",
            todo or f"Read {shown(log)}, correct the cause and run the command again.",
        )


def _lines(path):
    if not path.exists():
        return []
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def tail(path, count=15):
    return "\n".join(f"    {line}" for line in _lines(path)[-count:])


def cause(log):
    """The lines of a log that say what went wrong, else its end."""
    errors = [line for line in _lines(log) if ERROR_LINE.match(line)]
    if not errors:
        return f"last lines of {shown(log)}:\n{tail(log)}"
    return "\n".join(dict.fromkeys(line.strip() for line in errors[-5:]))


def shown(path):
    """A path as the user would type it from the repository."""
    return path.relative_to(REPO) if path.is_relative_to(REPO) else path


def setup_log(name):
    """An empty log file for one step of the setup."""
    path = LOGS / f"{name}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    return path


def keeping_bytecode(env):
    """Else each start compiles all anew where no bytecode may be written, or where
    the files (Odoo's) belong to somebody else."""
    env = {**env, "PYTHONPYCACHEPREFIX": str(LOCAL / "pycache")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def without_pg_variables(env=None):
    source = os.environ if env is None else env
    return {key: value for key, value in source.items() if not key.startswith("PG")}
