import dataclasses
import xml.etree.ElementTree

from . import log_scan
from .console import duration

MAX_PROBLEMS = 20


@dataclasses.dataclass
class Result:
    """Outcome of one stage, in tests or in checks."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    notes: list = dataclasses.field(default_factory=list)
    problems: list = dataclasses.field(default_factory=list)

    def check(self, problem):
        """Count one check that passed if there is no ``problem``."""
        if problem:
            self.fail(problem)
        else:
            self.passed += 1

    def fail(self, problem):
        self.failed += 1
        self.problems.append(str(problem))

    def check_log(self, text):
        """The log as one check more."""
        found = log_scan.complaints(text)
        self.check("Complaints in the log:\n" + "\n".join(found) if found else None)

    def lines(self):
        text = f"{self.name}: {counts(self.passed, self.failed, self.skipped)}"
        if self.seconds:
            text += f" ({duration(self.seconds)})"
        return [f"  {text}", *(f"      {note.strip()}" for note in self.notes)]


def counts(passed, failed, skipped=0):
    text = f"{passed} passed, {failed} failed"
    return f"{text}, {skipped} skipped" if skipped else text


def summary(results):
    return counts(
        sum(result.passed for result in results),
        sum(result.failed for result in results),
        sum(result.skipped for result in results),
    )


def report(results):
    """All that went wrong, then a line a stage, then the totals alone on a line."""
    lines = []
    for result in results:
        if result.problems:
            lines += ["", f"--- {result.name} ---"]
            lines += result.problems[:MAX_PROBLEMS]
            hidden = len(result.problems) - MAX_PROBLEMS
            lines += [f"... and {hidden} more"] if hidden > 0 else []
    lines += ["", "Summary"]
    for result in results:
        lines += result.lines()
    lines += ["", summary(results)]
    return "\n".join(lines)


def read_junit(path, result):
    """Add the tests of a pytest report to ``result``."""
    for case in xml.etree.ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        bad = case.find("failure") if case.find("error") is None else case.find("error")
        skipped = case.find("skipped")
        if bad is not None:
            result.fail(f"{name}\n{bad.text or bad.get('message')}")
        elif skipped is None:
            result.passed += 1
        else:
            count_skipped(result, name, skipped.get("message") or "")


def count_skipped(result, name, reason):
    if log_scan.is_for_want_of_a_browser(reason):
        result.fail(
            f"{name} could not run: {reason}\nInstall chromium (or google-chrome)."
        )
    else:
        result.skipped += 1
        result.notes.append(f"skipped {name}: {reason}")
