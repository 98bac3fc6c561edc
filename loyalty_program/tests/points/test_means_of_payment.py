from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.documents.common_invoices import (
    InvoicesCommon,
)


@tagged("post_install", "-at_install")
class TestMeansOfPayment(InvoicesCommon):
    """Gift cards and wallets pay: what they pay for is sold at its price, and who buys
    one has not bought goods yet. Goods cost 60 of 100."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).action_archive()
        cls.card = cls._new_product("Gift Card", 50, 0, invoice_policy="order")
        cls.bolt.invoice_policy = "order"

    def _create_program(self, program_type, **reward):
        rule = {"product_ids": self.card.ids, "reward_point_mode": "money"}
        return self.env["loyalty.program"].create(
            {
                "name": program_type,
                "program_type": program_type,
                "rule_ids": [Command.clear(), Command.create(rule)],
                "reward_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "discount_mode": "per_point",
                            "discount": 1,
                            "required_points": 1,
                            **reward,
                        }
                    ),
                ],
            }
        )

    def _pay(self, order, program, amount):
        """As Odoo puts a reward on an order"""
        reward = program.reward_ids
        order.order_line = [
            Command.create(
                {
                    "name": reward.description,
                    "product_id": reward.discount_line_product_id.id,
                    "reward_id": reward.id,
                    "price_unit": -amount,
                    "tax_ids": False,
                }
            )
        ]

    def _sell(self, program=None, paid=0, quantity=2):
        order = self._order("2025-01-10", quantity)
        if program:
            self._pay(order, program, paid)
        if self.company.segment_policy_id.source == "invoice":
            self._invoice(order, "2025-01-15")
        return order

    def _each(self, check):
        """Check a kind of program by orders and by invoices."""
        for source in ("order", "invoice"):
            for program_type in ("gift_card", "ewallet"):
                with self.subTest(source=source, program_type=program_type):
                    self.company.segment_policy_id.source = source
                    self.client = self._new_client(f"{source} {program_type}")
                    check(self._create_program(program_type))

    def test_goods_paid_with_it(self):
        """200 of goods, of which 30 and then all are paid with a card"""
        self._each(self._check_goods_paid_with_it)

    def _check_goods_paid_with_it(self, program):
        self._sell(program, 30)
        segment = self.assertFigures(200, 80, 1)
        self.assertEqual((segment.list_amount, segment.discount_amount), (200, 0))
        self.assertEqual((segment.line_count, segment.free_line_count), (1, 0))
        self.assertEqual(segment.promotion_order_count, 0)
        self._sell(program, 200)
        self.assertFigures(400, 160, 2)

    def test_card_that_is_sold(self):
        """Bought alone for 50, then with goods of 100: the goods are bought."""
        self._each(self._check_card_that_is_sold)

    def _check_card_that_is_sold(self, _program):
        bolt, self.bolt = self.bolt, self.card
        order = self._order("2025-01-10", 1)
        if self.company.segment_policy_id.source == "invoice":
            self._invoice(order, "2025-01-15")
        self.bolt = bolt
        self.assertEqual(order.amount_untaxed, 50)
        segment = self.assertFigures(0, 0, 0)
        self.assertFalse(segment.last_order_date)
        self.assertFalse(segment.line_count)
        order = self._order("2025-02-10", 1)
        order.order_line = [
            Command.create({"product_id": self.card.id, "tax_ids": False})
        ]
        if self.company.segment_policy_id.source == "invoice":
            self._invoice(order, "2025-02-15")
        segment = self.assertFigures(100, 40, 1)
        self.assertEqual(segment.list_amount, 100)

    def test_goods_that_come_back(self):
        """Of 200 paid with a card all comes back: the card, too."""
        self._each(self._check_goods_that_come_back)

    def _check_goods_that_come_back(self, program):
        order = self._sell(program, 200)
        if self.company.segment_policy_id.source == "order":
            self._invoice(order, "2025-01-15")
        self._reverse(order.invoice_ids, "2025-05-20")
        segment = self.assertFigures(0, 0, 1)
        self.assertEqual((segment.list_amount, segment.discount_amount), (0, 0))

    def test_promotions_do_take_money_off(self):
        for source in ("order", "invoice"):
            with self.subTest(source=source):
                self.company.segment_policy_id.source = source
                self.client = self._new_client(source)
                program = self.env["loyalty.program"].create(
                    {
                        "name": "Promotion",
                        "program_type": "promotion",
                        "reward_ids": [Command.clear(), Command.create({})],
                    }
                )
                self._sell(program, 20)
                segment = self.assertFigures(180, 60, 1)
                self.assertEqual(segment.discount_amount, 20)
                self.assertEqual(segment.promotion_order_count, 1)

    def test_change_of_a_program_is_seen(self):
        """Such a change touches no document, and yet the next run knows."""
        run = self.env["client.segment.run"]
        draft = run.new({"company_id": self.company.id, "as_of": "2025-07-15"})
        before = draft._get_parameters().payment
        self._create_program("gift_card")
        self.assertNotEqual(draft._get_parameters().payment, before)

    def test_free_carriage_is_no_discount(self):
        """Where carriage is left out, what is taken off it is, too. The kind of reward
        comes with an add-on that need not be installed."""
        for source in ("order", "invoice"):
            with self.subTest(source=source):
                self.company.segment_policy_id.source = source
                self.client = self._new_client(source)
                program = self.env["loyalty.program"].create(
                    {
                        "name": "Free carriage",
                        "program_type": "promotion",
                        "reward_ids": [Command.clear(), Command.create({})],
                    }
                )
                self._sell(program, 15)
                self.env.cr.execute(
                    "UPDATE loyalty_reward SET reward_type = 'shipping' WHERE id = %s",
                    program.reward_ids.ids,
                )
                segment = self._recompute()
                self.assertEqual(
                    (segment.list_amount, segment.discount_amount), (200, 0)
                )
                self.assertEqual(segment.promotion_order_count, 0)
                self.assertEqual(segment.line_count, 1)
