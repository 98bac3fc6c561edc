from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyReward(LoyaltyPlanCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gift = cls.env["product.product"].create(
            {"name": "Mug", "list_price": 50, "standard_price": 12}
        )

    def _read(self, plan):
        plan.action_read_rewards()
        names = ("unit_cost", "order_share", "earned_per_order")
        return [tuple(row[name] for name in names) for row in plan.reward_ids]

    def test_points_by_hand(self):
        """1,000 points an order: a quarter of the 4,000 that 2 % off need."""
        self.program.reward_ids.required_points = 4000
        plan = self._create_plan()
        self.assertEqual(self._read(plan), [(0, 0.02, 0.25)])
        self.assertAlmostEqual(plan.reward_ids.cost_per_order, 5)
        self.assertAlmostEqual(plan.reward_share, 0.005)
        # 1,440 orders of 1,000 at 0.5 %, half of it redeemed
        plan.redemption = 0.5
        self.assertAlmostEqual(plan.cost, 60000 + 1440 * 2.5)
        plan.action_read_rewards()
        self.assertEqual(len(plan.reward_ids), 1)

    def test_gift_at_cost_price(self):
        self.program.write(
            {
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "product",
                            "reward_product_id": self.gift.id,
                            "reward_product_qty": 2,
                            "required_points": 500,
                        }
                    )
                ]
            }
        )
        plan = self._create_plan()
        plan.reward_ids = [Command.create({"name": "Card", "unit_cost": 3})]
        # Members spend half of their points on either reward: 500, and a discount
        # can be had once an order
        self.assertEqual(
            sorted(self._read(plan)), [(0, 0.02, 1), (3, 0, 1), (24, 0, 1)]
        )

    def test_promotion_on_the_current_order(self):
        program = self._create_program(
            program_type="promotion",
            applies_on="current",
            rule_ids=[
                Command.create({"reward_point_mode": "order", "minimum_amount": 800})
            ],
            reward_ids=[
                Command.create({"discount": 20, "discount_max_amount": 90}),
                Command.create(
                    {"discount": 15, "discount_mode": "per_order", "required_points": 2}
                ),
            ],
        )
        plan = self._create_plan(program_id=program.id)
        # 20 % of 1,000 is above the maximum; two points are not to be had
        self.assertEqual(self._read(plan), [(90, 0, 1), (15, 0, 0)])
        small = self._create_plan(program_id=program.id, average_order=400)
        self.assertEqual(self._read(small)[0], (0, 0.2, 0))

    def test_benefits_of_the_program(self):
        """Packaging with each order; a friend for 0.6 a year and 14.4 orders a year."""
        self.program.write(
            {
                "benefit_ids": [
                    Command.create(
                        {
                            "kind": "change",
                            "name": "Free changes",
                            "unit_cost": 4,
                            "cost_share": 0.01,
                        }
                    ),
                    Command.create(
                        {
                            "kind": "change",
                            "name": "For large orders",
                            "unit_cost": 4,
                            "minimum_amount": 5000,
                        }
                    ),
                ]
            }
        )
        self.program.benefit_ids.create(
            {
                "program_id": self.program.id,
                "kind": "referral",
                "name": "Refer a friend",
                "unit_cost": 30,
                "referrer_points": 10,
            }
        )
        plan = self._create_plan(referral_rate=0.6)
        rows = dict(
            zip(("change", "large", "friend"), self._read(plan)[1:], strict=True)
        )
        self.assertEqual(rows["change"], (4, 0.01, 1))
        self.assertEqual(rows["large"], (4, 0, 0))
        self.assertAlmostEqual(rows["friend"][2], 0.6 / 14.4, 4)

    def test_case_that_forgets_the_rewards(self):
        plan = self._create_plan(discount=0, cost_per_order=0)
        self.assertTrue(plan.lacks_rewards)
        for cost in ("discount", "cost_per_order"):
            plan[cost] = 0.05
            self.assertFalse(plan.lacks_rewards)
            plan[cost] = 0
        plan.action_read_rewards()
        self.assertFalse(plan.lacks_rewards)

    def test_approval_of_a_case_that_forgets_the_rewards(self):
        plan = self._create_plan(discount=0, cost_per_order=0)
        plan.action_submit()
        with self.assertRefused("has no rewards, discount or cost"):
            plan.with_user(self.director).action_approve()
        self.env["res.company"].search([]).loyalty_gate = False
        plan.with_user(self.director).action_approve()
        self.assertEqual(plan.state, "approved")

    def test_owed_at_the_end(self):
        plan = self._create_plan(
            redemption=0.5,
            redemption_lag=2,
            reward_ids=[Command.create({"name": "Gift", "unit_cost": 20})],
        )
        # The last two months earn 120 x 20 x 50 % each
        self.assertAlmostEqual(plan.liability, 2400)
        self.assertAlmostEqual(plan.month_ids[3].liability, 2400)
        self.assertIn("Rewards owed at the end", plan.detail)

    def test_frozen_with_the_case(self):
        plan = self._create_plan(
            reward_ids=[Command.create({"name": "Gift", "unit_cost": 2})]
        )
        self._approve(plan)
        frozen = plan.snapshot["rewards"]
        self.assertEqual([row["unit_cost"] for row in frozen], [2])
        for change in (
            lambda: plan.reward_ids.write({"unit_cost": 0}),
            lambda: plan.reward_ids.unlink(),
            lambda: plan.write({"reward_ids": [Command.clear()]}),
            lambda: plan.reward_ids.create({"name": "More", "plan_id": plan.id}),
            plan.action_read_rewards,
        ):
            with self.assertRefused("no longer a draft"):
                change()
        draft = self._create_plan(name="Draft")
        row = draft.reward_ids.create({"name": "Moved", "plan_id": draft.id})
        with self.assertRefused("no longer a draft"):
            row.plan_id = plan

    def test_copied_with_the_case(self):
        plan = self._create_plan(
            reward_ids=[Command.create({"name": "Gift", "unit_cost": 2})]
        )
        self._approve(plan)
        copy = plan.copy()
        self.assertEqual(copy.reward_ids.unit_cost, 2)
        self.assertAlmostEqual(copy.cost, plan.cost)

    def test_bad_input(self):
        for values in ({"unit_cost": -1}, {"order_share": 2}, {"earned_per_order": -1}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._create_plan(
                    reward_ids=[Command.create({"name": "Gift", **values})]
                )
        with self.assertRaises(ValidationError):
            self._create_plan(redemption=1.5)

    def test_costs_are_for_managers(self):
        plan = self._create_plan(reward_ids=[Command.create({"name": "Gift"})])
        with self.assertRaises(AccessError):
            plan.reward_ids.with_user(self.salesman).read(["unit_cost"])
        with self.assertRaises(AccessError):
            plan.with_user(self.salesman).read(["reward_cost"])

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        plan = self._create_plan(reward_ids=[Command.create({"name": "Gift"})])
        self.director.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        with self.assertRaises(UserError):
            plan.reward_ids.with_user(self.director).read(["unit_cost"])
