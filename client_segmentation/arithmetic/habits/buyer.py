"""Suggestion of a buyer type from what a client bought on which terms.

The four types are those of the sales trade; the figures that tell them apart are
ours, no published measure. A manager confirms or overrules the suggestion.

Order of the tests, the first that holds wins:

1. ``freebie``: many lines cost nothing. First, because such a client would pass for
   one at full price: a free line has no discount to speak of.
2. ``discount``: what is paid for is paid with a large discount, or is ordered only
   under a promotion. Either is enough: the one waits for an action, the other haggles.
3. ``result``: hardly any discount, promotion or free line: pays the price for what
   the product does. All three have to hold, since it is the type to invest in.
4. ``value``: the rest, between the two: compares, and takes a good offer.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ..core.thresholds import Thresholds, get_fraction

TOO_FEW_ORDERS = "too_few_orders"
NO_LINES = "no_lines"
FREE_LINES = "free_lines"
DISCOUNT = "discount"
PROMOTIONS = "promotions"
FULL_PRICE = "full_price"
IN_BETWEEN = "in_between"


@dataclass(frozen=True)
class BuyerThresholds(Thresholds):
    """Shares in per cent from which a client is a freebie seeker or discount lover,
    and up to which it is focused on results. All borders belong to the type named.

    Three orders: one order proves no habit, two may be chance. A third of free lines
    is far beyond samples and gifts; 15 % off is more than usual terms of trade give,
    2 % the cash discount that everybody takes; half of the orders is a habit.
    """

    min_orders: int = 3
    freebie_lines: float = 33.0
    discount: float = 15.0
    promotions: float = 50.0
    result_lines: float = 5.0
    result_discount: float = 2.0
    result_promotions: float = 10.0

    def get_problems(self):
        return self._list_problems(
            min_orders_not_positive=self.min_orders >= 1,
            lines_out_of_order=0 <= self.result_lines < self.freebie_lines <= 100,
            discount_out_of_order=0 <= self.result_discount < self.discount <= 100,
            promotions_out_of_order=(
                0 <= self.result_promotions < self.promotions <= 100
            ),
        )


@dataclass(frozen=True)
class BuyerFacts:
    """Sums over the confirmed orders of a client in the horizon.

    :param lines: lines with a product, free ones included
    :param free_lines: of those, lines of no amount, gifts and samples
    :param list_amount: the lines that are not free at list price, in cents
    :param discount_amount: what was taken off that, in cents; a surcharge is negative
    :param promotion_orders: orders with the reward of a promotion or coupon, or with
        any other line that takes money off
    """

    orders: int
    lines: int = 0
    free_lines: int = 0
    list_amount: int = 0
    discount_amount: int = 0
    promotion_orders: int = 0

    @property
    def free_share(self):
        return _get_share(self.free_lines, self.lines)

    @property
    def discount_share(self):
        """The average discount, weighted by amount: one per cent off a large order
        weighs more than half off a small one."""
        return _get_share(self.discount_amount, self.list_amount)

    @property
    def promotion_share(self):
        return _get_share(self.promotion_orders, self.orders)


class BuyerSuggestion(NamedTuple):
    """The type, or None, and why."""

    buyer_type: str | None
    reason: str


def suggest(facts, thresholds):
    """Return the :class:`BuyerSuggestion` for the facts of a client."""
    if facts.orders < thresholds.min_orders:
        return BuyerSuggestion(None, TOO_FEW_ORDERS)
    if not facts.lines:
        return BuyerSuggestion(None, NO_LINES)
    if facts.free_share >= get_fraction(thresholds.freebie_lines):
        return BuyerSuggestion("freebie", FREE_LINES)
    if facts.discount_share >= get_fraction(thresholds.discount):
        return BuyerSuggestion("discount", DISCOUNT)
    if facts.promotion_share >= get_fraction(thresholds.promotions):
        return BuyerSuggestion("discount", PROMOTIONS)
    if _is_at_full_price(facts, thresholds):
        return BuyerSuggestion("result", FULL_PRICE)
    return BuyerSuggestion("value", IN_BETWEEN)


def _is_at_full_price(facts, thresholds):
    return (
        facts.free_share <= get_fraction(thresholds.result_lines)
        and facts.discount_share <= get_fraction(thresholds.result_discount)
        and facts.promotion_share <= get_fraction(thresholds.result_promotions)
    )


def _get_share(part, whole):
    return Fraction(part) / Fraction(whole) if whole > 0 else Fraction(0)
