from odoo.tests import Form, tagged

from ...models.business_case.percent import show_percent
from ..common import LoyaltyPlanCommon


@tagged("post_install", "-at_install")
class TestLoyaltyWords(LoyaltyPlanCommon):
    """What screens say of figures that say nothing."""

    def _get_cards(self, plan):
        return {card["title"]: card for card in plan.sudo()._prepare_cards()}

    def test_huge_percentages(self):
        for value, shown in (
            (0.123, "12.3%"),
            (10.0, "1,000.0%"),
            (63.68, "over 1,000%"),
            (-10.0, "-1,000.0%"),
            (-13.2, "below −1,000%"),
        ):
            self.assertEqual(show_percent(self.env, value), shown)

    def test_internal_rate(self):
        """Paid back within three months: some 2,000 % a year is no figure to show."""
        plan = self._create_plan()
        self.assertGreater(plan.sudo().irr, 10)
        card = self._get_cards(plan)["Internal rate of return"]
        self.assertEqual(card["value"], "over 1,000%")

    def test_blank_case(self):
        """Nothing entered: nothing is good, and no loss is promised to be out."""
        plan = self._create_plan(
            frequency_uplift=0,
            cost_one_off=0,
            cost_monthly=0,
            cost_per_member=0,
            cost_per_order=0,
            discount=0,
        )
        cards = self._get_cards(plan)
        self.assertEqual({card["good"] for card in cards.values()}, {None})
        self.assertIn("Unknown", cards["Probability of loss"]["value"])
        self.assertNotIn("text-success", plan.headline + plan.detail)
        self.assertIn("Unknown", plan._prepare_charts()["loss"])
        # A new form, before anything is saved
        plans = self.env["loyalty.plan"].with_user(self.manager)
        form = Form(plans.with_context(default_program_id=self.program.id))
        self.assertNotIn("text-success", form.headline)

    def test_case_with_costs_only(self):
        cards = self._get_cards(self._create_plan(frequency_uplift=0))
        self.assertFalse(cards["Net effect"]["good"])
        self.assertIn("%", cards["Probability of loss"]["value"])

    def test_new_program_is_not_called_archived(self):
        """It is held back, not archived: no red ribbon over a form being filled."""
        programs = self.env["loyalty.program"].with_user(self.manager)
        form = Form(programs, view="loyalty.loyalty_program_view_form")
        self.assertFalse(form.active)
        arch = programs.get_view(
            self.env.ref("loyalty.loyalty_program_view_form").id, "form"
        )["arch"]
        condition = 'invisible="active or awaiting_launch or not id"'
        self.assertIn(condition, arch)
