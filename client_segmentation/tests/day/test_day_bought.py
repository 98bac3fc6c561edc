from datetime import datetime, time, timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..documents.common_invoices import InvoicesCommon
from .common_day import DayCommon

RHYTHM = [150, 120, 90, 60]


@tagged("post_install", "-at_install")
class TestDayBought(DayCommon):
    """Whatever counts as a purchase takes a client off the list at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_buyer("Slowing", RHYTHM)
        cls.contact = cls._create_client(
            "Buyer", parent_id=cls.client.id, is_company=False
        )
        cls._classify()

    def setUp(self):
        super().setUp()
        self.assertEqual(list(self._reasons()), ["Slowing"])

    def _import(self, age, amount=10, partner=None):
        return self.env["client.purchase"].create(
            {
                "company_id": self.company.id,
                "partner_id": (partner or self.client).id,
                "day": self._ago(age),
                "currency_id": self.company.currency_id.id,
                "amount": amount,
            }
        )

    def _promise(self):
        """Something was noted yesterday, and the client is to be called today."""
        self._log(self.client)
        result = self.env["client.day.result"].search(
            [("partner_id", "=", self.client.id)]
        )
        result.write({"date": self._ago(1), "next_date": self.today})
        self.env.cr.execute(
            "UPDATE client_day_result SET create_date = %s WHERE id = %s",
            (datetime.combine(self._ago(1), time(12)), result.id),
        )
        # The list was made in the night.
        self.env["client.segment.run"].search(
            [("company_id", "=", self.company.id)]
        ).date_start = fields.Datetime.now() + timedelta(days=1)

    def test_imported_today(self):
        self._import(1)
        self._import(0, amount=-10)
        self.assertEqual(list(self._reasons()), ["Slowing"])
        self._import(0, partner=self.contact)
        self.assertEqual(self._reasons(), {})

    def test_imported_by_another_company(self):
        purchase = self._import(0)
        purchase.company_id = self._create_company("Elsewhere")
        self.assertEqual(list(self._reasons()), ["Slowing"])

    def test_imported_since_it_was_promised(self):
        self._promise()
        self.assertEqual(self._reasons()["Slowing"][0], "promised")
        self._import(2)
        self.assertEqual(self._reasons()["Slowing"][0], "promised")
        self._import(1)
        self.assertEqual(self._reasons(), {"Slowing": ["late"]})

    def test_imported_since_the_price_list(self):
        self.env.cr.execute(
            "UPDATE sale_order SET create_date = date_order WHERE partner_id = %s",
            (self.client.id,),
        )
        self.env["client.price.list"].create(
            {
                "partner_id": self.client.id,
                "company_id": self.company.id,
                "user_id": self.salesman.id,
                "date": datetime.combine(self._ago(10), time(12)),
            }
        )
        self.assertIn("pricelist", self._reasons()["Slowing"])
        self._import(11)
        self.assertIn("pricelist", self._reasons()["Slowing"])
        self._import(9)
        self.assertNotIn("pricelist", self._reasons()["Slowing"])


@tagged("post_install", "-at_install")
class TestDayInvoiced(InvoicesCommon):
    def test_invoiced_today(self):
        """Where invoices count, one without an order takes the client off, too."""
        self.env.user.group_ids += self.env.ref("sales_team.group_sale_salesman")
        company = self.company
        company.segment_policy_id.source = "invoice"
        self.client.user_id = self.env.user
        today = company._get_segment_today()
        day = self.env["client.day"].with_company(company)
        company.recompute_client_segments()
        self.env["crm.lead"].create(
            {
                "name": "Screws",
                "type": "opportunity",
                "partner_id": self.client.id,
                "user_id": self.env.user.id,
                "company_id": company.id,
                "purchase_timing": "urgent",
            }
        )
        self.assertEqual(day.get_day()["total"], 1)
        self._bill(today - timedelta(days=1))
        self.assertEqual(day.get_day()["total"], 1)
        self._bill(today)
        self.assertEqual(day.get_day()["total"], 0)
        company.segment_policy_id.source = "order"
        self.assertEqual(day.get_day()["total"], 1)

    def _bill(self, day):
        line = {"product_id": self.bolt.id, "quantity": 1, "price_unit": 100}
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.client.id,
                "company_id": self.company.id,
                "invoice_date": day,
                "invoice_line_ids": [Command.create({**line, "tax_ids": False})],
            }
        )
        move.action_post()
