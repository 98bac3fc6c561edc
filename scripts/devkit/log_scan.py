"""Reading Odoo's log: what complains, how many tests ran, which were skipped."""

import re

from .paths import GITHUB

ALLOW_LIST = GITHUB / "log-allowlist.txt"
RECORD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) (?P<database>\S+) "
    r"(?P<logger>\S+): (?P<message>.*)$"
)
COMPLAINTS = {"WARNING", "ERROR", "CRITICAL"}
TOTALS = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
SKIPPED = re.compile(r"skipped (\S+) : (.*)")
# A browser test that could not run must not pass for one that did.
NO_BROWSER = re.compile(r"chrom|websocket|devtools", re.IGNORECASE)
MAX_LINES_PER_COMPLAINT = 30


def allowed_patterns(path=ALLOW_LIST):
    """One regular expression a line; a comment above each says why."""
    lines = path.read_text().splitlines() if path.exists() else []
    stripped = (line.strip() for line in lines)
    return [re.compile(line) for line in stripped if line and line[0] != "#"]


def complaints(text, allowed=None):
    """Warnings and worse, each with the lines that belong to it (a traceback)."""
    allowed = allowed_patterns() if allowed is None else allowed
    found = []
    current = None
    for line in text.splitlines():
        record = RECORD.match(line)
        if record is None:
            if current is not None and len(current) < MAX_LINES_PER_COMPLAINT:
                current.append(line)
            continue
        current = None
        if record["level"] in COMPLAINTS and not _is_allowed(record, allowed):
            current = [line]
            found.append(current)
    return ["\n".join(lines) for lines in found]


def _is_allowed(record, allowed):
    text = f"{record['logger']}: {record['message']}"
    return any(pattern.search(text) for pattern in allowed)


def test_totals(text):
    """(tests, failed) of the last run reported, or None if there is no report."""
    found = TOTALS.findall(text)
    if not found:
        return None
    failed, errors, tests = map(int, found[-1])
    return tests, failed + errors


def skipped_tests(text):
    """(test, reason) of each."""
    return [match.groups() for match in SKIPPED.finditer(text)]


def is_for_want_of_a_browser(reason):
    return bool(NO_BROWSER.search(reason))
