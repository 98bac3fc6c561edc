from odoo.exceptions import ValidationError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..benefits.common_benefits import LoyaltyBenefitsCommon


@tagged("post_install", "-at_install")
class TestLoyaltyPoints(LoyaltyBenefitsCommon):
    """One point for each unit of money, 10 % off for 500 points; a rack is 100."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls._create_program(
            program_type="loyalty",
            applies_on="both",
            rules=[{"reward_point_mode": "money", "product_ids": cls.rack.ids}],
            rewards=[{"discount": 10, "required_points": 500}],
        )

    def _order(self, client=None, quantity=5, claim=False):
        order = self._create_order(client, quantity)
        order._update_programs_and_rewards()
        return self._claim(order) if claim else order

    def _confirm(self, *args, **kwargs):
        order = self._order(*args, **kwargs)
        order.action_confirm()
        return order

    def _earn_and_spend(self, client=None):
        """500 points earned with 5 racks, and spent on the next order.

        The second order earns 100 for its one rack.
        """
        client = client or self.client
        earned = self._confirm(client)
        spent = self._order(client, 1, claim=True)
        self.assertTrue(spent.order_line.reward_id)
        spent.action_confirm()
        return earned, spent

    def _get_card(self, client=None):
        domain = [
            ("program_id", "=", self.program.id),
            ("partner_id", "=", (client or self.client).id),
        ]
        return self.env["loyalty.card"].search(domain)

    def _get_points(self, client=None):
        card = self._get_card(client)
        card.ensure_one()
        return card.points, card.points_owed

    def _assertHistory(self, card):
        entries = card.history_ids
        balance = sum(entries.mapped("issued")) - sum(entries.mapped("used"))
        self.assertAlmostEqual(balance, card.points)

    def test_cancelled_after_its_points_were_spent(self):
        """500 taken back of the 100 that are left: 400 owed."""
        earned, __ = self._earn_and_spend()
        self.assertEqual(self._get_points(), (100, 0))
        earned._action_cancel()
        self.assertEqual(self._get_points(), (0, 400))
        self._assertHistory(self._get_card())
        # The next quotation: 300 of it go to what is owed
        self._confirm(quantity=3)
        self.assertEqual(self._get_points(), (0, 100))
        later = self._confirm(quantity=2)
        self.assertEqual(self._get_points(), (100, 0))
        self._assertHistory(self._get_card())
        # Taken back again: 200 of 100
        later._action_cancel()
        self.assertEqual(self._get_points(), (0, 100))
        self._assertHistory(self._get_card())

    def test_cancelled_and_confirmed_again(self):
        earned, __ = self._earn_and_spend()
        for __ in range(2):
            earned._action_cancel()
            self.assertEqual(self._get_points(), (0, 400))
            earned.action_draft()
            earned._update_programs_and_rewards()
            earned.action_confirm()
            self.assertEqual(self._get_points(), (100, 0))
            self._assertHistory(self._get_card())

    def test_several_cancelled_together(self):
        earned, spent = self._earn_and_spend()
        (earned | spent)._action_cancel()
        self.assertEqual(self._get_points(), (0, 0))
        self._assertHistory(self._get_card())

    def test_nothing_is_owed_while_points_are_left(self):
        earned = self._confirm()
        self._confirm()
        earned._action_cancel()
        self.assertEqual(self._get_points(), (500, 0))
        self._assertHistory(self._get_card())

    def test_refunded_and_cancelled(self):
        """A refund makes what the cancellation takes back the less."""
        earned, __ = self._earn_and_spend()
        invoice = earned.sudo()._create_invoices()
        invoice.action_post()
        refund = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        refund.action_post()
        self.assertEqual(self._get_points(), (0, 400))
        self._assertHistory(self._get_card())
        earned.sudo()._action_cancel()
        self.assertEqual(self._get_points(), (0, 400))
        self._assertHistory(self._get_card())

    def test_what_is_owed_buys_no_reward(self):
        """400 owed: an order of 600 leaves 200, too few for 500."""
        self._earn_and_spend()[0]._action_cancel()
        order = self._order(quantity=6)
        self.assertFalse(order._get_claimable_rewards())
        order.action_confirm()
        self.assertEqual(self._get_points(), (200, 0))

    def test_enough_for_both(self):
        """1,000 less 400 owed are 600: the reward for 500 leaves 100."""
        self._earn_and_spend()[0]._action_cancel()
        order = self._order(quantity=10, claim=True)
        self.assertTrue(order.order_line.reward_id)
        order.action_confirm()
        self.assertEqual(self._get_points(), (100, 0))

    def test_reward_on_a_quotation_when_the_points_go(self):
        """It cannot be confirmed with it, and can once its rewards are looked at."""
        earned = self._confirm()
        quotation = self._order(quantity=1, claim=True)
        self.assertTrue(quotation.order_line.reward_id)
        earned._action_cancel()
        with self.assertRaises(ValidationError), self.cr.savepoint():
            quotation.action_confirm()
        quotation._update_programs_and_rewards()
        self.assertFalse(quotation.order_line.reward_id)
        quotation.action_confirm()
        self.assertEqual(self._get_points(), (100, 0))

    def test_wallet(self):
        """150 more are taken off than are on it; they go off the next 400."""
        wallet = self._create_program(
            program_type="ewallet",
            applies_on="future",
            rules=[{"reward_point_mode": "money", "product_ids": self.gift.ids}],
            rewards=[
                {"discount_mode": "per_point", "discount": 1, "required_points": 1}
            ],
        )
        card = self.env["loyalty.card"].create(
            {"program_id": wallet.id, "partner_id": self.client.id, "points": 100}
        )
        card.points -= 250
        self.assertEqual((card.points, card.points_owed), (0, 150))
        card.points = 400
        card._settle_points_owed()
        self.assertEqual((card.points, card.points_owed), (250, 0))

    def test_points_as_they_are_counted(self):
        """Floats leave something behind when they are added up: 401.28 it is."""
        card = self.env["loyalty.card"].create(
            {
                "program_id": self.program.id,
                "partner_id": self.client.id,
                "points": 401.28000000000003,
            }
        )
        self.assertEqual(repr(card.points), "401.28")
        card.points += 0.1 + 0.2
        self.assertEqual(repr(card.points), "401.58")
        order = self._confirm()
        self.env["loyalty.history"].create(
            [
                {
                    "card_id": card.id,
                    "description": "Part",
                    "issued": part,
                    "order_model": "sale.order",
                    "order_id": order.id,
                }
                for part in (0.1, 0.2)
            ]
        )
        order.invalidate_recordset()
        self.assertEqual(repr(order.loyalty_data["issued"]), "500.3")

    def _merge(self, kept, gone):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept | gone).ids, kept)
        self.env.invalidate_all()

    def test_owed_by_the_contact_that_goes(self):
        """400 owed, and 300 on the other card: 100 are owed."""
        other = self.clients[1]
        self._earn_and_spend(other)[0]._action_cancel()
        self._confirm(self.client, quantity=3)
        self._merge(self.client, other)
        self.assertEqual(self._get_points(), (0, 100))
        self._assertHistory(self._get_card())

    def test_owed_by_the_contact_that_stays(self):
        other = self.clients[1]
        self._earn_and_spend()[0]._action_cancel()
        self._confirm(other, quantity=6)
        self._merge(self.client, other)
        self.assertEqual(self._get_points(), (200, 0))
        self._assertHistory(self._get_card())

    def test_contact_without_a_card_stays(self):
        other = self.clients[1]
        self._earn_and_spend(other)[0]._action_cancel()
        self._merge(self.client, other)
        self.assertEqual(self._get_points(), (0, 400))

    def test_three_contacts(self):
        """All three owe 400."""
        for client in self.clients[:3]:
            self._earn_and_spend(client)[0]._action_cancel()
        self._merge(self.client, self.clients[1:3])
        self.assertEqual(self._get_points(), (0, 1200))
        self._confirm(quantity=13)
        self.assertEqual(self._get_points(), (100, 0))
        self._assertHistory(self._get_card())

    def test_order_cancelled_after_the_merge(self):
        """Its points were on the card that went."""
        other = self.clients[1]
        earned = self._confirm(other)
        self._confirm(self.client, quantity=3)
        self._merge(self.client, other)
        self.assertEqual(self._get_points(), (800, 0))
        earned._action_cancel()
        self.assertEqual(self._get_points(), (300, 0))
        self._assertHistory(self._get_card())

    def test_quotations_of_both(self):
        """They can be confirmed after the merge, and the points are not lost."""
        other = self.clients[1]
        self._confirm(other)
        self._confirm(self.client)
        quotations = self._order(self.client, 1) | self._order(other, 2, claim=True)
        self._merge(self.client, other)
        for quotation in quotations:
            quotation.action_confirm()
        spent = sum(quotations.order_line.mapped("points_cost"))
        earned = sum(quotations.sudo().coupon_point_ids.mapped("points"))
        self.assertEqual(self._get_points(), (1000 + earned - spent, 0))
        self._assertHistory(self._get_card())

    def test_other_programs_stay_apart(self):
        """Coupons are no accounts: each keeps its own points."""
        coupons = self._create_program(
            program_type="coupons", applies_on="current", trigger="with_code"
        )
        cards = self.env["loyalty.card"].create(
            [
                {"program_id": coupons.id, "partner_id": client.id, "points": 1}
                for client in self.clients[:2]
            ]
        )
        self._merge(self.client, self.clients[1])
        self.assertEqual(cards.mapped("points"), [1, 1])
        self.assertEqual(cards.partner_id, self.client)
        self.assertTrue(all(cards.mapped("active")))

    def test_balances_of_older_versions(self):
        """One below zero, and 70 owed on a card that a merge archived."""
        card, gone = self.env["loyalty.card"].create(
            [{"program_id": self.program.id, "partner_id": self.client.id}] * 2
        )
        gone.write({"active": False, "points_owed": 70})
        self.env.flush_all()
        self.cr.execute("UPDATE loyalty_card SET points = -30 WHERE id = %s", [card.id])
        script = file_path("loyalty_program/migrations/19.0.1.1.0/post-migration.py")
        for __ in range(2):
            load_script(script, "loyalty_program_post_migration").migrate(self.cr, "")
            self.env.invalidate_all()
            self.assertEqual((card.points, card.points_owed), (0, 100))
            self.assertEqual(gone.points_owed, 0)
