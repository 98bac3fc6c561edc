from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from ..whole.switches import use_everything


@tagged("post_install", "-at_install")
class TestInvoices(AccountTestInvoicingCommon):
    """Invoices as source: net of credit notes, each in its invoice's period."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("sales_team.group_sale_manager")
        cls.company = cls.company_data["company"]
        use_everything(cls.company)
        cls.company.segment_policy_id.write({"source": "invoice", "period": "month"})
        cls.client = cls.env["res.partner"].create(
            {"name": "Client", "is_company": True, "company_id": cls.company.id}
        )
        cls.product_a.standard_price = 60

    def _create_invoice(self, day, amount, move_type="out_invoice", **kwargs):
        return self.init_invoice(
            move_type,
            partner=self.client,
            invoice_date=day,
            amounts=[amount],
            taxes=[],
            company=self.company,
            **{"post": True, **kwargs},
        )

    def _refund(self, invoice, day, amount):
        refund = invoice._reverse_moves([{"invoice_date": fields.Date.to_date(day)}])
        refund.invoice_line_ids.price_unit = amount
        refund.action_post()
        return refund

    def _recompute(self, as_of="2025-07-15"):
        run = self.company.recompute_client_segments(as_of)
        self.assertEqual(run.state, "done", run.message)
        return self.env["client.segment"].search([("partner_id", "=", self.client.id)])

    def test_posted_invoices_only(self):
        self._create_invoice("2025-01-15", 1000)
        self._create_invoice("2025-02-15", 70, post=False)
        self._create_invoice("2024-06-30", 5)
        segment = self._recompute()
        self.assertEqual(segment.revenue, 1000)
        self.assertEqual(segment.order_count, 1)
        self.assertEqual(str(segment.first_order_date), "2024-06-30")
        self.assertEqual(self.client.segment_temperature, "hot")

    def test_first_and_last_day_of_the_horizon(self):
        # 1 July 2024 - 30 June 2025, whatever the time zone: an invoice has no time
        for day, amount in (
            ("2024-06-30", 1),
            ("2024-07-01", 10),
            ("2025-06-30", 100),
            ("2025-07-01", 1000),
        ):
            self._create_invoice(day, amount)
        for timezone in ("UTC", "Asia/Vladivostok", "America/Los_Angeles"):
            self.company.resource_calendar_id.tz = timezone
            segment = self._recompute()
            self.assertEqual(segment.revenue, 110, timezone)
            self.assertEqual(segment.order_count, 2)
            self.assertEqual(segment.period_measures, [1000, *[0] * 10, 10000])
            self.assertEqual(segment.total_revenue, 1111)

    def test_invoice_of_the_day_looked_at_is_the_last_known(self):
        self._create_invoice("2025-07-15", 10)
        self._create_invoice("2025-07-16", 100)
        for timezone in ("UTC", "Asia/Vladivostok", "America/Los_Angeles"):
            self.company.resource_calendar_id.tz = timezone
            segment = self._recompute("2025-07-15")
            self.assertEqual(segment.total_revenue, 10, timezone)
            self.assertEqual(str(segment.last_order_date), "2025-07-15")

    def test_refund_counts_in_the_period_of_its_invoice(self):
        invoice = self._create_invoice("2025-01-15", 1000)
        self._refund(invoice, "2025-05-20", 300)
        segment = self._recompute()
        self.assertEqual(segment.revenue, 700)
        self.assertEqual(segment.order_count, 1, "a credit note is no order")
        # January is the seventh month of the horizon, the first with a purchase
        self.assertEqual(segment.period_measures, [0] * 6 + [70000] + [0] * 5)
        self.assertEqual(str(segment.last_order_date), "2025-01-15")

    def test_refund_of_an_invoice_before_the_horizon_stays_outside(self):
        invoice = self._create_invoice("2024-06-15", 1000)
        self._create_invoice("2025-01-15", 200)
        self._refund(invoice, "2025-05-20", 1000)
        segment = self._recompute()
        self.assertEqual(segment.revenue, 200)
        self.assertEqual(segment.total_revenue, 200)

    def test_refund_is_not_known_before_its_date(self):
        invoice = self._create_invoice("2025-01-15", 1000)
        self._refund(invoice, "2025-05-20", 300)
        self.assertEqual(self._recompute("2025-05-19").revenue, 1000)
        self.assertEqual(self._recompute("2025-05-20").revenue, 700)

    def test_refunds_larger_than_sales(self):
        invoice = self._create_invoice("2025-01-15", 100)
        self._refund(invoice, "2025-02-20", 250)
        segment = self._recompute()
        self.assertEqual((segment.revenue, segment.abc, segment.xyz), (-150, "c", "n"))
        self.assertFalse(segment.tier)
        self.assertTrue(self.client.segment_is_loss_making)
        self.assertIn("Negative so far", self.client.segment_explanation)
        self.assertIn("invoices net of credit notes", self.client.segment_explanation)

    def test_margin_from_the_cost_of_the_product(self):
        invoice = self.init_invoice(
            "out_invoice",
            partner=self.client,
            invoice_date="2025-01-15",
            products=self.product_a,
            taxes=[],
            post=True,
        )
        segment = self._recompute()
        revenue = invoice.amount_untaxed
        self.assertEqual(segment.margin, revenue - 60)

    def test_bills_do_not_count(self):
        self._create_invoice("2025-01-15", 1000, move_type="in_invoice")
        segment = self._recompute()
        self.assertEqual(segment.revenue, 0)

    def test_buyer_type(self):
        for day in ("2024-08-15", "2024-11-15", "2025-02-15"):
            invoice = self._create_invoice(day, 100, post=False)
            invoice.invoice_line_ids.discount = 20
            invoice.action_post()
        free = self._create_invoice("2025-05-15", 100, post=False)
        free.invoice_line_ids.discount = 100
        free.action_post()
        refund = self._reverse(invoice, "2025-06-20")
        segment = self._recompute()
        # The credit note takes back 80 of 240, at list price 100 of 300
        self.assertEqual(refund.state, "posted")
        self.assertEqual(segment.order_count, 4)
        self.assertEqual((segment.line_count, segment.free_line_count), (4, 1))
        self.assertEqual((segment.list_amount, segment.discount_amount), (200, 40))
        self.assertEqual(segment.promotion_order_count, 0)
        self.assertEqual(segment.buyer_type, "discount")

    def _reverse(self, invoice, day):
        refund = invoice._reverse_moves([{"invoice_date": fields.Date.to_date(day)}])
        refund.action_post()
        return refund

    def test_invoice_with_a_line_that_takes_money_off(self):
        invoice = self._create_invoice("2025-01-15", 100, post=False)
        invoice.invoice_line_ids = [
            Command.create({"name": "Coupon", "price_unit": -10, "tax_ids": False})
        ]
        invoice.action_post()
        segment = self._recompute()
        self.assertEqual((segment.line_count, segment.free_line_count), (1, 0))
        self.assertEqual((segment.list_amount, segment.discount_amount), (100, 10))
        self.assertEqual(segment.promotion_order_count, 1)
