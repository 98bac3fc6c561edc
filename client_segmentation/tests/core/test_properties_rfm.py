import math
import statistics
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.rfm import LEVELS, RfmRule, get_segment, lint_rules, summarise
from ..hypothesis_settings import repeatable
from .hypothesis_exchange import exchanges, hand_over
from .reference_rfm import DEFAULT_RULES, RfmFacts, classify, cut_points, score

SCORES = list(product(range(1, LEVELS + 1), repeat=3))

# Few values, many ties, and money in cents, none or few
values = st.one_of(
    st.lists(st.integers(1, 6), min_size=1, max_size=60),
    st.lists(st.integers(-(10**6), 10**13), min_size=1, max_size=60),
)
amounts = st.one_of(st.integers(-9, 99), st.integers(-(10**6), 10**9))
facts = st.builds(RfmFacts, st.integers(0, 365), st.integers(1, 9), amounts)
bases = st.dictionaries(st.integers(), facts, min_size=1, max_size=40)
borders = st.integers(1, LEVELS)
rules = st.builds(
    RfmRule,
    st.sampled_from([rule.segment for rule in DEFAULT_RULES]),
    *([borders] * 6),
)
tables = st.lists(rules, max_size=8)


@tagged("post_install", "-at_install")
class TestRfmScoreProperties(BaseCase):
    @repeatable
    @given(st.lists(st.integers(0, 10**9), min_size=2, max_size=60), st.integers(2, 9))
    def test_cut_points_are_those_of_the_standard_library(self, found, n):
        expected = statistics.quantiles(found, n=n, method="inclusive")
        for ours, theirs in zip(cut_points(found, n), expected, strict=True):
            self.assertTrue(math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-6))

    @repeatable
    @given(values)
    def test_score_follows_the_rank(self, found):
        # What is cut off is what does not exceed the value at the rank rounded
        # down: an exact integer rule, whatever the fractions of the cut points
        ordered = sorted(found)
        cuts = cut_points(found)
        lower = [ordered[k * (len(found) - 1) // LEVELS] for k in range(1, LEVELS)]
        for value in found:
            self.assertEqual(score(value, cuts), 1 + sum(v < value for v in lower))

    @repeatable
    @given(values)
    def test_scores_rise_with_the_value(self, found):
        cuts = cut_points(found)
        scores = [score(value, cuts) for value in sorted(found)]
        self.assertEqual(scores, sorted(scores))
        self.assertTrue(set(scores) <= set(range(1, LEVELS + 1)))

    @repeatable
    @given(bases)
    def test_better_facts_never_score_less(self, clients):
        results = classify(clients, DEFAULT_RULES)
        for one, other in product(clients, repeat=2):
            if clients[one].days <= clients[other].days:
                self.assertGreaterEqual(
                    results[one][0].recency, results[other][0].recency
                )
        self.assertNotIn(None, [segment for _scores, segment in results.values()])

    @repeatable
    @given(bases, st.integers(1, 10**6))
    def test_unit_of_money_does_not_matter(self, clients, factor):
        scaled = {
            client: found._replace(amount=factor * found.amount)
            for client, found in clients.items()
        }
        self.assertEqual(
            classify(scaled, DEFAULT_RULES), classify(clients, DEFAULT_RULES)
        )

    @repeatable
    @given(exchanges(bases))
    def test_scores_and_segments_follow_the_figures(self, exchange):
        # Who never bought has no facts and cannot be put in at all.
        clients, heirs = exchange
        self.assertEqual(
            classify(hand_over(clients, heirs), DEFAULT_RULES),
            hand_over(classify(clients, DEFAULT_RULES), heirs),
        )


@tagged("post_install", "-at_install")
class TestRfmRuleProperties(BaseCase):
    @repeatable
    @given(tables)
    def test_gap_is_what_has_no_segment(self, table):
        nobody = [scores for scores in SCORES if not get_segment(scores, table)]
        gaps = [finding for finding in lint_rules(table) if finding.code == "gap"]
        self.assertEqual([gap.count for gap in gaps], [len(nobody)] if nobody else [])
        self.assertEqual([gap.boxes for gap in gaps], [summarise(nobody)][: len(gaps)])

    @repeatable
    @given(tables)
    def test_rules_that_never_match_can_go(self, table):
        findings = lint_rules(table)
        idle = {f.rule for f in findings if f.code not in ("overlap", "gap")}
        rest = [rule for index, rule in enumerate(table) if index not in idle]
        for scores in SCORES:
            self.assertEqual(get_segment(scores, rest), get_segment(scores, table))
        # and none of the others can
        for index, rule in enumerate(rest):
            first = [s for s in SCORES if rule.matches(s)]
            self.assertTrue(
                any(not any(r.matches(s) for r in rest[:index]) for s in first)
            )

    @repeatable
    @given(st.sets(st.sampled_from(SCORES)))
    def test_boxes_hold_each_combination_once(self, combinations):
        inside = [
            scores
            for box in summarise(combinations)
            for scores in product(*(range(low, high + 1) for low, high in box))
        ]
        self.assertEqual(sorted(inside), sorted(combinations))
