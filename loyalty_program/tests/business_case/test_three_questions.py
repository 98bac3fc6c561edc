from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...arithmetic.business_case import EFFECTS, TEMPLATES, get_effects
from ..common import LoyaltyPlanCommon

TODAY = "2026-07-15"


@tagged("post_install", "-at_install")
class TestThreeQuestions(LoyaltyPlanCommon):
    """Orders of 1000, 1000, 600 and 400 in the year before; average 750."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls.env["res.partner.category"].create({"name": "Loyalty target"})
        cls.client = cls.env["res.partner"].create(
            {
                "name": "Alpha",
                "is_company": True,
                "category_id": [Command.link(cls.tag.id)],
            }
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Crate", "taxes_id": False}
        )
        cls.orders = cls.env["sale.order"]
        for amount in (1000, 1000, 600, 400):
            cls._sell(amount)

    @classmethod
    def _sell(cls, amount):
        line = {"product_id": cls.product.id, "price_unit": amount, "tax_ids": False}
        order = cls.orders.create(
            {"partner_id": cls.client.id, "order_line": [Command.create(line)]}
        )
        order.write({"state": "sale", "date_order": "2026-03-10 12:00:00"})
        cls.orders |= order

    def _create_target(self, **values):
        domain = f"[('category_id', 'in', [{self.tag.id}])]"
        return self._create_plan(target_domain=domain, **values)

    def _give(self, minimum=0, reward=None, **values):
        self.program.write(
            {
                "applies_on": "current",
                "rule_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "reward_point_mode": "order",
                            "reward_point_amount": 1,
                            "minimum_amount": minimum,
                        }
                    ),
                ],
                "reward_ids": [
                    Command.clear(),
                    Command.create(
                        {
                            "required_points": 1,
                            "discount_mode": "per_order",
                            "discount": 10,
                            **(reward or {}),
                        }
                    ),
                ],
                **values,
            }
        )

    def _read(self, **values):
        plan = self._create_target(discount=0, cost_per_order=0, **values)
        plan.action_read_all()
        return plan

    @freeze_time(TODAY)
    def test_threshold_is_applied_order_by_order(self):
        """Of four orders, two reach 1000: 20. The average of 750 earns nothing."""
        self._give(minimum=1000)
        plan = self._read()
        self.assertEqual(plan.backtest["orders"], 4)
        self.assertAlmostEqual(plan.backtest["cost"], 20)
        self.assertAlmostEqual(plan._get_given_per_order(), 0)
        self.assertTrue(plan.is_below_backtest)
        self.assertIn("5.00", plan.backtest_note)

    @freeze_time(TODAY)
    def test_half_of_the_orders(self):
        """Orders of 50 and 150 with a minimum of 100: one in two earns 10. The
        average order of 100 earns it each time."""
        self.orders.write({"state": "draft"})
        self._sell(50)
        self._sell(150)
        self._give(minimum=100)
        plan = self._read()
        self.assertAlmostEqual(plan.average_order, 100)
        self.assertAlmostEqual(plan.backtest["cost"], 10)
        self.assertAlmostEqual(plan._get_given_per_order(), 10)
        self.assertFalse(plan.is_below_backtest)

    @freeze_time(TODAY)
    def test_share_with_maximum(self):
        """10 % of 1000, 1000, 600 and 400, at most 80: 80 + 80 + 60 + 40 = 260."""
        percent = {
            "discount_mode": "percent",
            "discount": 10,
            "discount_max_amount": 80,
        }
        self._give(reward=percent)
        plan = self._read()
        self.assertAlmostEqual(plan.backtest["cost"], 260)
        # 65 per order; the average order says 75
        self.assertFalse(plan.is_below_backtest)

    @freeze_time(TODAY)
    def test_points_per_money(self):
        """2 points per unit, 100 points are worth 100 x 0.05 = 5: 3000 x 2 / 100 x 5
        = 300, and the average order says the same: 75."""
        reward = {
            "discount_mode": "per_point",
            "discount": 0.05,
            "required_points": 100,
        }
        self._give(reward=reward)
        self.program.applies_on = "both"
        self.program.rule_ids.write(
            {"reward_point_mode": "money", "reward_point_amount": 2}
        )
        plan = self._read()
        self.assertAlmostEqual(plan.backtest["cost"], 300)
        self.assertAlmostEqual(plan._get_given_per_order(), 75)
        plan.reward_ids.unit_cost = 4.4
        self.assertTrue(plan.is_below_backtest)
        plan.reward_ids.unit_cost = 4.6
        self.assertFalse(plan.is_below_backtest)

    @freeze_time(TODAY)
    def test_who_may_ask(self):
        self._give()
        plan = self._create_target()
        with self.assertRaises(AccessError):
            plan.with_user(self.salesman).action_backtest()
        plan.action_submit()
        for name in ("action_backtest", "action_read_all", "action_apply_template"):
            with self.subTest(name), self.assertRefused("no longer a draft"):
                getattr(plan, name)()

    def test_verdict(self):
        """Fixed 10,000 + 12 x 1000 + 2000 = 24,000, before 12 x 100 x 400 = 480,000;
        an order leaves 375: 1344 orders in place of 1200, + 12 %."""
        plan = self._create_plan()
        self.assertEqual(
            plan.verdict, "Pays if orders rise by 12.0%; you assume 20.0%."
        )
        plan.discount = 0.4
        self.assertIn("Never", plan.verdict)
        costs = ("cost_one_off", "cost_monthly", "cost_per_member", "cost_per_order")
        plan.write({"discount": 0, **dict.fromkeys(costs, 0)})
        self.assertIn("no more often", plan.verdict)

    def test_saved_segment(self):
        domain = f"[('category_id', '=', {self.tag.id})]"
        segment = self.env["client.saved.segment"].create(
            {"name": "Crates", "domain": domain, "user_id": self.manager.id}
        )
        plan = self._create_plan()
        with Form(plan) as form:
            form.saved_segment_id = segment
            self.assertEqual(form.client_count, 1)
        self.assertEqual(plan.target_domain, domain)
        self.assertEqual(plan.saved_segment_id, segment)
        plan.target_domain = "[]"
        self.assertFalse(plan.saved_segment_id)
        plan.saved_segment_id = segment
        self.assertEqual(plan.target_domain, domain)

    def test_template_overwrites_nothing_without_a_click(self):
        plan = self._create_plan(template="friend", frequency_uplift=0.3)
        with Form(plan) as form:
            form.template = "points"
        self.assertEqual(plan.frequency_uplift, 0.3)
        plan.action_apply_template()
        self.assertAlmostEqual(plan.frequency_uplift, 0.025)
        self.assertEqual(plan.frequency_uplift_pessimistic, 0)
        self.assertAlmostEqual(plan.frequency_uplift_optimistic, 0.05)
        self.assertTrue(plan.reward_ids)
        plan.template = False
        with self.assertRaises(UserError):
            plan.action_apply_template()

    def test_every_template_says_where_it_comes_from(self):
        plan = self._create_plan()
        names = [name for name, _label in plan._fields["template"].selection]
        self.assertEqual(names, list(TEMPLATES))
        for name in names:
            plan.template = name
            self.assertTrue(plan.template_note)
            values = get_effects(name)
            self.assertTrue(any(values.values()))
            self.assertFalse(any(values[f"{it}_pessimistic"] for it in EFFECTS))
