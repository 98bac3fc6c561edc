"""RFM analysis: recency, frequency and monetary value as scores 1 to 5.

Each of the three is cut where 20, 40, 60 and 80 per cent of the clients lie. A score
depends on the value alone, so equal values share a score; it is 1 plus the number of
cut points the value exceeds. For recency fewer days are better: 6 less that.

The cut points are the quantiles of the R package ``rfm`` (A. Hebbali, Rsquared
Academy), R's own default: definition 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles
in Statistical Packages", The American Statistician 50 (1996), in SQL
``percentile_cont``. The package adds 1 to each and compares strictly, which is the
same wherever the quantile is a whole number. Where it is not, adding 1 would make a
score depend on whether money is counted in roubles or in kopecks; it is left out.
"""

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

LEVELS = 5

GAP = "gap"
INVERTED = "inverted"
OUT_OF_RANGE = "out_of_range"
OVERLAP = "overlap"
UNREACHABLE = "unreachable"


class RfmScores(NamedTuple):
    recency: int
    frequency: int
    monetary: int


@dataclass(frozen=True)
class RfmRule:
    """A segment and the scores, borders included, that lead to it."""

    segment: str
    r_min: int = 1
    r_max: int = LEVELS
    f_min: int = 1
    f_max: int = LEVELS
    m_min: int = 1
    m_max: int = LEVELS

    @property
    def ranges(self):
        return (
            (self.r_min, self.r_max),
            (self.f_min, self.f_max),
            (self.m_min, self.m_max),
        )

    def matches(self, scores):
        return all(
            low <= value <= high
            for value, (low, high) in zip(scores, self.ranges, strict=True)
        )

    def get_problems(self):
        """Return the codes of what is wrong with the rule by itself."""
        problems = []
        if any(low > high for low, high in self.ranges):
            problems.append(INVERTED)
        if any(not 1 <= border <= LEVELS for pair in self.ranges for border in pair):
            problems.append(OUT_OF_RANGE)
        return problems


def get_rule(scores, rules):
    """Return the first rule that matches, or None."""
    return next((rule for rule in rules if rule.matches(scores)), None)


def get_segment(scores, rules):
    """Return the segment of the first rule that matches, or None."""
    rule = get_rule(scores, rules)
    return rule and rule.segment


def get_segment_map(rules):
    """Return the segment, or None, of each combination: ``[r - 1][f - 1][m - 1]``."""
    levels = range(1, LEVELS + 1)
    return [
        [[get_segment((r, f, m), rules) for m in levels] for f in levels]
        for r in levels
    ]


class RuleFinding(NamedTuple):
    """What the linter found.

    :param rule: position of the rule in the table, None for a gap
    :param by: positions of the earlier rules that take its scores
    :param boxes: the scores in question, as disjoint boxes ``((r_min, r_max),
        (f_min, f_max), (m_min, m_max))``
    :param count: how many of the 125 combinations of scores these are
    """

    code: str
    rule: int | None = None
    by: tuple = ()
    boxes: tuple = ()
    count: int = 0


def lint_rules(rules):
    """Return what is wrong with a table of rules, rule by rule, the gap last."""
    findings = []
    taken = {}
    for position, rule in enumerate(rules):
        findings += _lint_rule(position, rule, taken)
        for scores in _get_matches(rule):
            taken.setdefault(scores, position)
    missing = [scores for scores in _get_all_scores() if scores not in taken]
    if missing:
        findings.append(RuleFinding(GAP, boxes=summarise(missing), count=len(missing)))
    return findings


def _lint_rule(position, rule, taken):
    problems = [RuleFinding(code, position) for code in rule.get_problems()]
    matches = _get_matches(rule)
    lost = [scores for scores in matches if scores in taken]
    if not lost:
        return problems
    code = UNREACHABLE if len(lost) == len(matches) else OVERLAP
    by = tuple(sorted({taken[scores] for scores in lost}))
    return [*problems, RuleFinding(code, position, by, summarise(lost), len(lost))]


def _get_matches(rule):
    return [scores for scores in _get_all_scores() if rule.matches(scores)]


def _get_all_scores():
    return product(range(1, LEVELS + 1), repeat=3)


def summarise(combinations):
    """Return combinations of scores as few disjoint boxes, in ascending order."""
    boxes = [tuple((value, value) for value in scores) for scores in combinations]
    for axis in (2, 1, 0):
        boxes = _merge(boxes, axis)
    return tuple(sorted(boxes))


def _merge(boxes, axis):
    """Join boxes that differ in one axis only and touch there."""
    merged = []
    for box in sorted(boxes, key=lambda box: (_without(box, axis), box[axis])):
        last = merged[-1] if merged else None
        if last and _without(last, axis) == _without(box, axis):
            low, high = last[axis]
            if high + 1 == box[axis][0]:
                merged[-1] = (*last[:axis], (low, box[axis][1]), *last[axis + 1 :])
                continue
        merged.append(box)
    return merged


def _without(box, axis):
    return box[:axis] + box[axis + 1 :]
