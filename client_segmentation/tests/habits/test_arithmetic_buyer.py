from odoo.tests import BaseCase, tagged

from ...arithmetic.habits.buyer import BuyerFacts, BuyerThresholds, suggest

DEFAULT = BuyerThresholds()


def get_facts(**values):
    """A client that pays the full price, but for ``values``."""
    facts = {"orders": 10, "lines": 100, "list_amount": 10000}
    return BuyerFacts(**{**facts, **values})


@tagged("post_install", "-at_install")
class TestBuyer(BaseCase):
    def test_types_and_their_borders(self):
        for values, expected in (
            ({}, ("result", "full_price")),
            ({"free_lines": 32}, ("value", "in_between")),
            ({"free_lines": 33}, ("freebie", "free_lines")),
            ({"free_lines": 5}, ("result", "full_price")),
            ({"free_lines": 6}, ("value", "in_between")),
            ({"discount_amount": 1499}, ("value", "in_between")),
            ({"discount_amount": 1500}, ("discount", "discount")),
            ({"discount_amount": 200}, ("result", "full_price")),
            ({"discount_amount": 201}, ("value", "in_between")),
            ({"discount_amount": -500}, ("result", "full_price")),
            ({"promotion_orders": 4}, ("value", "in_between")),
            ({"promotion_orders": 5}, ("discount", "promotions")),
            ({"promotion_orders": 1}, ("result", "full_price")),
            ({"promotion_orders": 2}, ("value", "in_between")),
            ({"orders": 100, "promotion_orders": 11}, ("value", "in_between")),
        ):
            self.assertEqual(suggest(get_facts(**values), DEFAULT), expected, values)

    def test_order_of_the_tests(self):
        everything = get_facts(free_lines=50, discount_amount=5000, promotion_orders=10)
        self.assertEqual(suggest(everything, DEFAULT).buyer_type, "freebie")
        only_free = BuyerFacts(orders=3, lines=3, free_lines=3)
        self.assertEqual(suggest(only_free, DEFAULT).buyer_type, "freebie")

    def test_too_few_orders(self):
        for orders, expected in (
            (0, (None, "too_few_orders")),
            (2, (None, "too_few_orders")),
            (3, ("result", "full_price")),
        ):
            self.assertEqual(suggest(get_facts(orders=orders), DEFAULT), expected)

    def test_no_lines(self):
        self.assertEqual(suggest(get_facts(lines=0), DEFAULT), (None, "no_lines"))

    def test_shares_of_nothing(self):
        facts = BuyerFacts(orders=0)
        self.assertEqual(facts.free_share, 0)
        self.assertEqual(facts.discount_share, 0)
        self.assertEqual(facts.promotion_share, 0)

    def test_one_line_and_one_cent_are_shares(self):
        facts = BuyerFacts(1, 1, 1, 1, 1, 1)
        shares = (facts.free_share, facts.discount_share, facts.promotion_share)
        self.assertEqual(shares, (1, 1, 1))

    def test_discount_is_weighted_by_amount(self):
        # 1 % off 9000 and 50 % off 1000
        facts = get_facts(discount_amount=90 + 500)
        self.assertEqual(float(facts.discount_share), 0.059)

    def test_thresholds(self):
        for values, problems in (
            ({}, []),
            ({"min_orders": 1}, []),
            ({"result_lines": 0, "freebie_lines": 100}, []),
            ({"result_discount": 0, "discount": 100}, []),
            ({"result_promotions": 0, "promotions": 100}, []),
            ({"min_orders": 0}, ["min_orders_not_positive"]),
            ({"freebie_lines": 5}, ["lines_out_of_order"]),
            ({"freebie_lines": 101}, ["lines_out_of_order"]),
            ({"result_discount": -1}, ["discount_out_of_order"]),
            ({"discount": 2}, ["discount_out_of_order"]),
            ({"discount": 101}, ["discount_out_of_order"]),
            ({"discount": float("nan")}, ["discount_out_of_order"]),
            ({"result_promotions": 50}, ["promotions_out_of_order"]),
            ({"promotions": 101}, ["promotions_out_of_order"]),
        ):
            thresholds = BuyerThresholds(**values)
            self.assertEqual(thresholds.get_problems(), problems, values)
            self.assertEqual(thresholds.are_valid, not problems)
