from collections import Counter
from itertools import product

from odoo.tests import BaseCase, tagged

from ...arithmetic.core.rfm import (
    LEVELS,
    RfmRule,
    RuleFinding,
    get_segment,
    lint_rules,
    summarise,
)
from .reference_rfm import (
    DEFAULT_RULES,
    RfmCuts,
    RfmFacts,
    classify,
    cut_points,
    get_cuts,
    get_scores,
    score,
)

SCORES = list(product(range(1, LEVELS + 1), repeat=3))

# Miles per gallon of 32 cars, data set mtcars of R
MPG = (
    *(21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8),
    *(16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9, 21.5, 15.5),
    *(15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4),
)

# The first customers of rfm_data_orders as of 2006-12-31, as printed in the manual of
# the R package rfm: facts and scores
CUSTOMERS = {
    "Abbey O'Reilly": ((205, 6, 472), (3, 4, 3)),
    "Add Senger": ((140, 3, 340), (4, 1, 2)),
    "Aden Lesch": ((194, 4, 405), (3, 2, 3)),
    "Admiral Senger": ((132, 5, 448), (4, 3, 3)),
    "Agness O'Keefe": ((90, 9, 843), (5, 5, 5)),
    "Aileen Barton": ((84, 9, 763), (5, 5, 5)),
    "Ailene Hermann": ((281, 8, 699), (3, 5, 5)),
    "Aiyanna Bruen": ((246, 4, 157), (3, 2, 1)),
    "Ala Schmidt": ((349, 3, 363), (2, 1, 2)),
    "Alannah Borer": ((619, 4, 196), (1, 2, 1)),
}
# Its cut points: the manual has them with the 1 that the package adds
CUTS = RfmCuts((114, 180, 296, 481), (3, 4, 5, 7), (255, 381, 505, 665))

# The table of segments of the same manual (version 0.2)
PUBLISHED_RULES = (
    RfmRule("champions", 4, 5, 4, 5, 4, 5),
    RfmRule("loyal", 2, 5, 3, 5, 3, 5),
    RfmRule("potential_loyalist", 3, 5, 1, 3, 1, 3),
    RfmRule("new", 4, 5, 1, 1, 1, 1),
    RfmRule("promising", 3, 4, 1, 1, 1, 1),
    RfmRule("need_attention", 2, 3, 2, 3, 2, 3),
    RfmRule("about_to_sleep", 2, 3, 1, 2, 1, 2),
    RfmRule("at_risk", 1, 2, 2, 5, 2, 5),
    RfmRule("cant_lose", 1, 1, 4, 5, 4, 5),
    RfmRule("lost", 1, 2, 1, 2, 1, 2),
)


