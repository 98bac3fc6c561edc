"""Outcomes of Odoo's tests, from reports of pytest, and what differs between two."""

import dataclasses
import re
import xml.etree.ElementTree

FIRST_LINE = re.compile(r"^E\s+(.*\S)", re.MULTILINE)
PASSED, SKIPPED = ENDED_WELL = "passed", "skipped"


def read(path):
    """{test: "passed", "skipped" or all that made it fail}"""
    found = {}
    for case in xml.etree.ElementTree.parse(path).iter("testcase"):
        name, outcome = _name(case), _outcome(case)
        # Each failed part of a test has a line of its own in the report.
        if name not in found or found[name] in ENDED_WELL:
            found[name] = outcome
        elif outcome not in ENDED_WELL:
            found[name] += f"\n{outcome}"
    found.pop(None, None)
    return found


def _name(case):
    place = case.get("classname")
    if not place:
        return None  # a part of a test that passed
    return f"{place.rpartition('addons.')[2]}.{case.get('name')}"


def _outcome(case):
    for kind in ("failure", "error"):
        bad = case.find(kind)
        if bad is not None:
            reason = FIRST_LINE.search(bad.text or "")
            return reason[1] if reason else bad.get("message") or kind
    return PASSED if case.find("skipped") is None else SKIPPED


@dataclasses.dataclass
class Difference:
    test: str
    without: str
    with_us: str
    reason: str = ""  # if it is meant

    def lines(self):
        yield f"  {self.test}"
        yield f"      without: {_short(self.without)}"
        yield f"      with:    {_short(self.with_us)}"
        if self.reason:
            yield f"      meant:   {self.reason}"


def _short(text, length=300):
    joined = " | ".join(text.splitlines())
    return joined if len(joined) <= length else f"{joined[:length]} ..."


def differences(without, with_us, meant=()):
    """Tests that do not end as they do without the add-ons, by name."""
    return [
        Difference(test, before, after, _reason(test, meant))
        for test in sorted(without.keys() | with_us.keys())
        for before in [without.get(test, "not run")]
        for after in [with_us.get(test, "not run")]
        if before != after
    ]


def _reason(test, meant):
    return next((reason for pattern, reason in meant if pattern.search(test)), "")


def read_meant(path):
    """(pattern, reason) of each line; the reason is the comment above it."""
    meant, reason = [], []
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            reason.append(line.lstrip("# "))
        elif line.strip():
            meant.append((re.compile(line.strip()), " ".join(reason)))
        else:
            reason = []
    return meant
