from odoo.tests import BaseCase, tagged

from ...arithmetic.terms.terms import (
    Rule,
    exceeds,
    find_shadowed,
    format_value,
    get_terms,
    get_total_discount,
    parse_value,
)

GOLD = {"tier": "gold"}
GOLD_A = {"tier": "gold", "abc": "a"}


@tagged("post_install", "-at_install")
class TestToolsTerms(BaseCase):
    def _get_keys(self, rules, classes):
        found = get_terms(rules, classes)
        return {term: (value, rule.key) for term, (value, rule) in found.items()}

    def test_no_rules(self):
        self.assertEqual(get_terms([], GOLD), {})

    def test_the_most_specific_first_and_the_next_fills_in(self):
        rules = [
            Rule(1, {}, {"discount_limit": 0.0, "delivery_days": 14, "team": 3}),
            Rule(2, GOLD, {"discount_limit": 5.0, "pricelist": 7}),
            Rule(3, GOLD_A, {"discount_limit": 10.0}, sequence=99),
        ]
        self.assertEqual(
            self._get_keys(rules, GOLD_A),
            {
                "discount_limit": (10.0, 3),
                "pricelist": (7, 2),
                "delivery_days": (14, 1),
                "team": (3, 1),
            },
        )
        self.assertEqual(self._get_keys(rules, GOLD)["discount_limit"], (5.0, 2))
        self.assertEqual(self._get_keys(rules, {})["discount_limit"], (0.0, 1))

    def test_ties(self):
        """Own company, then sequence, then the older rule."""
        gives = {"delivery_days": 1}
        rules = [
            Rule(1, GOLD, gives, is_shared=True, sequence=1),
            Rule(2, GOLD, gives, sequence=20),
            Rule(3, GOLD, gives, sequence=10),
            Rule(4, {"abc": "a"}, gives, sequence=10),
        ]
        for number, expected in ((4, 3), (2, 2), (1, 1)):
            found = self._get_keys(rules[:number], GOLD_A)
            self.assertEqual(found, {"delivery_days": (1, expected)})

    def test_shadowed(self):
        rules = [
            Rule(1, GOLD, {"team": 1, "pricelist": 2}),
            Rule(2, GOLD, {"team": 3}),
            Rule(3, GOLD_A, {"team": 3}),
            Rule(4, GOLD, {"team": 3, "delivery_days": 2}),
        ]
        self.assertEqual(find_shadowed(rules), {2: {"team": 1}, 4: {"team": 1}})

    def test_values(self):
        for term, value, text in (
            ("discount_limit", 0.0, "0.00"),
            ("discount_limit", 12.5, "12.50"),
            ("pricelist", 7, "7"),
            ("delivery_days", 3, "3"),
        ):
            self.assertEqual(format_value(term, value), text)
            self.assertEqual(parse_value(term, text), value)
        self.assertIsNone(format_value("team", None))
        self.assertIsNone(parse_value("discount_limit", False))

    def test_exceeds(self):
        self.assertFalse(exceeds(10.0, 10.0))
        self.assertFalse(exceeds(10.001, 10.0))
        self.assertTrue(exceeds(10.01, 10.0))
        self.assertFalse(exceeds(15.0, 10.0, granted=15.0))
        self.assertTrue(exceeds(16.0, 10.0, granted=15.0))
        self.assertTrue(exceeds(0.5, 0.0))

    def test_total_discount(self):
        # 300 at full price; 90 off and a line of -30
        lines = [(100, 90), (200, 120), (-30, -30)]
        self.assertAlmostEqual(get_total_discount(lines), 40.0)
        self.assertEqual(get_total_discount([]), 0.0)
        self.assertEqual(get_total_discount([(-30, -30)]), 0.0)
