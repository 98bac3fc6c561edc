import contextlib
import fcntl

from .console import say
from .paths import LOCAL


@contextlib.contextmanager
def lock(name):
    """Two commands at once: the second waits for what the first one sets up."""
    folder = LOCAL / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is setting things up, waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
