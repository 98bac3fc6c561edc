"""Time, memory and WAL of pieces of work, and the table that shows them."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from odoo.tools import SQL

MEGABYTE = 1024**2


def seconds(work, runs=3, before=None):
    """The median duration of some runs, each after ``before()``."""
    durations = []
    for _number in range(runs):
        if before:
            before()
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def wal_bytes(cr, work):
    """Bytes of write-ahead log while ``work`` runs; of the whole server."""
    start = _wal_position(cr)
    work()
    return int(_wal_position(cr) - start)


def _wal_position(cr):
    cr.execute(SQL("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"))
    [position] = cr.fetchone()
    return position


def memory_growth(work):
    """How many bytes more than before this process held at most while ``work`` ran,
    or None where the system does not tell."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not status.exists():
        return None
    reset.write_text("5")  # the peak starts over
    before = _memory(status, "VmRSS")
    work()
    return max(0, _memory(status, "VmHWM") - before)


def _memory(status, name):
    for line in status.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


@dataclass
class Table:
    """Lines of a report: what was measured, what it was, the target, met or not."""

    title: str

    def __post_init__(self):
        print(f"\n{self.title}\n{'-' * len(self.title)}", flush=True)
        self._print("", "", "measured", "target", "")

    def note(self, label, text):
        self._print(label, text)

    def ratio(self, label, duration, base, target=None):
        self._print(
            label,
            f"{duration * 1000:,.0f} ms",
            f"{duration / base:.1f} x",
            f"{target:g} x" if target else "",
            _verdict(duration / base, target),
        )

    def figure(self, label, value, unit, target=None, text=""):
        self._print(
            label,
            text,
            f"{value:,.1f} {unit}",
            "" if target is None else f"{target:g} {unit}",
            _verdict(value, target),
        )

    def at_least(self, label, duration, base, target):
        """A ratio that had better be large."""
        self._print(
            label,
            f"{duration:,.0f} s",
            f"{duration / base:.0f} x",
            f"> {target:g} x",
            "met" if duration / base >= target else "missed",
        )

    def _print(self, label, *cells):
        cells = [*cells, *[""] * (4 - len(cells))]
        text, measured, target, met = cells
        print(
            f"{label:58}{text:>14}{measured:>12}{target:>11}  {met}".rstrip(),
            flush=True,
        )


def _verdict(value, target):
    if target is None:
        return ""
    return "met" if value <= target else "missed"
