"""Cooperation terms: which rule decides what a client gets, and what breaks it.

The most specific rule comes first, that is the one with most conditions, then a rule
of the company before one of all companies, then the smaller sequence. Each term is
taken from the first rule in this order that says something of it: what the most
specific rule leaves open, the next one fills in.
"""

from dataclasses import dataclass, field

# What rules may ask of a client, and what they may give.
CONDITIONS = ("abc", "xyz", "tier", "client_audience_id")
PRICELIST = "pricelist"
PAYMENT_TERM = "payment_term"
DISCOUNT_LIMIT = "discount_limit"
DELIVERY_DAYS = "delivery_days"
TEAM = "team"
TERMS = (PRICELIST, PAYMENT_TERM, DISCOUNT_LIMIT, DELIVERY_DAYS, TEAM)
RECORD_TERMS = (PRICELIST, PAYMENT_TERM, TEAM)


@dataclass(frozen=True)
class Rule:
    """One rule; ``conditions`` and ``gives`` hold only what is filled in."""

    key: int
    conditions: dict = field(default_factory=dict)
    gives: dict = field(default_factory=dict)
    is_shared: bool = False
    sequence: int = 10

    @property
    def rank(self):
        return (-len(self.conditions), self.is_shared, self.sequence, self.key)

    def matches(self, classes):
        return all(
            classes.get(name) == value for name, value in self.conditions.items()
        )


def get_terms(rules, classes):
    """Return ``{term: (value, rule)}`` of a client of these ``{condition: class}``."""
    terms = {}
    for rule in sorted(rules, key=lambda rule: rule.rank):
        if rule.matches(classes):
            for term, value in rule.gives.items():
                terms.setdefault(term, (value, rule))
    return terms


def find_shadowed(rules):
    """Return ``{rule's key: {term: key of the rule that always comes before}}``.

    A rule that comes before has at least as many conditions: it takes all clients of
    another one only if both ask for the same.
    """
    first, shadowed = {}, {}
    for rule in sorted(rules, key=lambda rule: rule.rank):
        for term in rule.gives:
            place = (term, tuple(sorted(rule.conditions.items())))
            if place in first:
                shadowed.setdefault(rule.key, {})[term] = first[place]
            else:
                first[place] = rule.key
    return shadowed


def format_value(term, value):
    """Return a value as proposals keep it: a record's id, per cents with two digits,
    days; None if there is none."""
    if value is None:
        return None
    return f"{value:.2f}" if term == DISCOUNT_LIMIT else str(int(value))


def parse_value(term, text):
    """Return the value that :func:`format_value` has written; None for nothing."""
    if not text:
        return None
    return float(text) if term == DISCOUNT_LIMIT else int(text)


def exceeds(discount, limit, granted=0.0):
    """Tell whether a discount goes beyond the limit, and beyond what the pricelist
    has granted anyway. Hundredths of a per cent do not count."""
    return round(discount, 2) > max(round(limit, 2), round(granted, 2))


def get_total_discount(lines):
    """Return the discount in per cent of a document, from ``[(amount at full price,
    amount after discounts)]`` of its lines. Lines below zero take off from all."""
    full = sum(line[0] for line in lines if line[0] > 0)
    paid = sum(line[1] for line in lines)
    return 100 * (full - paid) / full if full else 0.0
