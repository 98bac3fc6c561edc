from odoo.tests import tagged

from ...arithmetic.core.abc import AbcThresholds
from ..common import SegmentationCommon
from .reference_abc import classify


@tagged("post_install", "-at_install")
class TestAbcClasses(SegmentationCommon):
    def test_hand_calculation(self):
        # total 1000; shares before: 0, 50, 75, 85, 93, 97 %
        c1, c2, c3, c4, c5, c6 = self._create_clients(
            c1=500, c2=250, c3=100, c4=80, c5=40, c6=30
        )
        run = self._recompute()
        self.assertEqual(run.state, "done", run.message)
        self.assertClasses(
            "segment_abc",
            {c1: "a", c2: "a", c3: "a", c4: "b", c5: "b", c6: "c"},
        )
        self.assertEqual(run.measure_total, 1000)
        self.assertEqual(run.positive_count, 6)

    def test_one_client(self):
        client = self._create_clients(only=0.01)
        self._recompute()
        self.assertEqual(client.segment_abc, "a")

    def test_giants_are_a(self):
        for share in (85, 96):
            giant, dwarf = self._create_clients(giant=share, dwarf=100 - share)
            self._recompute()
            self.assertClasses("segment_abc", {giant: "a"})
            (giant + dwarf).action_archive()

    def test_equal_clients_in_order_of_their_creation(self):
        clients = self._create_clients(**{f"c{i}": 10 for i in range(1, 6)})
        self._recompute()
        self.assertEqual(clients.mapped("segment_abc"), ["a", "a", "a", "a", "b"])

    def test_no_revenue(self):
        buyer, former, loss, never = (
            *self._create_clients(buyer=100),
            self._create_client("former"),
            self._create_client("loss"),
            self._create_client("never"),
        )
        self._create_order(former, "2024-06-30", 100)
        self._create_order(loss, "2025-02-01", -50)
        run = self._recompute()
        self.assertClasses(
            "segment_abc", {buyer: "a", former: "c", loss: "c", never: False}
        )
        self.assertEqual(run.measure_total, 100, "only positive clients count")

    def test_edges_of_the_horizon(self):
        client = self._create_client("edge")
        self._create_order(client, "2024-06-30 23:59:59", 1)
        self._create_order(client, "2024-07-01 00:00:01", 10)
        self._create_order(client, "2025-06-30 23:59:59", 100)
        self._create_order(client, "2025-07-01 00:00:01", 1000)
        self._recompute()
        self.assertEqual(client.segment_revenue, 110)
        self.assertEqual(client.segment_order_count, 2)

    def test_edges_are_those_of_the_company_time_zone(self):
        # In Moscow (UTC+3) the month is three hours older
        self.company.resource_calendar_id.tz = "Europe/Moscow"
        client = self._create_client("edge")
        self._create_order(client, "2024-06-30 20:59:59", 1)
        self._create_order(client, "2024-06-30 21:00:00", 10)
        self._recompute()
        self.assertEqual(client.segment_revenue, 10)
        self.assertEqual(str(client.segment_last_order_date), "2024-07-01")

    def test_only_confirmed_orders_count(self):
        client = self._create_client("undecided")
        for state in ("draft", "sent", "cancel"):
            self._create_order(client, "2025-01-15", 100, state=state)
        self._recompute()
        self.assertFalse(client.segment_abc)
        self.assertEqual(client.segment_revenue, 0)

    def test_same_as_plain_python(self):
        revenues = [977, 1, 640, 640, 12, 3, 88, 88, 88, 250, 31, 7, 500, 19, 0.5]
        clients = self._create_clients(
            **{f"c{i}": revenue for i, revenue in enumerate(revenues)}
        )
        for thresholds in ((80, 95), (50, 75), (10, 99)):
            self.company.segment_policy_id.abc_threshold_a = 5
            self.company.segment_policy_id.abc_threshold_b = thresholds[1]
            self.company.segment_policy_id.abc_threshold_a = thresholds[0]
            self._recompute()
            expected = classify(
                {c.id: round(100 * r) for c, r in zip(clients, revenues, strict=True)},
                AbcThresholds(*thresholds),
            )
            self.assertClasses("segment_abc", {c: expected[c.id] for c in clients})

    def test_all_lose(self):
        [loss] = self._create_clients(loss=-10)
        run = self._recompute()
        self.assertEqual(
            (run.state, run.measure_total, run.positive_count), ("done", 0, 0)
        )
        self.assertEqual((loss.segment_abc, loss.segment_revenue), ("c", -10))
        self.assertFalse(loss.segment_tier)

    def test_orders_without_a_rate_are_told(self):
        euro = self._get_euro_pricelist()
        client, rated = self._create_client("abroad"), self._create_clients(rated=50)
        orders = self.env["sale.order"]
        for _number in range(7):
            orders += self._create_order(
                client, "2025-01-15", 100, pricelist_id=euro.id
            )
        self._set_rate(orders[:-1], None)
        self._set_rate(orders[-1], 0)
        run = self._recompute()
        self.assertEqual(run.state, "done")
        self.assertIn("without their amounts (7)", run.message)
        self.assertIn(f": {', '.join(orders[:5].mapped('name'))}, …", run.message)
        self.assertEqual((client.segment_revenue, client.segment_order_count), (0, 7))
        self.assertEqual(client.segment_temperature, "hot")
        self.assertEqual(run.measure_total, 50)
        self._set_rate(orders, 2)
        self.assertFalse(self._recompute().message)
        self.assertEqual(client.segment_revenue, 350)
        self.assertEqual(rated.segment_revenue, 50)

    def _set_rate(self, orders, rate):
        # As an import past Odoo may leave them
        self.env.cr.execute(
            "UPDATE sale_order SET currency_rate = %s WHERE id = ANY(%s)",
            (rate, orders.ids),
        )

    def _get_euro_pricelist(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        return self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )

    def _create_rates(self, currency, **rates):
        """Rates by day, ``_2024_01_01=0.5``."""
        self.env["res.currency.rate"].create(
            [
                {
                    "name": day[1:].replace("_", "-"),
                    "currency_id": currency.id,
                    "company_id": self.company.id,
                    "rate": rate,
                }
                for day, rate in rates.items()
            ]
        )

    def test_rate_that_odoo_makes_up(self):
        """Without any rate Odoo takes one euro for one dollar."""
        euro = self._get_euro_pricelist()
        client = self._create_client("abroad")
        order = self._create_order(client, "2025-01-15", 100, pricelist_id=euro.id)
        self.assertEqual(order.currency_rate, 1)
        run = self._recompute()
        self.assertIn(f"without their amounts (1): {order.name}", run.message)
        self.assertEqual(client.segment_revenue, 0)
        # Entered late: the order of January keeps its 1, a dollar was half a euro.
        self._create_rates(euro.currency_id, _2025_01_01=0.5, _2025_02_01=0.8)
        self.assertEqual(order.currency_rate, 1)
        self.assertFalse(self._recompute().message)
        self.assertEqual(client.segment_revenue, 100 / 0.5)

    def test_rate_of_one(self):
        """A currency tied to that of the company"""
        euro = self._get_euro_pricelist()
        self._create_rates(euro.currency_id, _2024_01_01=1)
        client = self._create_client("abroad")
        self._create_order(client, "2025-01-15", 100, pricelist_id=euro.id)
        self.assertFalse(self._recompute().message)
        self.assertEqual(client.segment_revenue, 100)

    def test_company_that_changes_its_currency(self):
        """Odoo keeps the rates of the orders to the currency of before."""
        dollar, euro = self.company.currency_id, self._get_euro_pricelist()
        pound = self.env.ref("base.GBP")
        pound.active = True
        pounds = euro.copy({"currency_id": pound.id})
        # A dollar is 0.5 euro and 0.4 pounds.
        self._create_rates(euro.currency_id, _2024_01_01=0.5)
        self._create_rates(pound, _2024_01_01=0.4)
        [client] = self._create_clients(client=100)
        self._create_order(client, "2025-01-15", 40, pricelist_id=euro.id)
        self._create_order(client, "2025-01-15", 20, pricelist_id=pounds.id)
        first = self._recompute()
        self.assertEqual(client.segment_revenue, 100 + 40 / 0.5 + 20 / 0.4)
        self.company.currency_id = euro.currency_id
        run = self._recompute()
        self.assertEqual(client.segment_revenue, 100 * 0.5 + 40 + 20 / 0.4 * 0.5)
        self.assertFalse(run.message)
        self.assertEqual(
            (first.currency_id, run.currency_id), (dollar, euro.currency_id)
        )

    def test_foreign_currency_at_the_rate_of_the_order(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        currency = self.company.currency_id
        self.assertNotEqual(currency, euro)
        self._create_rates(euro, _2024_01_01=0.5, _2025_03_01=0.8)
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id, "company_id": self.company.id}
        )
        client = self._create_client("abroad")
        for day in ("2025-01-15", "2025-04-15"):
            self._create_order(client, day, 100, pricelist_id=pricelist.id)
        self._recompute()
        # 100 / 0.5 + 100 / 0.8
        self.assertEqual(client.segment_revenue, 325)

    def test_documents_of_contacts_belong_to_the_company(self):
        client = self._create_clients(client=100)
        contact = self._create_client("contact", is_company=False, parent_id=client.id)
        address = self._create_client("depot", is_company=False, parent_id=contact.id)
        self._create_order(contact, "2025-02-01", 20)
        self._create_order(address, "2025-02-01", 3)
        self._recompute()
        self.assertEqual(client.segment_revenue, 123)
        self.assertEqual(client.segment_order_count, 3)
        self.assertEqual((contact + address).mapped("segment_abc"), ["a", "a"])
        self.assertEqual(
            (contact + address).mapped("segment_revenue"),
            [0, 0],
            "a sum over contacts must not count the client again",
        )
