import unittest
from datetime import datetime, time, timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common_invoices import InvoicesCommon


@tagged("post_install", "-at_install", "with_point_of_sale")
class TestPointOfSale(InvoicesCommon):
    """Orders of the counter beside those of Sales, from 1 July 2024 on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "pos.order" not in cls.env:
            raise unittest.SkipTest("Point of Sale is not installed")
        cls.env.user.group_ids += cls.env.ref("point_of_sale.group_pos_manager")
        cls.bolt.available_in_pos = True
        method = cls.env["pos.payment.method"].create(
            {
                "name": "Bank",
                "journal_id": cls.company_data["default_journal_bank"].id,
                "receivable_account_id": cls.company_data[
                    "default_account_receivable"
                ].id,
            }
        )
        cls.config = cls.env["pos.config"].create(
            {
                "name": "Counter",
                "journal_id": cls.company_data["default_journal_sale"].id,
                "invoice_journal_id": cls.company_data["default_journal_sale"].id,
                "payment_method_ids": [Command.set(method.ids)],
            }
        )
        cls.config.open_ui()
        cls.session = cls.config.current_session_id

    def _sell(self, day, amount, quantity=1, client=None, state="paid", **line):
        """An order of the counter at noon, at a cost of 60 a piece."""
        total = amount * quantity
        moment = datetime.combine(fields.Date.to_date(day), time(12))
        return self.env["pos.order"].create(
            {
                "session_id": self.session.id,
                "company_id": self.company.id,
                "partner_id": self.client.id if client is None else client,
                "date_order": moment,
                "state": state,
                "amount_total": total,
                "amount_tax": 0,
                "amount_paid": total,
                "amount_return": 0,
                "lines": [
                    Command.create(
                        {
                            "name": "1",
                            "product_id": self.bolt.id,
                            "price_unit": amount,
                            "qty": quantity,
                            "price_subtotal": total,
                            "price_subtotal_incl": total,
                            "total_cost": 60 * quantity,
                            **line,
                        }
                    )
                ],
            }
        )

    def test_counts_beside_orders(self):
        self._order("2025-01-10")
        self._sell("2024-07-01", 100, 2)
        self._sell("2025-06-30", 100, state="done")
        # Of nobody, not paid, and not of the horizon any more
        self._sell("2025-02-01", 500, client=False)
        self._sell("2025-02-01", 500, state="draft")
        self._sell("2025-02-01", 500, state="cancel")
        segment = self.assertFigures(1300, 520, 3)
        self.assertMonths(segment, jul=200, jan=1000, jun=100)
        self.assertEqual(str(segment.first_order_date), "2024-07-01")
        self.assertEqual(str(segment.last_order_date), "2025-06-30")

    def test_without_the_setting(self):
        self._sell("2025-01-01", 100)
        self.company.segment_policy_id.count_pos_orders = False
        self.assertFigures(0, 0, 0)
        [source] = self.env["client.segment.run"]._get_purchase_sources(self.company)
        self.assertEqual(
            (source["key"], source["count"], source["is_used"]), ("pos", 1, False)
        )

    def test_what_came_back(self):
        """Counts at the moment of what was sold, and is no purchase."""
        sold = self._sell("2025-01-10", 100, 3)
        self._sell(
            "2025-05-10", 100, -1, refunded_orderline_id=sold.lines.id
        ).is_refund = True
        segment = self.assertFigures(200, 80, 1)
        self.assertMonths(segment, jan=200)
        self.assertEqual(str(segment.last_order_date), "2025-01-10")
        # On a day before it came back
        self.assertFigures(300, 120, 1, as_of="2025-04-15")

    def test_invoices_as_the_source(self):
        """One that was invoiced counts once; another one counts by its day."""
        self.company.segment_policy_id.source = "invoice"
        invoiced = self._sell("2025-01-10", 100, 10)
        self._sell("2025-06-30", 100)
        invoice = self._invoice(self._order("2025-01-10"), "2025-01-15")
        invoiced.account_move = invoice
        segment = self.assertFigures(1100, 440, 2)
        self.assertMonths(segment, jan=1000, jun=100)

    def test_order_of_sales_settled_at_the_counter(self):
        if "sale_order_origin_id" not in self.env["pos.order.line"]._fields:
            self.skipTest("The Point of Sale does not know of orders")
        order = self._order("2025-01-10", quantity=2)
        line = {
            "sale_order_origin_id": order.id,
            "sale_order_line_id": order.order_line.id,
        }
        settled = self._sell("2025-02-10", 100, 2, **line)
        self.assertFigures(200, 80, 1)
        # What comes back of it is in no order.
        refunded = {**line, "refunded_orderline_id": settled.lines.id}
        self._sell("2025-05-10", 100, -1, **refunded)
        self.assertFigures(100, 40, 1)
        # It was not invoiced: where invoices count, the counter's order does.
        self.company.segment_policy_id.source = "invoice"
        self.assertFigures(100, 40, 1)

    def test_takes_the_client_off_my_day(self):
        self.company.recompute_client_segments()
        self.env["crm.lead"].create(
            {
                "name": "Screws",
                "type": "opportunity",
                "partner_id": self.client.id,
                "user_id": self.env.user.id,
                "company_id": self.company.id,
                "purchase_timing": "urgent",
            }
        )
        day = self.env["client.day"].with_company(self.company)
        tomorrow = fields.Date.today() + timedelta(days=1)
        self._sell("2025-01-10", 100)
        self._sell(tomorrow, 100, state="draft")
        self._sell(tomorrow, 100, -1)
        self.assertEqual(day.get_day()["total"], 1)
        self._sell(tomorrow, 100)
        self.assertEqual(day.get_day()["total"], 0)
        self.company.segment_policy_id.count_pos_orders = False
        self.assertEqual(day.get_day()["total"], 1)

    def test_switch_is_on_the_form(self):
        arch = self.env["client.segment.policy"].get_view(view_type="form")["arch"]
        self.assertIn("count_pos_orders", arch)


@tagged("post_install", "-at_install")
class TestWithoutPointOfSale(InvoicesCommon):
    def test_no_switch_on_the_form(self):
        if "pos.order" in self.env:
            raise unittest.SkipTest("Point of Sale is installed")
        arch = self.env["client.segment.policy"].get_view(view_type="form")["arch"]
        self.assertNotIn("count_pos_orders", arch)
        settings = self.company.segment_policy_id._get_settings()
        self.assertFalse(settings.point_of_sale)
