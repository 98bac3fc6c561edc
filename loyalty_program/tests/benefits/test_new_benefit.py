"""A ninth kind of benefit is complete, or one of these fails."""

from odoo.models import MAGIC_COLUMNS
from odoo.tests import TransactionCase, tagged

from ...models.benefits.loyalty_benefit import ORDER_KINDS, REWARD_KINDS
from ...models.benefits.loyalty_program import BENEFIT_TERMS
from ...models.ledger.loyalty_benefit_entry import KINDS

# Fields of a benefit that promise nothing: an approval does not lock them
NO_TERMS = {"active", "company_id", "is_automatic", "name", "program_id", "sequence"}
NO_TERMS |= {"value", *MAGIC_COLUMNS}
FRIENDS = "referral"


@tagged("post_install", "-at_install")
class TestNewBenefit(TransactionCase):
    def test_kinds(self):
        """Each kind is a reward of Odoo's, given with an order, or for a friend."""
        kinds = {kind for kind, _label in KINDS}
        self.assertEqual(kinds, {*REWARD_KINDS, *ORDER_KINDS, FRIENDS})

    def test_settings_of_each_kind_are_checked(self):
        for kind in (*ORDER_KINDS, FRIENDS):
            self.assertTrue(
                hasattr(self.env["loyalty.benefit"], f"_get_{kind}_problem"), kind
            )

    def test_each_kind_says_what_it_does_to_an_order(self):
        for kind in ORDER_KINDS:
            self.assertTrue(
                hasattr(self.env["loyalty.order.benefit"], f"_apply_{kind}"), kind
            )

    def test_what_is_promised_is_locked_by_an_approval(self):
        fields = self.env["loyalty.benefit"]._fields.items()
        ours = {
            name
            for name, field in fields
            if field.store and "loyalty_program" in field._modules
        }
        self.assertEqual(ours - NO_TERMS, set(BENEFIT_TERMS))

    def test_fields_of_one_kind_are_on_the_form(self):
        view = self.env["loyalty.benefit"].get_view(
            self.env.ref("loyalty_program.loyalty_benefit_view_form").id, "form"
        )
        for name in set(BENEFIT_TERMS) - {"unit_cost", "cost_share"}:
            self.assertIn(f'name="{name}"', view["arch"], name)
