from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import LoyaltyPlanCommon

NAMES = ("A", "B", "C", "D")


@freeze_time("2026-07-10 12:00")
@tagged("post_install", "-at_install")
class TestPowerAndStart(LoyaltyPlanCommon):
    """Four clients; each month of the first half of 2025 (year before) and of 2026 they
    buy what their row says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in NAMES]
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Board", "list_price": 100, "standard_price": 60, "type": "consu"}
        )

    @classmethod
    def _sell(cls, client, day, amount):
        order = cls.env["sale.order"].create(
            {
                "partner_id": client.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": 1,
                            "price_unit": amount,
                            "tax_ids": False,
                        },
                    )
                ],
            }
        )
        order.action_confirm()
        order.date_order = f"{day} 10:00:00"
        return order

    def _sell_both(self, client, earlier, later):
        """One order in each of the two spans of six months."""
        for day, amount in ((date(2025, 10, 5), earlier), (date(2026, 3, 5), later)):
            if amount:
                self._sell(client, day, amount)

    def _read(self, **values):
        plan = self._create_plan(baseline_months=6, **values)
        plan.action_read_baseline()
        return plan

    def test_sums_of_both_spans(self):
        """Costs are 60: margins x = 40, 140, 240, 340 and y = 140, 40, 340, 240."""
        earlier, later = (100, 200, 300, 400), (200, 100, 400, 300)
        for client, x, y in zip(self.clients, earlier, later, strict=True):
            self._sell_both(client, x, y)
        domain = f"[('id', 'in', {self.clients.ids})]"
        base = self._read(target_domain=domain).baseline["base"]
        # In cents. Mean of x and y 190, over 6 months. Deviations from it: x -150,
        # -50, 50, 150, y -50, -150, 150, 50. Sums of squares 50,000 each, of products
        # 7,500 + 7,500 + 7,500 + 7,500 = 30,000; divided by 3.
        self.assertEqual(base["clients"], 4)
        self.assertAlmostEqual(base["mean"], 19_000 / 6)
        self.assertAlmostEqual(base["between"], 30_000 / 3 * 100**2 / 36)
        self.assertAlmostEqual(base["within"], 20_000 / 3 * 100**2 / 6)

    def test_what_can_be_shown(self):
        for client, x, y in zip(
            self.clients, (110, 210, 310, 410), (130, 190, 330, 390), strict=True
        ):
            self._sell_both(client, x, y)
        domain = f"[('id', 'in', {self.clients.ids})]"
        plan = self._read(target_domain=domain, control_share=0.5)
        plan.enrolment = 1.0
        self.assertIn("With 2 controls among 4 clients", plan.power_note)
        self.assertLess(plan.power, 0.8)
        self.assertTrue(plan.power_advice)
        plan.client_count = 100_000
        self.assertGreater(plan.power, 0.99)
        self.assertFalse(plan.power_advice)

    def test_gate_asks_for_power(self):
        for client, x, y in zip(
            self.clients, (110, 210, 310, 410), (130, 190, 330, 390), strict=True
        ):
            self._sell_both(client, x, y)
        plan = self._read(control_share=0.1)
        plan.write({"client_count": 20, "cost_one_off": 0, "margin": 0.4})
        self.assertEqual(plan._get_power_obstacles(), [])
        self.company.loyalty_min_power = 0.8
        [why, *_advice] = plan._get_power_obstacles()
        self.assertIn("can be told from chance", why)

    def test_unknown(self):
        plan = self._create_plan()
        self.assertFalse(plan.power_note)
        self.company.loyalty_min_power = 0.8
        self.assertEqual(plan._get_power_obstacles(), [])

    def test_no_survivors(self):
        """A bought 1,000 until the end of 2025 and nothing since, B the other way
        round. By the classes of today, B alone is an A client; on the last day of
        2025, when the period began, A alone was. It has bought nothing in it."""
        one, other, third, _rest = self.clients
        for month in (8, 9, 10, 11):
            self._sell(one, date(2025, month, 5), 1000)
            self._sell(third, date(2025, month, 6), 20)
        for month in (2, 3, 4, 5, 6):
            self._sell(other, date(2026, month, 5), 1000)
            self._sell(third, date(2026, month, 6), 20)
        self.company.segment_policy_id.write({"horizon_months": 6, "period": "month"})
        self.company.recompute_client_segments()
        self.assertEqual(other.segment_abc, "a")
        self.assertNotEqual(one.segment_abc, "a")
        mine = ("id", "in", self.clients.ids)
        plan = self._create_plan(
            baseline_months=6, target_domain=f"[{mine}, ('segment_abc', '=', 'a')]"
        )
        [start, _end] = plan._get_baseline_period()
        self.assertEqual(start, date(2026, 1, 1))
        found = self.env["res.partner"].search(plan._get_clients_at(date(2025, 12, 31)))
        self.assertEqual(found, one)
        others = plan.copy(
            {"target_domain": f"[{mine}, ('segment_abc', '!=', 'a')]"}
        )._get_clients_at(date(2025, 12, 31))
        self.assertEqual(self.env["res.partner"].search(others), self.clients - one)
        with self.assertRefused("bought nothing"):
            plan.action_read_baseline()

    def test_filter_without_classes(self):
        domain = f"[('id', 'in', {self.clients.ids})]"
        plan = self._create_plan(target_domain=domain)
        self.assertEqual(
            plan._get_clients_at(date(2025, 12, 31)), plan._get_clients_domain()
        )
