from odoo.tests import TransactionCase, tagged

from odoo.addons.client_segmentation.tests.whole.overrides import find_replaced

# Each with the reason why what Odoo does there is not wanted.
REPLACED = {
    # These models are ours and have no field to take the name from.
    "LoyaltyPlanMonth._compute_display_name": "the number of the month",
    "LoyaltyResult._compute_display_name": "program and day",
    "LoyaltyResultMonth._compute_display_name": "the month",
    # What Odoo does there is nothing.
    "LoyaltyDrawTicket.init": "the model is ours",
}


@tagged("post_install", "-at_install")
class TestOverrides(TransactionCase):
    def test_each_calls_super_or_says_why_not(self):
        self.assertEqual(find_replaced(self.env, "loyalty_program"), set(REPLACED))
