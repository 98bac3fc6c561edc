from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..common import SegmentationCommon
from .common_invoices import InvoicesCommon


def create_purchases(company, client, *rows, **values):
    """Purchases of a client: day, amount and margin each."""
    # Nobody may, but the server's own code
    return (
        company.env["client.purchase"]
        .sudo()
        .create(
            [
                {
                    "company_id": company.id,
                    "currency_id": company.currency_id.id,
                    "partner_id": client.id,
                    "day": day,
                    "amount": amount,
                    "margin": margin,
                    **values,
                }
                for day, amount, margin in rows
            ]
        )
    )


@tagged("post_install", "-at_install")
class TestHistory(SegmentationCommon):
    """Imported purchases beside orders. The horizon begins on 1 July 2024."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_client("Client", user_id=cls.salesman.id)
        cls._create_order(cls.client, "2025-01-15", 1000, cost=600)

    def _import(self, *rows, client=None, **values):
        return create_purchases(self.company, client or self.client, *rows, **values)

    def test_counts_beside_orders(self):
        self._import(
            ("2024-06-30", 70, 7),
            ("2024-07-01", 300, 120),
            ("2025-06-30", 200, 50),
            ("2025-07-16", 9999, 9999),
        )
        # What came back is no purchase
        self._import(("2025-02-01", -40, -10))
        self._recompute()
        segment = self._get_segment()
        self.assertEqual((segment.revenue, segment.order_count), (1460, 3))
        # 400 of the order, 120, 50 and 10 less
        self.assertEqual(segment.margin, 560)
        self.assertEqual(str(segment.first_order_date), "2024-06-30")
        self.assertEqual(str(segment.last_order_date), "2025-06-30")

    def test_day_is_that_of_the_company(self):
        """East and west of Greenwich a day stays in its month."""
        self._import(("2024-07-01", 300, 0), ("2025-06-30", 200, 0))
        for zone in ("Pacific/Auckland", "America/Los_Angeles"):
            self.company.resource_calendar_id.tz = zone
            self._recompute()
            segment = self._get_segment()
            self.assertEqual((segment.revenue, segment.order_count), (1500, 3), zone)
            self.assertEqual(str(segment.first_order_date), "2024-07-01")
            self.assertEqual(str(segment.last_order_date), "2025-06-30")

    def test_contacts_of_a_client(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.client.id}
        )
        self._import(("2024-09-01", 300, 0), client=contact)
        self._recompute()
        self.assertEqual(self._get_segment().revenue, 1300)

    def test_other_company_is_none_of_ours(self):
        other = self._create_company("Other History Company")
        create_purchases(other, self.client, ("2025-01-01", 500, 0))
        self._recompute()
        self.assertEqual(self._get_segment().revenue, 1000)

    def test_currency_of_before(self):
        """The company reports in another currency now: at the rate of the day."""
        currency = self.env["res.currency"].create(
            {
                "name": "KAD",
                "symbol": "K",
                "rate_ids": [
                    Command.create({"name": "2020-01-01", "rate": 4}),
                    Command.create({"name": "2025-01-01", "rate": 5}),
                ],
            }
        )
        self._import(
            ("2024-12-31", 100, 40), ("2025-02-01", 100, 40), currency_id=currency.id
        )
        self._recompute()
        # 1000 + 100 / 4 + 100 / 5
        segment = self._get_segment()
        self.assertEqual((segment.revenue, segment.margin), (1045, 418))

    def test_bridge_adds_up(self):
        """The steps are of orders and imported history."""
        other = self._create_client("Other")
        self._import(("2024-01-10", 250, 0), ("2025-03-10", 100, 0), client=other)
        self._import(("2024-02-10", 400, 0))
        with freeze_time("2025-07-15"):
            found = self.env["client.segment"].with_user(self.manager).get_dynamics()
        self.assertEqual(found["earlier"]["revenue"], 650)
        self.assertEqual(found["later"]["revenue"], 1100)
        changes = {step["name"]: step["change"] for step in found["steps"]}
        self.assertEqual(
            changes, {"new": 0, "won_back": 0, "grown": 600, "shrunk": -150, "lost": 0}
        )

    def test_sources(self):
        self._import(("2024-07-01", 300, 0), ("2025-06-30", 200, 0))
        sources = self.env["client.segment.run"]._get_purchase_sources(self.company)
        found = {
            source["key"]: (
                source["count"],
                source["clients"],
                str(source["first"]),
                str(source["last"]),
                source["currencies"],
                source["is_used"],
            )
            for source in sources
        }
        currency = self.company.currency_id
        self.assertEqual(
            found,
            {
                "order": (1, 1, "2025-01-15", "2025-01-15", currency, True),
                "history": (2, 1, "2024-07-01", "2025-06-30", currency, True),
            },
        )

    def test_merged_contacts(self):
        double = self._create_client("Double")
        purchase = self._import(("2024-09-01", 300, 0), client=double)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((double + self.client).ids, self.client)
        purchase.invalidate_recordset()
        self.assertEqual(purchase.partner_id, self.client)
        self._recompute()
        self.assertEqual(self._get_segment().revenue, 1300)

    def test_who_may_read_them(self):
        own = self._import(("2024-09-01", 300, 120))
        foreign = self._import(
            ("2024-09-01", 50, 5), client=self._create_client("Foreign")
        )
        Purchase = self.env["client.purchase"]
        found = Purchase.with_user(self.salesman).search([])
        self.assertEqual(found, own)
        self.assertNotIn("margin", found.fields_get())
        with self.assertRaises(AccessError):
            found.read(["margin"])
        with self.assertRaises(AccessError):
            Purchase.with_user(self.salesman).search([("margin", ">", 1)])
        with self.assertRaises(AccessError):
            foreign.with_user(self.salesman).read(["amount"])
        managed = Purchase.with_user(self.manager).search([])
        self.assertEqual(managed, own + foreign)
        for values in ({"amount": 1}, {"partner_id": 1}):
            with self.assertRaises(AccessError):
                managed.write(values)
        with self.assertRaises(AccessError):
            managed.unlink()
        for group in ("base.group_portal", "mass_mailing.group_mass_mailing_user"):
            with self.assertRaises(AccessError):
                Purchase.with_user(self._create_user(group)).search([])


@tagged("post_install", "-at_install")
class TestHistoryAndInvoices(InvoicesCommon):
    def test_counts_beside_invoices(self):
        self.company.segment_policy_id.source = "invoice"
        self._invoice(self._order("2025-01-10"), "2025-01-15")
        create_purchases(
            self.company, self.client, ("2024-07-01", 300, 120), ("2025-06-30", 7, 1)
        )
        segment = self.assertFigures(1307, 521, 3)
        self.assertMonths(segment, jul=300, jan=1000, jun=7)
