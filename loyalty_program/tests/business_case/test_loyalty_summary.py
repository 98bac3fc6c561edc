from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltySummary(LoyaltyPlanCommon):
    def _render(self, plan):
        reports = self.env["ir.actions.report"].with_user(plan.env.user)
        html, _type = reports._render_qweb_html("loyalty_program.report_plan", plan.ids)
        return html.decode()

    def test_page(self):
        plan = self._create_plan(
            reward_ids=[Command.create({"name": "Gift", "unit_cost": 10})],
            redemption=0.5,
        )
        html = self._render(plan)
        # 36,000 less 1,440 orders x 10 x 50 %
        for words in ("Club", "Likely", "28,800", "Break-even chart", "Company limits"):
            self.assertTrue(words in html, words)
        self.assertEqual(html.count("<svg"), 4)
        self.assertEqual(html.count("<html"), 1)

    def test_inputs(self):
        rows = self._create_plan()._summarize_inputs()
        values = {label: (value, ends) for label, value, ends in rows}
        self.assertEqual(values["Target Clients"], ("200", ""))
        self.assertEqual(values["Margin"], ("40.0%", ""))
        self.assertEqual(values["More Orders"], ("20.0%", "0.0% … 25.0%"))
        self.assertNotIn("Larger Orders", values)

    def test_limits(self):
        self.company.write({"loyalty_budget": 50_000, "loyalty_max_loss": 0.5})
        rows = self._create_plan()._summarize_limits()
        self.assertEqual(
            [(row["label"], row["met"]) for row in rows],
            [
                ("ROI, at least", True),
                ("Payback, at most", True),
                ("Probability of loss, at most", True),
                ("Total cost, at most", False),
            ],
        )
        self.assertEqual((rows[0]["limit"], rows[0]["value"]), ("10.0%", "60.0%"))

    def test_limits_in_words(self):
        rows = self._create_plan(horizon=2)._summarize_limits()
        self.assertEqual(rows[1]["value"], "Not within the horizon")
        self.company.loyalty_gate = False
        plan = self._create_plan()
        self.assertEqual(plan._summarize_limits(), [])
        self.assertTrue("No business case is required" in self._render(plan))

    def test_undefined_cases(self):
        costs = ("cost_one_off", "cost_monthly", "cost_per_member", "cost_per_order")
        free = dict.fromkeys(costs, 0)
        html = self._render(self._create_plan(**free, discount=0, spread=0))
        self.assertTrue("the program costs nothing" in html)

    def test_for_managers(self):
        with self.assertRaises(AccessError):
            self._create_plan().with_user(self.salesman)._prepare_summary()
