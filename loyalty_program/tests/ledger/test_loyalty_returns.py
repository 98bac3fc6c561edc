from datetime import date

from odoo.fields import Command, Date
from odoo.tests import freeze_time, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from ..results.test_loyalty_result import LoyaltyResultCommon


@tagged("post_install", "-at_install")
class TestLoyaltyReturns(AccountTestInvoicingCommon, LoyaltyResultCommon):
    """What was credited of an order was not sold: in what clients buy today, in the
    result of a program and in the ledger of benefits alike."""

    @classmethod
    def get_default_groups(cls):
        manager = cls.env.ref("sales_team.group_sale_manager")
        return super().get_default_groups() | manager

    def _invoice(self, order):
        invoice = order._create_invoices()
        invoice.invoice_date = order.date_order.date()
        invoice.action_post()
        return invoice

    def _refund(self, invoice, quantity, day="2026-07-10"):
        refund = invoice._reverse_moves([{"invoice_date": Date.to_date(day)}])
        refund.invoice_line_ids.quantity = quantity
        refund.action_post()
        return refund

    def test_result(self):
        """All buy 10 racks: revenue 1000, margin 400. Each member gives back 4:
        6 x 100 and 6 x 40."""
        self._enrol()
        members, control = self._get_groups()
        invoices = self.env["account.move"]
        for client in members | control:
            invoices |= self._invoice(self._buy(client, 10))
        bought = invoices.filtered(lambda invoice: invoice.partner_id in members)
        for invoice in bought:
            self._refund(invoice, 4)
        result = self._measure()
        self.assertAlmostEqual(result.revenue_member, 600)
        self.assertAlmostEqual(result.margin_member, 240)
        self.assertAlmostEqual(result.orders_member, 1)
        self.assertAlmostEqual(result.revenue_control, 1000)
        self.assertAlmostEqual(result.margin_control, 400)
        before = self._measure(date(2026, 7, 9))
        self.assertAlmostEqual(before.margin_member, 400)

    @freeze_time("2026-07-15")
    def test_baseline(self):
        """10 racks in May, of which 4 come back in July, and 2 racks in June: 800 and
        8 x 40 of two orders."""
        client = self.clients[0]
        invoice = self._invoice(self._buy(client, 10, day=date(2026, 5, 10)))
        self._buy(client, 2)
        plan = self.env["loyalty.plan"].create(
            {
                "name": "Plan",
                "program_id": self.program.id,
                "target_domain": str([("id", "=", client.id)]),
            }
        )
        self._refund(invoice, 4)
        plan.action_read_baseline()
        self.assertEqual(plan.baseline["orders"], 2)
        self.assertAlmostEqual(plan.average_order, 400)
        self.assertAlmostEqual(plan.margin, 0.4)

    def _get_kept(self, order):
        return order._get_kept_shares()[order.id]

    def test_kept_share(self):
        """6 of 10 are billed and credited; then either the credit note is reversed, or
        an invoice takes the place of the first."""
        for is_reversed in (True, False):
            with self.subTest(is_reversed=is_reversed):
                order = self._buy(self.client, 10)
                invoice = order._create_invoices()
                invoice.invoice_line_ids.quantity = 6
                invoice.invoice_date = "2026-06-10"
                invoice.action_post()
                if is_reversed:
                    refund = self._refund(invoice, 6)
                    self.assertAlmostEqual(self._get_kept(order), 0.4)
                    self._refund(refund, 6)
                else:
                    wizard = (
                        self.env["account.move.reversal"]
                        .with_context(
                            active_model="account.move", active_ids=invoice.ids
                        )
                        .create(
                            {
                                "date": "2026-07-10",
                                "journal_id": invoice.journal_id.id,
                            }
                        )
                    )
                    wizard.modify_moves()
                    self.assertAlmostEqual(self._get_kept(order), 0.4)
                    wizard.new_move_ids.action_post()
                self.assertAlmostEqual(self._get_kept(order), 1)

    def test_gift_by_the_dozen(self):
        """A dozen of gifts at a cost of 12 a piece is booked at 144."""
        self.program.action_archive()
        program = self._create_program(
            rewards=[
                {
                    "reward_type": "product",
                    "reward_product_id": self.gift.id,
                    "required_points": 1,
                }
            ]
        )
        order = self._claim(self._create_order().sudo())
        line = order.order_line.filtered("reward_id")
        self.assertEqual(line.reward_id.program_id, program)
        line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        order.order_line = [Command.update(line.id, {"product_uom_qty": 1})]
        [(_key, _vals, amount)] = line._get_reward_amounts()
        self.assertEqual((amount.quantity, amount.cost), (12, 144))
