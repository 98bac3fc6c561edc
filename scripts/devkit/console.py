import contextlib
import os
import sys
import time

from .errors import Problem

QUIET_INTERVAL = 30  # seconds between two lines where there is no terminal


def say(text=""):
    print(text, flush=True)


def warn(text):
    print(f"Warning: {text}", flush=True)


def duration(seconds):
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


class Progress:
    """One live line on a terminal; elsewhere a line every 30 seconds."""

    alone = True

    def __init__(self, label):
        self.label = label
        self.started = time.monotonic()
        self.live = self.alone and sys.stdout.isatty()
        self.last_shown = self.started
        self.detail = ""

    def __enter__(self):
        if not self.live:
            say(f"{self.label} ...")
        return self

    def __exit__(self, exc_type, exc, traceback):
        state = "done" if exc_type is None else "failed"
        elapsed = duration(time.monotonic() - self.started)
        self._overwrite(f"{self.label}: {state} ({elapsed})")
        if self.live:
            say()

    def tick(self):
        now = time.monotonic()
        if now - self.last_shown < (0.5 if self.live else QUIET_INTERVAL):
            return
        self.last_shown = now
        detail = f", {self.detail}" if self.detail else ""
        self._overwrite(f"{self.label} ... {duration(now - self.started)}{detail}")

    def _overwrite(self, text):
        if self.live:
            sys.stdout.write(f"\r\033[K{text[:110]}")
            sys.stdout.flush()
        else:
            say(f"  {text}")


@contextlib.contextmanager
def side_by_side(several=True):
    """Steps go on at once: none of the ``several`` has the terminal for itself."""
    before = Progress.alone
    Progress.alone = before and not several
    try:
        yield
    finally:
        Progress.alone = before


def run_main(main):
    """Run an entry point; expected failures end in a short message, not a traceback."""
    try:
        sys.exit(main() or 0)
    except Problem as problem:
        print(f"\nError: {problem}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of the output (head, less) left; keep Python silent about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
