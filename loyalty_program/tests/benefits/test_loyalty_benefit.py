from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common_benefits import LoyaltyBenefitsCommon


class LoyaltyOrderBenefitsCommon(LoyaltyBenefitsCommon):
    """All ten clients are members of a club that gives nothing by its rewards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club = cls._create_program(
            program_type="loyalty",
            applies_on="both",
            rules=[{"reward_point_mode": "order", "reward_point_amount": 1}],
            rewards=[{"discount": 10, "required_points": 1000}],
            stratify_by=False,
        )
        cls.club._enrol_target()
        cls.service = cls._create_goods("Courier", 50, 35, type="service")
        cls.term = cls.env["account.payment.term"].create({"name": "In 3 Parts"})

    @classmethod
    def _create_benefit(cls, kind, **values):
        return cls.env["loyalty.benefit"].create(
            {
                "program_id": cls.club.id,
                "kind": kind,
                "name": f"Promise of {kind}",
                **values,
            }
        )

    def _choose(self, order):
        action = order.action_choose_benefits()
        wizard = self.env[action["res_model"]].with_user(self.salesman)
        return wizard.browse(action["res_id"])

    def _give(self, order, insist=False):
        """Give what the dialog proposes; or, who insists, what it advises against,
        too."""
        wizard = self._choose(order)
        if insist:
            wizard.line_ids.is_given = True
        if wizard.line_ids.filtered("is_given"):
            wizard.action_give()

    @classmethod
    def _edit(cls, order, quantity):
        rack = order.order_line.filtered(lambda line: line.product_id == cls.rack)
        changes = [Command.update(rack.id, {"product_uom_qty": quantity})]
        order.write({"order_line": changes})


@tagged("post_install", "-at_install")
class TestLoyaltyBenefit(LoyaltyOrderBenefitsCommon):
    def test_delivery(self):
        """In 3 days, first, and a courier worth 50 that costs us 20."""
        benefit = self._create_benefit(
            "delivery",
            promise_days=3,
            is_priority=True,
            product_id=self.service.id,
            unit_cost=20,
        )
        with freeze_time("2026-03-02 10:00:00"):
            order = self._create_order()
            self.assertEqual(order.open_benefit_ids, benefit)
            self._give(order)
        self.assertFalse(order.open_benefit_ids)
        self.assertTrue(order.loyalty_priority)
        self.assertEqual(order.commitment_date.date(), date(2026, 3, 5))
        courier = order.order_line.filtered("order_benefit_id")
        self.assertEqual((courier.price_unit, courier.price_subtotal), (50, 0))
        # Costs are closed to salespeople.
        self.assertEqual(courier.sudo().purchase_price, 20)
        self.assertEqual(order.amount_total, 1000)
        self.assertFalse(self._get_booked(order))
        with freeze_time("2026-03-04 10:00:00"):
            order.action_confirm()
        # The promise counts from the confirmation
        self.assertEqual(order.commitment_date.date(), date(2026, 3, 7))
        self.assertEqual(self._get_booked(order), [("delivery", "grant", 1, 50, 20)])
        order._action_cancel()
        taken = ("delivery", "cancellation", -1, -50, -20)
        self.assertEqual(self._get_booked(order)[1:], [taken])

    def test_delivery_line_that_is_there_already(self):
        self._create_benefit("delivery", product_id=self.service.id)
        order = self._create_order()
        line = order.order_line.create(
            {"order_id": order.id, "product_id": self.service.id}
        )
        self.assertEqual(order.amount_total, 1050)
        self._give(order)
        self.assertEqual(order.amount_total, 1000)
        line.product_uom_qty = 2
        self.assertEqual(order.amount_total, 1000)
        order.order_benefit_ids.unlink()
        self.assertEqual(order.amount_total, 1100)

    def test_benefits_do_not_break_the_terms_of_the_client(self):
        self._create_benefit(
            "delivery", promise_days=3, product_id=self.service.id, is_automatic=False
        )
        self._create_benefit(
            "instalment", payment_term_id=self.term.id, exposure_limit=1500
        )
        order = self._create_order()
        self._give(order)
        free = order.order_line.filtered("order_benefit_id")
        self.assertEqual(free._get_pricelist_discount(5), 100)
        self.assertFalse(order._get_payment_term_warnings(0, ""))
        self.assertFalse(order._get_delivery_days_warnings(7, ""))

    def test_own_delivery_date_stays(self):
        self._create_benefit("delivery", promise_days=3)
        order = self._create_order(commitment_date="2026-12-24 12:00:00")
        order.action_confirm()
        self.assertEqual(order.commitment_date.date(), date(2026, 12, 24))

    def test_copy_gives_nothing_away(self):
        self._create_benefit("packaging", product_id=self.service.id)
        order = self._create_order()
        self._give(order)
        copy = order.copy()
        self.assertEqual(copy.order_line.product_id, self.rack)
        self.assertTrue(copy.open_benefit_ids)

    def test_service_taken_off_the_order(self):
        self._create_benefit("packaging", product_id=self.service.id, unit_cost=7)
        order = self._create_order()
        self._give(order)
        order.order_line.filtered("order_benefit_id").unlink()
        order.action_confirm()
        self.assertFalse(self._get_booked(order))
        second = self._create_order()
        second.action_confirm()
        second.order_line.filtered("order_benefit_id").product_uom_qty = 0
        taken = ("packaging", "correction", -1, -50, -7)
        self.assertEqual(self._get_booked(second)[1:], [taken])

    def test_packaging(self):
        self._create_benefit("packaging", product_id=self.service.id, unit_cost=7)
        order = self._create_order()
        order.action_confirm()
        self.assertEqual(order.amount_total, 1000)
        self.assertEqual(self._get_booked(order), [("packaging", "grant", 1, 50, 7)])

    def test_free_changes(self):
        """Free until 9 March, each worth 40 and costing us 15."""
        self._create_benefit("change", change_days=7, value=40, unit_cost=15)
        with freeze_time("2026-03-02 10:00:00"):
            order = self._create_order()
            order.action_confirm()
            self.assertFalse(self._get_booked(order))
            self._edit(order, 12)
            order.note = "No change of the goods"
        with freeze_time("2026-03-09 10:00:00"):
            self._edit(order, 11)
            self.assertIn("Made so far: 2", order.loyalty_change_note)
        with freeze_time("2026-03-10 10:00:00"):
            self._edit(order, 10)
            order.invalidate_recordset(["loyalty_change_note"])
            self.assertIn("40.00", order.loyalty_change_note)
        change = ("change", "grant", 1, 40, 15)
        self.assertEqual(
            [entry[2:] for entry in self._get_booked(order)], [change[2:]] * 2
        )
        self.assertEqual(order.order_benefit_ids.change_count, 2)
        note = order.message_ids.filtered(lambda m: "A change costs" in m.body)
        self.assertTrue(note)

    def test_instalments(self):
        """Limit 1,500: one order of 1,000 is fine, the second one would make 2,000."""
        self._create_benefit(
            "instalment",
            payment_term_id=self.term.id,
            exposure_limit=1500,
            cost_share=0.02,
            is_automatic=False,
        )
        order = self._create_order()
        order.action_confirm()
        self.assertFalse(order.order_benefit_ids)
        order._action_cancel()
        order.action_draft()
        self._give(order)
        self.assertEqual(order.payment_term_id, self.term)
        order.action_confirm()
        self.assertEqual(self._get_booked(order), [("instalment", "grant", 1, 0, 20)])
        second = self._create_order()
        with self.assertRaisesRegex(UserError, "2,000.00"), self.cr.savepoint():
            self._give(second, insist=True)
        self.assertFalse(second.payment_term_id)
        # Editing what was confirmed does not get around the limit
        with self.assertRaises(UserError), self.cr.savepoint():
            self._edit(order, 16)
        self._edit(order, 15)
        self.assertEqual(self._get_booked(order)[-1][1:], ("correction", 0, 0, 10))

    def test_lines_written_by_themselves(self):
        """Limit 1,500: 10 racks at 100 are fine, 16 are not."""
        self._create_benefit(
            "instalment", payment_term_id=self.term.id, exposure_limit=1500
        )
        order = self._create_order()
        order.action_confirm()
        line = order.order_line
        # Nobody gets round it by a key of the context
        for rack in (line, line.with_context(loyalty_editing=True)):
            with self.assertRaises(UserError), self.cr.savepoint():
                rack.product_uom_qty = 16
        with self.assertRaises(UserError), self.cr.savepoint():
            line.copy({"order_id": order.id})
        line.product_uom_qty = 15
        self.assertEqual(order.amount_total, 1500)

    def test_changes_of_lines_count(self):
        """Each change costs us 15; the note of a line and freight are none."""
        self._create_benefit("change", change_days=7, value=40, unit_cost=15)
        order = self._create_order()
        order.action_confirm()
        order.order_line.name = "Rack, green"
        self.assertFalse(self._get_booked(order))
        order.order_line.product_uom_qty = 12
        more = {"order_id": order.id, "product_id": self.gift.id}
        order.order_line.create(more)
        order.order_line.create({**more, "is_expense": True})
        self.assertEqual(order.order_benefit_ids.change_count, 2)
        self.assertEqual(
            self._get_booked(order),
            [("change", "grant", 1, 40, 15)] + [("change", "grant", 1, 40, 15)],
        )

    def test_no_rate(self):
        """Nothing is given at 1:1. 1,000 at a rate of 4 are 250 to the company: within
        the limit of 300, and 2 % of it are 5."""
        self._create_benefit(
            "instalment",
            payment_term_id=self.term.id,
            exposure_limit=300,
            cost_share=0.02,
        )
        pricelist = self._create_foreign_pricelist()
        order = self._create_order(pricelist_id=pricelist.id)
        with self.assertRaisesRegex(UserError, "no exchange rate"), self.cr.savepoint():
            self._give(order, insist=True)
        self.assertFalse(order.order_benefit_ids)
        pricelist.currency_id.rate_ids = [
            Command.create({"rate": 4, "name": "2020-01-01"})
        ]
        self._give(order)
        self.assertEqual(order.payment_term_id, self.term)
        order.action_confirm()
        self.assertEqual(self._get_booked(order), [("instalment", "grant", 1, 0, 5)])

    def test_instalments_of_two_quotations(self):
        self._create_benefit(
            "instalment", payment_term_id=self.term.id, exposure_limit=1500
        )
        first, second = self._create_order(), self._create_order()
        self._give(first)
        self._give(second)
        first.action_confirm()
        with self.assertRaises(UserError):
            second.action_confirm()

    def test_customer_confirms_beyond_the_limit(self):
        """In the portal the order is confirmed on the usual terms."""
        self._create_benefit(
            "instalment", payment_term_id=self.term.id, exposure_limit=1500
        )
        first, second = self._create_order(), self._create_order()
        self._give(first)
        self._give(second)
        first.action_confirm()
        public = self.env.ref("base.public_user")
        second.with_user(public).sudo().action_confirm()
        self.assertEqual(second.state, "sale")
        self.assertFalse(second.payment_term_id)
        self.assertFalse(second.order_benefit_ids)

    def test_accountants_open_orders(self):
        self._create_benefit("change", value=40)
        order = self._create_order()
        order.action_confirm()
        accountant = new_test_user(
            self.env, "benefit_accountant", groups="account.group_account_invoice"
        )
        seen = order.with_user(accountant)
        self.assertIn("until", seen.order_benefit_ids.detail)
        self.assertTrue(seen.loyalty_change_note)
        self.assertFalse(seen.loyalty_offer)

    def test_refused_instalments_do_not_stop_an_order(self):
        self._create_benefit(
            "instalment", payment_term_id=self.term.id, exposure_limit=500
        )
        order = self._create_order()
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.order_benefit_ids)
        self.assertTrue(order.message_ids.filtered(lambda m: "installments" in m.body))

    def test_tickets(self):
        self._create_benefit("draw", ticket_amount=300)
        order = self._create_order()
        self._give(order)
        self.assertEqual(order.order_benefit_ids.detail, "Tickets: 3")

    def test_tier_and_amount(self):
        benefit = self._create_benefit("packaging", product_id=self.service.id)
        order = self._create_order()
        benefit.minimum_tier = "silver"
        order.invalidate_recordset()
        self.assertFalse(order.open_benefit_ids)
        self.env["client.segment"].create(
            {
                "partner_id": self.client.id,
                "company_id": self.company.id,
                "tier": "gold",
            }
        )
        self.club.member_ids._refresh_tiers()
        order.invalidate_recordset()
        self.assertTrue(order.open_benefit_ids)
        benefit.minimum_amount = 1000
        self._give(order)
        self.assertTrue(order.order_benefit_ids)
        self._edit(order, 9)
        order.action_confirm()
        self.assertFalse(order.order_benefit_ids)
        self.assertFalse(self._get_booked(order))

    def test_nothing_for_the_control_group(self):
        self._create_benefit("packaging", product_id=self.service.id)
        club = self.club.copy({"name": "Second"})
        club.target_domain = str([("id", "in", self.clients.ids)])
        club.write({"control_share": 0.5, "active": True, "stratify_by": False})
        self.club.action_archive()
        club._enrol_target()
        for member in club.member_ids:
            order = self._create_order(member.partner_id)
            self.assertEqual(bool(order.open_benefit_ids), member.group == "member")
            self._give(order)
            order.action_confirm()
            self.assertEqual(bool(order.order_benefit_ids), member.group == "member")
            self.assertEqual(bool(self._get_entries(order)), member.group == "member")

    def test_another_client(self):
        self._create_benefit("packaging", product_id=self.service.id)
        order = self._create_order()
        self._give(order)
        order.partner_id = self.env["res.partner"].create({"name": "Stranger"})
        self.assertFalse(order.order_benefit_ids)
        self.assertEqual(len(order.order_line), 1)

    def test_sending_gives_what_comes_by_itself(self):
        self._create_benefit("packaging", product_id=self.service.id)
        self._create_benefit("change", is_automatic=False)
        order = self._create_order()
        order.action_quotation_send()
        self.assertEqual(order.order_benefit_ids.kind, "packaging")

    def test_printed(self):
        self._create_benefit("change", change_days=7)
        order = self._create_order()
        self._give(order)
        html, __ = self.env["ir.actions.report"]._render_qweb_html(
            "sale.report_saleorder", order.ids
        )
        self.assertIn("Promise of change", html.decode())
        self.assertIn("7 days after confirmation", html.decode())

    def test_gift_without_its_first_item(self):
        reward = {
            "reward_type": "product",
            "reward_product_id": self.gift.id,
            "required_points": 1,
        }
        self._create_program(rewards=[reward], rules=[{"minimum_qty": 10}])
        order = self._claim(self._create_order())
        order.action_confirm()
        self.assertEqual(self._get_booked(order), [("gift", "grant", 1, 30, 12)])
        for quantity in (0, 9):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._edit(order, quantity)
        rack = order.order_line.filtered(lambda line: line.product_id == self.rack)
        with self.assertRaises(UserError), self.cr.savepoint():
            rack.product_uom_qty = 0
        self._edit(order, 11)
        order.order_line.filtered("reward_id").product_uom_qty = 0
        self._edit(order, 9)
        taken = ("gift", "correction", -1, -30, -12)
        self.assertEqual(self._get_booked(order)[1:], [taken])

    def test_settings_are_checked(self):
        for kind, values in (
            ("delivery", {}),
            ("delivery", {"promise_days": -1}),
            ("packaging", {}),
            ("change", {"change_days": 0}),
            ("instalment", {"payment_term_id": self.term.id}),
            ("draw", {}),
            ("referral", {"referrer_points": -1}),
            ("change", {"unit_cost": -1}),
            ("change", {"cost_share": 1.5}),
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._create_benefit(kind, **values)

    def test_costs_are_for_managers(self):
        benefit = self._create_benefit("change", unit_cost=5)
        order = self._create_order()
        self._give(order)
        with self.assertRaises(AccessError):
            benefit.with_user(self.salesman).read(["unit_cost"])
        with self.assertRaises(AccessError):
            order.order_benefit_ids.with_user(self.salesman).read(["unit_cost"])
        with self.assertRaises(AccessError):
            order.order_benefit_ids.with_user(self.salesman).write({"date": False})

    def test_gate_covers_benefits(self):
        terms = self.club._get_terms()
        self.assertNotIn("benefits", terms)
        benefit = self._create_benefit("change", unit_cost=5)
        terms = self.club.with_user(self.salesman)._get_terms()
        self.assertEqual(terms["benefits"][0]["unit_cost"], 5)
        benefit.unit_cost = 6
        self.assertNotEqual(self.club._get_terms(), terms)


@tagged("post_install", "-at_install")
class TestLoyaltyLimit(AccountTestInvoicingCommon, LoyaltyOrderBenefitsCommon):
    @classmethod
    def get_default_groups(cls):
        manager = cls.env.ref("sales_team.group_sale_manager")
        return super().get_default_groups() | manager

    def test_invoiced_orders_count_once(self):
        """Limit 1,500. Invoiced: 1,000; with 2 more racks the client owes 1,200, with
        6 more 1,600."""
        self._create_benefit(
            "instalment", payment_term_id=self.term.id, exposure_limit=1500
        )
        order = self._create_order().sudo()
        order.action_confirm()
        order._create_invoices().action_post()
        # What a client owes is read once in a transaction
        self.env.invalidate_all()
        self._edit(order, 12)
        self.assertEqual(order.amount_total, 1200)
        with self.assertRaisesRegex(UserError, "1,600.00"), self.cr.savepoint():
            self._edit(order, 16)


@tagged("post_install", "-at_install")
class TestLoyaltyBenefitPortal(LoyaltyOrderBenefitsCommon, HttpCase):
    def test_portal(self):
        self._create_benefit("change", change_days=7)
        order = self._create_order()
        self._give(order)
        page = self.url_open(order.get_portal_url())
        self.assertIn("Promise of change", page.text)
