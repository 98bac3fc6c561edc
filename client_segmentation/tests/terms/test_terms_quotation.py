from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_terms import TermsCommon


@tagged("post_install", "-at_install")
class TestTermsQuotation(TermsCommon):
    """Quotations that break the terms of their client, as a salesperson."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "sale.group_discount_per_so_line"
        )
        cls.rule = cls._create_rule(
            "Gold corporate",
            abc="a",
            tier="gold",
            is_discount_limited=True,
            discount_limit=10,
        )
        cls.Order = cls.env["sale.order"].with_user(cls.salesman)

    def _create_quotation(self, *discounts, client=None, **values):
        line = {
            "product_id": self.product.id,
            "price_unit": 100,
            "product_uom_qty": 1,
            "tax_ids": False,
        }
        return self.Order.create(
            {
                "partner_id": (client or self.big).id,
                "user_id": self.salesman.id,
                "order_line": [
                    Command.create({**line, "discount": discount})
                    for discount in discounts
                ],
                **values,
            }
        )

    def test_discount_beyond_the_limit(self):
        order = self._create_quotation(10, 18)
        self.assertEqual(
            order.client_terms_warning,
            "Discount 18 % on line 2 exceeds the limit of 10 % (rule Gold corporate:"
            " A · Gold).",
        )
        self.assertEqual(order.client_terms_state, "broken")
        order.order_line[1].discount = 10
        self.assertFalse(order.client_terms_warning)
        self.assertFalse(order.client_terms_state)

    def test_live_in_the_form(self):
        with Form(self.Order) as form:
            form.partner_id = self.big
            with form.order_line.new() as line:
                line.product_id = self.product
                line.price_unit = 100
            self.assertFalse(form.client_terms_warning)
            with form.order_line.edit(0) as line:
                line.discount = 12.5
            self.assertIn("12.5 %", form.client_terms_warning)
            form.partner_id = self.small
            self.assertFalse(form.client_terms_warning)

    def test_many_lines_are_counted(self):
        warning = self._create_quotation(*[50] * 8).client_terms_warning
        self.assertEqual(len(warning.splitlines()), 6)
        self.assertIn("3 more lines", warning)

    def test_what_the_client_has_comes_first(self):
        self.big.write({"client_discount_limited": True, "client_discount_limit": 30})
        self.assertFalse(self._create_quotation(30).client_terms_warning)
        warning = self._create_quotation(31).client_terms_warning
        self.assertIn("limit of 30 % (agreed with the client)", warning)

    def test_rule_that_was_applied_is_named(self):
        self._propose()
        self._get_open().action_apply()
        self.rule.discount_limit = 20
        warning = self._create_quotation(15).client_terms_warning
        self.assertIn("limit of 10 % (rule Gold corporate", warning)

    def test_limit_that_was_dismissed_for_the_client(self):
        self._propose()
        self._get_open(partner_id=self.big.id).action_dismiss()
        self.assertFalse(self._create_quotation(15).client_terms_warning)
        warning = self._create_quotation(15, client=self.mid).client_terms_warning
        self.assertIn("limit of 10 %", warning)

    def test_what_is_given_counts_once_applied(self):
        self.rule.payment_term_id = self.payment_term
        order = self._create_quotation(0)
        self.assertFalse(order.payment_term_id)
        self.assertFalse(order.client_terms_warning)

    def test_orders_beside_quotations(self):
        orders = self._create_quotation(90) + self._create_quotation(90)
        orders[0].action_confirm()
        self.assertEqual(orders.mapped("client_terms_state"), [False, "broken"])

    def test_pricelist_payment_and_team(self):
        self.rule.write(
            {
                "pricelist_id": self.pricelist.id,
                "payment_term_id": self.payment_term.id,
                "team_id": self.team.id,
            }
        )
        self._propose()
        self._get_open().action_apply()
        order = self._create_quotation(0)
        self.assertEqual(order.pricelist_id, self.pricelist)
        self.assertEqual(order.team_id, self.team)
        self.assertFalse(order.client_terms_warning)
        order.pricelist_id = self.other_pricelist
        order.payment_term_id = False
        order.team_id = False
        first, second, third = order.client_terms_warning.splitlines()
        self.assertRegex(
            first, "^The pricelist is Retail.* instead of Dealers.*Gold corp"
        )
        self.assertRegex(second, "^Payment terms are none instead of 45 days")
        self.assertRegex(third, "^The sales team is none instead of Key accounts")

    def test_delivery(self):
        self.rule.delivery_days = 5
        order = self._create_quotation(0, date_order="2025-07-01 12:00:00")
        self.assertFalse(order.client_terms_warning, "no date is promised")
        for day, expected in (
            ("2025-07-05", "earlier"),
            ("2025-07-06", False),
            ("2025-07-07", "later"),
        ):
            order.commitment_date = f"{day} 15:00:00"
            warning = order.client_terms_warning
            self.assertIn(expected, warning) if expected else self.assertFalse(warning)

    def test_discount_of_the_pricelist_is_granted(self):
        self.product.list_price = 100
        self.pricelist.item_ids = [
            Command.create({"compute_price": "percentage", "percent_price": 15})
        ]
        order = self._create_quotation(pricelist_id=self.pricelist.id)
        order.order_line = [Command.create({"product_id": self.product.id})]
        self.assertEqual(order.order_line.discount, 15)
        self.assertFalse(order.client_terms_warning)
        order.order_line.discount = 16
        self.assertIn("16 %", order.client_terms_warning)

    def test_discount_on_the_whole(self):
        order = self._create_quotation(0, 0)
        self.company.sale_discount_product_id = self.product
        wizard = self.env["sale.order.discount"].with_user(self.salesman)
        wizard = wizard.create(
            {
                "sale_order_id": order.id,
                "discount_type": "so_discount",
                "discount_percentage": 0.12,
            }
        )
        wizard.action_apply_discount()
        self.assertIn("add up to 12 %,", order.client_terms_warning)

    def test_nothing_to_break(self):
        self.assertFalse(
            self._create_quotation(90, client=self.cold).client_terms_warning
        )
        self.assertFalse(self.Order.new({}).client_terms_warning)

    def test_switched_off(self):
        self.company.segment_policy_id.terms_warning = False
        self.assertFalse(self._create_quotation(90).client_terms_warning)

    def test_search(self):
        broken = self._create_quotation(90)
        kept = self._create_quotation(0)
        domain = [("id", "in", (broken + kept).ids)]
        search = self.Order.search
        self.assertEqual(
            search([*domain, ("client_terms_state", "=", "broken")]), broken
        )
        self.assertEqual(
            search([*domain, ("client_terms_state", "!=", "broken")]), kept
        )

    def test_confirming_is_kept_in_the_log(self):
        order = self._create_quotation(90)
        order.action_confirm()
        self.assertFalse(order.client_terms_warning, "an order is what it is")
        self.assertTrue(
            order.message_ids.filtered(
                lambda message: "Discount 90 %" in (message.body or "")
            )
        )

    def test_queries_of_the_list(self):
        counts = []
        for number in (1, 40):
            orders = self.Order
            for _number in range(number):
                orders += self._create_quotation(90)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            orders.read(["name", "client_terms_state"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)
