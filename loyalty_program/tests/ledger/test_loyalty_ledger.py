from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from ..benefits.common_benefits import LoyaltyBenefitsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyLedger(LoyaltyBenefitsCommon):
    def _create_gift_program(self):
        reward = {
            "reward_type": "product",
            "reward_product_id": self.gift.id,
            "required_points": 1,
        }
        return self._create_program(rewards=[reward])

    def _confirm(self, **values):
        order = self._claim(self._create_order(**values))
        order.action_confirm()
        return order

    def test_discount(self):
        """10 % of 10 racks at 100."""
        self._create_program()
        order = self._claim(self._create_order())
        self.assertFalse(self._get_booked(order))
        order.action_confirm()
        self.assertEqual(self._get_booked(order), [("discount", "grant", 1, 100, 100)])
        entry = self._get_entries(order)
        self.assertEqual(entry.partner_id, self.client)
        self.assertEqual(entry.user_id, self.salesman)

    def test_gift_at_cost(self):
        self._create_gift_program()
        order = self._confirm()
        self.assertEqual(self._get_booked(order), [("gift", "grant", 1, 30, 12)])

    def test_cancelled_and_confirmed_again(self):
        self._create_gift_program()
        order = self._confirm()
        order._action_cancel()
        grant = ("gift", "grant", 1, 30, 12)
        taken = ("gift", "cancellation", -1, -30, -12)
        self.assertEqual(self._get_booked(order), [grant, taken])
        first, second = self._get_entries(order)
        self.assertEqual(second.reversed_entry_id, first)
        order.action_draft()
        self.gift.standard_price = 15
        self._claim(order).action_confirm()
        again = ("gift", "grant", 1, 30, 15)
        self.assertEqual(self._get_booked(order), [grant, taken, again])

    def test_quantity_of_the_gift_changes(self):
        """Two more gifts come at today's cost, and go at the cost on record."""
        self._create_gift_program()
        order = self._confirm()
        self.gift.standard_price = 20
        line = order.order_line.filtered("reward_id")
        order.write({"order_line": [Command.update(line.id, {"product_uom_qty": 3})]})
        line.product_uom_qty = 0
        self.assertEqual(
            self._get_booked(order),
            [
                ("gift", "grant", 1, 30, 12),
                ("gift", "correction", 2, 60, 40),
                ("gift", "correction", -3, -90, -52),
            ],
        )

    def test_one_edit_one_entry(self):
        self._create_program(
            rewards=[{"discount": 10, "required_points": 1}],
            rules=[{"minimum_qty": 1, "product_ids": self.rack.ids}],
        )
        order = self._confirm()
        discount = order.order_line.filtered("reward_id")
        rack = order.order_line - discount
        order.write(
            {
                "order_line": [
                    Command.update(rack.id, {"product_uom_qty": 5}),
                    Command.update(discount.id, {"price_unit": -70}),
                    Command.update(discount.id, {"price_unit": -50}),
                ]
            }
        )
        self.assertEqual(
            self._get_booked(order),
            [
                ("discount", "grant", 1, 100, 100),
                ("discount", "correction", 0, -50, -50),
            ],
        )
        order.note = "Nothing changes"
        self.assertEqual(len(self._get_entries(order)), 2)

    def test_other_currency(self):
        """At a rate of 2 an order of 1,000 is worth 500 to the company."""
        pricelist = self._create_foreign_pricelist([{"rate": 2, "name": "2020-01-01"}])
        self._create_program()
        order = self._confirm(pricelist_id=pricelist.id)
        # The pricelist turns 100 into 200
        self.assertEqual(order.order_line[0].price_unit, 200)
        self.assertEqual(self._get_booked(order), [("discount", "grant", 1, 100, 100)])

    def test_no_rate(self):
        """Odoo notes 1:1. 100 of 1,000 at the rate of 4 that is entered later: 25."""
        self._create_program()
        pricelist = self._create_foreign_pricelist()
        order = self._claim(self._create_order(pricelist_id=pricelist.id))
        self.assertEqual(order.currency_rate, 1)
        with self.assertRaisesRegex(UserError, "no exchange rate"), self.cr.savepoint():
            order.action_confirm()
        self.assertFalse(self._get_booked(order))
        pricelist.currency_id.rate_ids = [
            Command.create({"rate": 4, "name": "2020-01-01"})
        ]
        order.action_confirm()
        self.assertEqual(self._get_booked(order), [("discount", "grant", 1, 25, 25)])

    def test_gift_at_the_rate_of_the_day(self):
        """A gift of 120 at the rate of 4 is worth 30 to the company, also where the
        order notes 1:1."""
        self._create_gift_program()
        pricelist = self._create_foreign_pricelist([{"rate": 4, "name": "2020-01-01"}])
        order = self._confirm(pricelist_id=pricelist.id)
        self._note_no_rate(order)
        order.order_line.filtered("reward_id").product_uom_qty = 2
        self.assertEqual(
            self._get_booked(order),
            [("gift", "grant", 1, 30, 12), ("gift", "correction", 1, 30, 12)],
        )

    def test_discount_at_the_rate_of_the_day(self):
        """10 % of 4,000 at the rate of 4, also where the order notes 1:1."""
        self._create_program()
        pricelist = self._create_foreign_pricelist([{"rate": 4, "name": "2020-01-01"}])
        order = self._confirm(pricelist_id=pricelist.id)
        self._note_no_rate(order)
        order._book_benefits("correction")
        self.assertEqual(self._get_booked(order), [("discount", "grant", 1, 100, 100)])

    def test_no_rate_and_nothing_given(self):
        """Whoever sells without benefits is not held up."""
        order = self._create_order(pricelist_id=self._create_foreign_pricelist().id)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_other_company(self):
        """Each company books its own cost, and neither sees the other's entries."""
        other = self.env["res.company"].create({"name": "Other", "loyalty_gate": False})
        self.gift.with_company(other).standard_price = 17
        self._create_gift_program().company_id = False
        here = self._confirm()
        self.salesman.company_ids += other
        there = self._create_order(company_id=other.id).sudo().with_company(other)
        self._claim(there).action_confirm()
        self.assertEqual(self._get_booked(here), [("gift", "grant", 1, 30, 12)])
        self.assertEqual(self._get_booked(there)[0][4], 17)
        entry = self._get_entries(there)
        self.assertEqual(entry.company_id, other)
        with self.assertRaises(AccessError):
            entry.with_user(self.manager).read(["value"])

    def test_nobody_writes_the_ledger(self):
        self._create_program()
        order = self._confirm()
        entry = self._get_entries(order)
        vals = {
            "date": "2026-01-01",
            "program_id": entry.program_id.id,
            "partner_id": self.client.id,
            "company_id": self.company.id,
            "kind": "gift",
            "movement": "grant",
        }
        for change in (
            lambda: entry.sudo().write({"cost": 1}),
            entry.sudo().unlink,
            lambda: entry.sudo().create(vals),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()
        with self.assertRaises(AccessError):
            entry.with_user(self.manager).unlink()
        order._action_cancel()
        with self.assertRaises(UserError):
            order.unlink()

    def test_cost_is_for_managers(self):
        self._create_program()
        entry = self._get_entries(self._confirm())
        self.assertEqual(entry.with_user(self.salesman).value, 100)
        with self.assertRaises(AccessError):
            entry.with_user(self.salesman).read(["cost"])
        entry.with_user(self.manager).read(["cost"])

    def test_own_entries_only(self):
        self._create_program()
        order = self._claim(self._create_order())
        order.sudo().user_id = self.manager
        order.sudo().action_confirm()
        entries = self._get_entries(order)
        self.assertTrue(entries)
        mine = entries.with_user(self.salesman).search([("id", "in", entries.ids)])
        self.assertFalse(mine)

    def test_many_orders_are_booked_together(self):
        self._create_program()
        self._confirm()  # fill the caches
        counts = []
        for number in (10, 50):
            orders = self.env["sale.order"]
            for __ in range(number):
                orders |= self._claim(self._create_order())
            orders.state = "sale"
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            orders._book_benefits("grant")
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(
                len(
                    self.env["loyalty.benefit.entry"].search(
                        [("order_id", "in", orders.ids)]
                    )
                ),
                number,
            )
        self.assertLessEqual(counts[1], counts[0] + 2)


@tagged("post_install", "-at_install")
class TestLoyaltyRefund(AccountTestInvoicingCommon, LoyaltyBenefitsCommon):
    @classmethod
    def get_default_groups(cls):
        manager = cls.env.ref("sales_team.group_sale_manager")
        return super().get_default_groups() | manager

    def test_refunds_take_back_their_part(self):
        """One gift worth 30 at 12: a quarter of the order is refunded, then all."""
        reward = {
            "reward_type": "product",
            "reward_product_id": self.gift.id,
            "required_points": 1,
        }
        self._create_program(rewards=[reward])
        order = self._claim(self._create_order().sudo())
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertEqual(len(self._get_entries(order)), 1)
        refund = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        rack = refund.invoice_line_ids.filtered(lambda x: x.product_id == self.rack)
        rack.quantity = 2.5
        refund.action_post()
        taken = ("gift", "refund", -0.25, -7.5, -3)
        self.assertEqual(self._get_booked(order)[1:], [taken])
        refund.button_draft()
        rack.quantity = 10
        refund.action_post()
        # Undone by the reset, then all of it
        back = ("gift", "refund", 0.25, 7.5, 3)
        everything = ("gift", "refund", -1, -30, -12)
        self.assertEqual(self._get_booked(order)[1:], [taken, back, everything])
        # Invoiced anew: the client keeps the order
        order._create_invoices().action_post()
        self.assertEqual(self._get_booked(order)[-1], ("gift", "grant", 1, 30, 12))

    def test_refund_at_the_rate_of_the_day(self):
        """4,000 at a rate of 4, which the order notes as 1:1, are invoiced as 1,000 in
        the company's currency. 250 of them refunded are a quarter of the order, and of
        its discount of 100."""
        self._create_program()
        pricelist = self._create_foreign_pricelist([{"rate": 4, "name": "2020-01-01"}])
        order = self._claim(self._create_order(pricelist_id=pricelist.id).sudo())
        order.action_confirm()
        self._note_no_rate(order)
        invoice = order._create_invoices()
        invoice.currency_id = self.company.currency_id
        rack = invoice.invoice_line_ids.filtered(lambda x: x.product_id == self.rack)
        rack.price_unit = 100
        (invoice.invoice_line_ids - rack).price_unit = -100
        invoice.action_post()
        refund = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        rack = refund.invoice_line_ids.filtered(lambda x: x.product_id == self.rack)
        rack.quantity = 2.5
        refund.action_post()
        self.assertEqual(
            self._get_booked(order),
            [
                ("discount", "grant", 1, 100, 100),
                ("discount", "refund", -0.25, -25, -25),
            ],
        )
