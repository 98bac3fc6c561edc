from operator import methodcaller

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from .test_loyalty_benefit import LoyaltyOrderBenefitsCommon


@tagged("post_install", "-at_install")
class TestBenefitChoice(LoyaltyOrderBenefitsCommon):
    """Instalments: a third each now, in 30 and in 60 days, after 30 days on average."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        thirds = [(33.33, 0), (33.33, 30), (33.34, 60)]
        cls.thirds = cls._create_term("Thirds", thirds)
        cls.days_14 = cls._create_term("14 Days", [(100, 14)])
        cls.days_60 = cls._create_term("60 Days", [(100, 60)])
        cls.instalment = cls._create_benefit(
            "instalment",
            payment_term_id=cls.thirds.id,
            exposure_limit=5000,
            cost_share=0.02,
        )
        cls.packaging = cls._create_benefit("packaging", product_id=cls.service.id)

    @classmethod
    def _create_term(cls, name, parts, **values):
        lines = [
            Command.create({"value": "percent", "value_amount": share, "nb_days": days})
            for share, days in parts
        ]
        return cls.env["account.payment.term"].create(
            {"name": name, "line_ids": lines, **values}
        )

    def _get_given(self, order):
        return order.order_benefit_ids.benefit_id

    def test_better_terms_stay(self):
        """60 days are better than 30 on average; the packaging is given all the
        same, and instalments that were not given cost nothing."""
        for send in (
            self._give,
            methodcaller("action_quotation_send"),
            methodcaller("action_confirm"),
        ):
            order = self._create_order(payment_term_id=self.days_60.id)
            send(order)
            self.assertEqual(order.payment_term_id, self.days_60)
            self.assertEqual(self._get_given(order), self.packaging)
        self.assertEqual([entry[0] for entry in self._get_booked(order)], ["packaging"])

    def test_same_terms_and_early_discount_stay(self):
        early = self._create_term(
            "2 % in 5 Days",
            [(100, 10)],
            early_discount=True,
            discount_percentage=2,
            discount_days=5,
        )
        for term in (self.thirds, early):
            order = self._create_order(payment_term_id=term.id)
            self._give(order)
            self.assertEqual(order.payment_term_id, term)

    def test_worse_terms_are_replaced_and_come_back(self):
        for before in (self.days_14, self.days_14.browse()):
            order = self._create_order(payment_term_id=before.id)
            self._give(order)
            self.assertEqual(order.payment_term_id, self.thirds)
            order.order_benefit_ids.filtered(
                lambda given: given.benefit_id == self.instalment
            ).unlink()
            self.assertEqual(order.payment_term_id, before)

    def test_terms_chosen_since_stay(self):
        order = self._create_order(payment_term_id=self.days_14.id)
        self._give(order)
        order.payment_term_id = self.days_60
        order.order_benefit_ids.unlink()
        self.assertEqual(order.payment_term_id, self.days_60)

    def test_terms_of_another_client(self):
        """The new client's own terms are the same; those of before are not its."""
        other = self.env["res.partner"].create({"name": "Stranger"})
        other.property_payment_term_id = self.thirds
        order = self._create_order(payment_term_id=self.days_14.id)
        self._give(order)
        order.partner_id = other
        self.assertFalse(order.order_benefit_ids)
        self.assertEqual(order.payment_term_id, self.thirds)

    def test_given_before_the_update(self):
        self.client.property_payment_term_id = self.days_14
        order = self._create_order()
        self._give(order)
        order.sudo().order_benefit_ids.replaced = False
        order.order_benefit_ids.unlink()
        self.assertEqual(order.payment_term_id, self.days_14)

    def test_choice(self):
        order = self._create_order(payment_term_id=self.days_60.id)
        wizard = self._choose(order)
        self.assertFalse(order.order_benefit_ids)
        self.assertRecordValues(
            wizard.line_ids.sorted("benefit_id"),
            [
                {
                    "benefit_id": self.instalment.id,
                    "is_given": False,
                    "now": "60 Days",
                    "then": "Thirds\nThe current payment terms are just as good or"
                    " better.",
                },
                {
                    "benefit_id": self.packaging.id,
                    "is_given": True,
                    "now": "–",
                    "then": "Courier: free of charge",
                },
            ],
        )
        wizard.action_give()
        self.assertEqual(self._get_given(order), self.packaging)
        self.assertEqual(order.payment_term_id, self.days_60)
        # Whoever wants the worse terms all the same says so
        wizard = self._choose(order)
        with self.assertRaisesRegex(UserError, "at least one"):
            wizard.action_give()
        wizard.line_ids.is_given = True
        wizard.action_give()
        self.assertEqual(order.payment_term_id, self.thirds)
        order.order_benefit_ids.unlink()
        self.assertEqual(order.payment_term_id, self.days_60)

    def test_choice_beyond_the_limit(self):
        order = self._create_order(quantity=51)
        line = self._choose(order).line_ids.filtered(
            lambda line: line.benefit_id == self.instalment
        )
        self.assertFalse(line.is_given)
        self.assertIn("5,100.00", line.then)

    def test_choice_of_what_is_not_offered(self):
        order = self._create_order(self.env["res.partner"].create({"name": "X"}))
        wizard = self._choose(order)
        wizard.line_ids = [
            Command.create({"benefit_id": self.packaging.id, "is_given": True})
        ]
        with self.assertRaises(UserError):
            wizard.action_give()
        self.assertFalse(order.order_benefit_ids)

    def test_closed_order(self):
        stranger = new_test_user(
            self.env, "benefit_stranger", groups="sales_team.group_sale_salesman"
        )
        order = self._create_order().with_user(stranger)
        wizards = self.env["loyalty.benefit.give"].with_user(stranger)
        line = Command.create({"benefit_id": self.packaging.id, "is_given": True})
        for act in (
            order.action_choose_benefits,
            lambda: wizards.create(
                {"order_id": order.id, "line_ids": [line]}
            ).action_give(),
        ):
            self.env.invalidate_all()
            with self.assertRaises(AccessError), self.cr.savepoint():
                act()
        self.assertFalse(order.sudo().order_benefit_ids)

    def test_discount_of_before_comes_back(self):
        """A courier at 50 with 20 % off is 40 again, also on a copy."""
        order = self._create_order()
        line = order.order_line.create(
            {"order_id": order.id, "product_id": self.service.id, "discount": 20}
        )
        choice = self._choose(order).line_ids.sorted("benefit_id")[1]
        self.assertIn("40.00", choice.now)
        self._give(order)
        self.assertEqual(line.price_subtotal, 0)
        copied = order.copy().order_line.filtered(
            lambda line: line.product_id == self.service
        )
        self.assertEqual(copied.discount, 20)
        order.order_benefit_ids.unlink()
        self.assertEqual((line.discount, line.price_subtotal), (20, 40))

    def test_delivery(self):
        fast = self._create_benefit("delivery", promise_days=3, is_priority=True)
        slow = self._create_benefit("delivery", promise_days=9, is_priority=True)
        with freeze_time("2026-03-02 10:00:00"):
            order = self._create_order()
            lines = {line.benefit_id: line for line in self._choose(order).line_ids}
            self.assertEqual(lines[fast].then, "Delivery in 3 days, Priority Service")
            self._give(order)
            given = {g.benefit_id: g for g in order.order_benefit_ids}
            given[fast].unlink()
            self.assertTrue(order.loyalty_priority)
            given[slow].unlink()
            self.assertFalse(order.loyalty_priority)
            self.assertFalse(order.commitment_date)

    def test_earlier_delivery_agreed(self):
        """5 days are agreed with the client: no promise of 9 in their place."""
        self.client.client_delivery_days = 5
        for days, promised in ((9, False), (3, True)):
            benefit = self._create_benefit("delivery", promise_days=days)
            order = self._create_order()
            self._give(order)
            self.assertEqual(bool(order.commitment_date), promised)
            benefit.active = False