@tagged("post_install", "-at_install")
class TestRfmScores(BaseCase):
    def test_published_cut_points(self):
        # Tests of the R package rfm: bins(mtcars, mpg, 5), without the 1 added there
        for found, published in zip(
            cut_points(MPG), (16.20, 18.92, 22.00, 25.08), strict=True
        ):
            self.assertAlmostEqual(found + 1, published, places=9)

    def test_published_scores(self):
        for name, (facts, scores) in CUSTOMERS.items():
            self.assertEqual(get_scores(RfmFacts(*facts), CUTS), scores, name)

    def test_hand_calculation(self):
        # Ranks 1.8, 3.6, 5.4 and 7.2 of 0..9
        cuts = cut_points([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
        self.assertEqual(cuts, (28, 46, 64, 82))
        self.assertEqual(
            [score(v, cuts) for v in (10, 28, 29, 82, 83)], [1, 1, 2, 4, 5]
        )
        # Rank 2 of 0..4 is met
        self.assertEqual(cut_points([5, 1, 3, 2, 9], n=2), (3,))

    def test_one_and_no_client(self):
        self.assertEqual(cut_points([]), ())
        self.assertEqual(cut_points([7]), (7, 7, 7, 7))
        self.assertEqual(get_cuts([]), RfmCuts((), (), ()))
        scores, segment = classify({1: RfmFacts(3, 1, 500)}, DEFAULT_RULES)[1]
        self.assertEqual((scores, segment), ((5, 1, 1), "new"))

    def test_equal_values_share_a_score(self):
        orders = [1] * 7 + [2, 2, 5]
        cuts = cut_points(orders)
        self.assertEqual([score(v, cuts) for v in (1, 2, 5)], [1, 4, 5])

    def test_recent_is_five(self):
        clients = {days: RfmFacts(days, 1, 1) for days in (1, 10, 20, 30, 40)}
        found = {c: s.recency for c, (s, _) in classify(clients, ()).items()}
        self.assertEqual(found, {1: 5, 10: 4, 20: 3, 30: 2, 40: 1})


@tagged("post_install", "-at_install")
class TestRfmRules(BaseCase):
    def test_default_rules_are_sound(self):
        found = {finding.code for finding in lint_rules(DEFAULT_RULES)}
        self.assertLessEqual(found, {"overlap"})
        sizes = Counter(get_segment(scores, DEFAULT_RULES) for scores in SCORES)
        self.assertEqual(
            sizes,
            {
                "champions": 8,
                "loyal": 19,
                "cant_lose": 4,
                "at_risk": 20,
                "new": 10,
                "potential_loyalist": 14,
                "promising": 13,
                "need_attention": 7,
                "about_to_sleep": 17,
                "lost": 13,
            },
        )

    def test_typical_clients(self):
        for scores, segment in (
            ((5, 5, 5), "champions"),
            ((3, 5, 5), "loyal"),
            ((5, 3, 3), "loyal"),
            ((1, 5, 5), "cant_lose"),
            ((2, 5, 5), "at_risk"),
            ((1, 2, 5), "at_risk"),
            ((5, 1, 1), "new"),
            ((5, 1, 5), "new"),
            ((4, 2, 2), "potential_loyalist"),
            ((3, 1, 1), "promising"),
            ((5, 5, 1), "promising"),
            ((3, 2, 2), "need_attention"),
            ((3, 1, 2), "about_to_sleep"),
            ((2, 2, 2), "about_to_sleep"),
            ((1, 2, 2), "lost"),
            ((1, 1, 1), "lost"),
        ):
            self.assertEqual(get_segment(scores, DEFAULT_RULES), segment, scores)

    def test_first_match_wins(self):
        rules = (RfmRule("loyal", m_min=5), RfmRule("lost"))
        self.assertEqual(get_segment((1, 1, 5), rules), "loyal")
        self.assertEqual(get_segment((1, 1, 4), rules), "lost")
        self.assertIsNone(get_segment((1, 1, 4), rules[:1]))

    def test_linter_on_the_published_rules(self):
        # Three of its ten segments can never be reached, and 36 of the 125
        # combinations have no segment ("Others")
        findings = lint_rules(PUBLISHED_RULES)
        unreachable = {
            PUBLISHED_RULES[f.rule].segment: [PUBLISHED_RULES[i].segment for i in f.by]
            for f in findings
            if f.code == "unreachable"
        }
        self.assertEqual(
            unreachable,
            {
                "new": ["potential_loyalist"],
                "promising": ["potential_loyalist"],
                "cant_lose": ["at_risk"],
            },
        )
        gap = findings[-1]
        self.assertEqual((gap.code, gap.rule), ("gap", None))
        self.assertEqual(gap.count, 36)
        self.assertEqual(
            gap.boxes,
            (
                ((1, 2), (1, 1), (3, 5)),
                ((1, 2), (3, 5), (1, 1)),
                ((3, 5), (1, 2), (4, 5)),
                ((3, 5), (4, 5), (1, 2)),
            ),
        )

    def test_champions_behind_loyal_clients(self):
        # Issue 56 of the R package rfm
        rules = (PUBLISHED_RULES[1], PUBLISHED_RULES[0])
        box = ((4, 5), (4, 5), (4, 5))
        self.assertIn(
            RuleFinding("unreachable", 1, by=(0,), boxes=(box,), count=8),
            lint_rules(rules),
        )

    def test_covered_by_several_together(self):
        rules = (RfmRule("new", r_max=2), RfmRule("lost", r_min=3), RfmRule("loyal"))
        [finding] = lint_rules(rules)
        self.assertEqual((finding.code, finding.by), ("unreachable", (0, 1)))
        self.assertEqual(finding.boxes, (((1, 5), (1, 5), (1, 5)),))

    def test_overlap_is_information(self):
        rules = (RfmRule("loyal", r_min=4), RfmRule("lost"))
        [finding] = lint_rules(rules)
        self.assertEqual(finding.boxes, (((4, 5), (1, 5), (1, 5)),))
        self.assertEqual(finding, RuleFinding("overlap", 1, (0,), finding.boxes, 50))

    def test_gap(self):
        [finding] = lint_rules([RfmRule("loyal", r_min=2), RfmRule("lost", 1, 1, 2, 5)])
        box = ((1, 1), (1, 1), (1, 5))
        self.assertEqual(finding, RuleFinding("gap", boxes=(box,), count=5))
        [everything] = lint_rules([])
        self.assertEqual(everything.count, 125)

    def test_gap_in_several_places(self):
        [finding] = lint_rules([RfmRule("loyal", 2, 4, 2, 5, 1, 5)])
        self.assertEqual(
            finding.boxes,
            (
                ((1, 1), (1, 5), (1, 5)),
                ((2, 4), (1, 1), (1, 5)),
                ((5, 5), (1, 5), (1, 5)),
            ),
        )

    def test_ranges_that_make_no_sense(self):
        for rule, codes in (
            (RfmRule("new", 5, 4), ["inverted"]),
            (RfmRule("new", m_min=3, m_max=1), ["inverted"]),
            (RfmRule("new", f_min=0, f_max=3), ["out_of_range"]),
            (RfmRule("new", f_max=6), ["out_of_range"]),
            (RfmRule("new", 7, 6), ["inverted", "out_of_range"]),
        ):
            self.assertEqual(rule.get_problems(), codes)
            findings = lint_rules([rule, RfmRule("lost")])
            self.assertEqual([f.code for f in findings if f.rule == 0], codes)

    def test_summary(self):
        self.assertEqual(summarise([]), ())
        self.assertEqual(summarise([(1, 2, 3)]), (((1, 1), (2, 2), (3, 3)),))
        self.assertEqual(
            summarise([(1, 1, 1), (1, 1, 3), (2, 1, 3)]),
            (((1, 1), (1, 1), (1, 1)), ((1, 2), (1, 1), (3, 3))),
        )
