from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from ..benefits.test_loyalty_benefit import LoyaltyOrderBenefitsCommon

NOTE = "loyalty_friend_note"


@tagged("post_install", "-at_install")
class TestLoyaltyReferrer(LoyaltyOrderBenefitsCommon):
    def _assert_refused(self, client, referrer):
        with self.assertRaises(ValidationError), self.cr.savepoint():
            client.with_user(self.salesman).loyalty_referrer_id = referrer

    def test_nobody_brings_itself(self):
        self._assert_refused(self.client, self.client)
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.client.id}
        )
        self._assert_refused(self.client, contact)
        self._assert_refused(contact, self.clients[1])
        # The same client under another name
        self.clients[1].email = "boss@example.com"
        contact.email = "Boss <BOSS@example.com>"
        self._assert_refused(self.client, self.clients[1])
        self.clients[2].vat = "BE0477472701"
        self.clients[3].vat = "be 0477.472.701"
        self._assert_refused(self.clients[2], self.clients[3])

    def test_no_tax_number_is_no_common_one(self):
        self.clients[:2].vat = "/"
        self.clients[0].loyalty_referrer_id = self.clients[1]

    def test_no_loops(self):
        first, second, third = self.clients[:3]
        first.loyalty_referrer_id = second
        self._assert_refused(second, first)
        second.loyalty_referrer_id = third
        self._assert_refused(third, first)
        third.loyalty_referrer_id = self.clients[4]

    def test_asked_of_new_contacts(self):
        email = {"email": "boss@example.com"}
        self.clients[1].write(email)
        values = {"name": "New", "loyalty_referrer_id": self.clients[1].id}
        partners = self.env["res.partner"]
        with self.assertRaises(ValidationError), self.cr.savepoint():
            partners.create([{"name": "Other"}, {**values, **email}])
        self.assertEqual(len(partners.create([values, values])), 2)
        self.assertFalse(partners.create([]))

    def test_later_changes_of_others(self):
        """Nothing that was right when it was entered keeps a client from being
        changed; the reward asks again."""
        client, referrer = self.clients[:2]
        client.loyalty_referrer_id = referrer
        self._create_order().action_confirm()
        client.write({"loyalty_referrer_id": referrer.id, "name": "As imported"})
        self.assertFalse(client._get_referrer_problem())
        referrer.email = client.email = "same@example.com"
        self.assertTrue(client._get_referrer_problem())
        client.email = "other@example.com"
        # A person, who becomes a contact of a company
        client.is_company = False
        client.parent_id = self.clients[3]
        self.assertTrue(client._get_referrer_problem())

    def test_import_of_what_is_there(self):
        self.client.loyalty_referrer_id = self.clients[1]
        self._create_order().action_confirm()
        result = self.env["res.partner"].load(
            [".id", "name", "loyalty_referrer_id/.id"],
            [[str(self.client.id), "Renamed", str(self.clients[1].id)]],
        )
        self.assertEqual(result["ids"], self.client.ids, result["messages"])

    def test_companies_joined_later(self):
        person = self.env["res.partner"].create({"name": "Person"})
        self.client.loyalty_referrer_id = person
        person.parent_id = self.client
        self.assertTrue(self.client._get_referrer_problem())

    def test_not_after_the_first_order(self):
        self._create_order().action_confirm()
        self._assert_refused(self.client, self.clients[1])


@tagged("post_install", "-at_install")
class TestLoyaltyReferrerMerge(LoyaltyOrderBenefitsCommon):
    def _merge(self, source, client):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((source | client).ids, client)
        client.invalidate_recordset()

    def test_referrer_and_friend_become_one(self):
        friend, referrer, third = self.clients[:3]
        friend.loyalty_referrer_id = referrer
        third.loyalty_referrer_id = friend
        self._create_order(friend).action_confirm()
        self._merge(friend, referrer)
        self.assertFalse(referrer.loyalty_referrer_id)
        self.assertEqual(third.loyalty_referrer_id, referrer)

    def test_friend_into_a_duplicate(self):
        """The referrer of the friend stays; of two, that of the contact kept."""
        friend, referrer, double, other = self.clients[:4]
        friend.loyalty_referrer_id = referrer
        self._create_order(friend).action_confirm()
        self._create_order(double).action_confirm()
        self._merge(friend, double)
        self.assertEqual(double.loyalty_referrer_id, referrer)
        self.clients[5].loyalty_referrer_id = other
        self._merge(self.clients[5], double)
        self.assertEqual(double.loyalty_referrer_id, referrer)

    def test_referrer_into_a_duplicate(self):
        friend, referrer, double = self.clients[:3]
        friend.loyalty_referrer_id = referrer
        self._create_order(friend).action_confirm()
        self._merge(referrer, double)
        self.assertEqual(friend.loyalty_referrer_id, double)

    def test_referrer_is_a_contact_of_the_duplicate(self):
        friend, double = self.clients[:2]
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": double.id}
        )
        friend.loyalty_referrer_id = contact
        self._merge(friend, double)
        self.assertFalse(double.loyalty_referrer_id)

    def test_circle_that_a_merge_closes(self):
        """Kept, and no reward for it."""
        first, second, third = self.clients[:3]
        first.loyalty_referrer_id = second
        second.loyalty_referrer_id = third
        self._merge(third, first)
        self.assertEqual(first.loyalty_referrer_id, second)
        self.assertTrue(first._get_referrer_problem())


@tagged("post_install", "-at_install")
class TestLoyaltyReferral(AccountTestInvoicingCommon, LoyaltyOrderBenefitsCommon):
    """The referrer gets 50 points, the friend 20; each costs us 5."""

    @classmethod
    def get_default_groups(cls):
        manager = cls.env.ref("sales_team.group_sale_manager")
        return super().get_default_groups() | manager

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.referrer = cls.clients[1]
        cls.friend = cls.env["res.partner"].create({"name": "Friend"})
        cls.friend.loyalty_referrer_id = cls.referrer
        cls.benefit = cls._create_benefit(
            "referral",
            referrer_points=50,
            referred_points=20,
            unit_cost=5,
            value=10,
        )

    def _order_and_invoice(self):
        order = self._create_order(self.friend).sudo()
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        return order, invoice

    def _pay(self, invoice):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({})._create_payments()

    def _get_points(self, client):
        cards = self.env["loyalty.card"].search(
            [("program_id", "=", self.club.id), ("partner_id", "=", client.id)]
        )
        return sum(cards.mapped("points"))

    def test_first_paid_order(self):
        order, invoice = self._order_and_invoice()
        self.assertEqual(self._get_points(self.referrer), 0)
        self._pay(invoice)
        self.assertEqual(self._get_points(self.referrer), 50)
        self.assertEqual(self._get_points(self.friend), 20)
        self.assertEqual(
            [entry[:2] + entry[2:] for entry in self._get_booked(order)],
            [("referral", "grant", 1, 10, 5)] * 2,
        )
        self.assertIn(self.friend, self.club.member_ids.partner_id)
        # The friend has joined now, and earns one point for each order
        __, invoice = self._order_and_invoice()
        self._pay(invoice)
        self.assertEqual(self._get_points(self.referrer), 50)
        self.assertEqual(self._get_points(self.friend), 21)

    def _get_note(self, client):
        order = self._create_order(client)
        html = self.env["ir.qweb"]._render(
            "loyalty_program.order_benefits",
            {"benefits": order.order_benefit_ids, "friend_note": order.sudo()[NOTE]},
        )
        note = order.with_user(self.salesman)[NOTE]
        for line in note.splitlines():
            self.assertIn(line, html)
        return note

    def test_quotations_tell_of_it(self):
        self.assertIn("50 points for each friend", self._get_note(self.referrer))
        self.assertFalse(self._get_note(self.env["res.partner"].create({"name": "X"})))

    def test_no_promise_before_the_friend_is_drawn(self):
        self.club.control_share = 0
        self.assertFalse(self._get_note(self.friend))
        self.club._enrol(self.friend)
        note = self._get_note(self.friend)
        self.assertIn("20 points when your first order is paid", note)

    def test_control_group_is_promised_nothing(self):
        self.env.cr.execute("""UPDATE loyalty_member SET "group" = 'control'""")
        self.env.invalidate_all()
        self.assertFalse(self._get_note(self.referrer))

    def test_refund_takes_it_back(self):
        order, invoice = self._order_and_invoice()
        self._pay(invoice)
        refund = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}])
        refund.action_post()
        self.assertEqual(self._get_points(self.referrer), 0)
        self.assertEqual(self._get_points(self.friend), 0)
        self.assertEqual(
            self._get_booked(order)[2:], [("referral", "refund", -1, -10, -5)] * 2
        )
        refund.button_draft()
        refund.action_post()
        self.assertEqual(len(self._get_booked(order)), 4)

    def test_what_was_granted_is_taken_back(self):
        """Granted at a value of 10 and a cost of 5, whatever it is worth later."""
        order, invoice = self._order_and_invoice()
        self._pay(invoice)
        # Values are no term of the business case: they may change at any time
        self.benefit.write({"value": 25, "unit_cost": 9})
        self._edit(order, 10)
        order._action_cancel()
        entries = self._get_entries(order)
        self.assertEqual(
            self._get_booked(order)[2:], [("referral", "cancellation", -1, -10, -5)] * 2
        )
        self.assertEqual(entries[2:].reversed_entry_id, entries[:2])
        self.assertEqual(entries[2:].mapped("partner_id"), self.referrer | self.friend)

    def test_same_client_by_the_time_of_the_reward(self):
        __, invoice = self._order_and_invoice()
        self.referrer.vat, self.friend.vat = "BE0477472701", "be 0477.472.701"
        self._pay(invoice)
        self.assertEqual(self._get_points(self.referrer), 0)
        self.assertFalse(self.env["loyalty.referral"].search([]))

    def test_two_friends_become_one(self):
        """Both were rewarded for: both rewards stay, and can be taken back."""
        double = self.env["res.partner"].create(
            {"name": "Double", "loyalty_referrer_id": self.referrer.id}
        )
        invoices = []
        for client in (self.friend, double):
            order = self._create_order(client).sudo()
            order.action_confirm()
            invoices.append(order._create_invoices())
            invoices[-1].action_post()
            self._pay(invoices[-1])
        self.assertEqual(self._get_points(self.referrer), 100)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((double | self.friend).ids, self.friend)
        self.env.invalidate_all()
        referrals = self.env["loyalty.referral"].search([])
        self.assertEqual(referrals.mapped("referred_id"), self.friend)
        self.assertEqual(sorted(referrals.mapped("is_merged")), [False, True])
        self.assertEqual(self._get_points(self.friend), 40)
        refund = invoices[1]._reverse_moves([{"invoice_date": invoices[1].date}])
        refund.action_post()
        self.assertEqual(self._get_points(self.referrer), 50)
        self.assertEqual(self._get_points(self.friend), 20)
        # A later first order of the same friend is none
        __, invoice = self._order_and_invoice()
        self._pay(invoice)
        self.assertEqual(self._get_points(self.referrer), 50)

    def test_only_the_first_paid_order(self):
        """The program starts after the friend has paid an order."""
        self.benefit.active = False
        __, invoice = self._order_and_invoice()
        self._pay(invoice)
        self.benefit.active = True
        self.assertFalse(self._create_order(self.friend)[NOTE])
        __, invoice = self._order_and_invoice()
        self._pay(invoice)
        self.assertEqual(self._get_points(self.referrer), 0)

    def test_first_order_is_not_paid_first(self):
        (__, first), (__, second) = self._order_and_invoice(), self._order_and_invoice()
        self._pay(second)
        self.assertEqual(self._get_points(self.referrer), 50)
        self._pay(first)
        self.assertEqual(self._get_points(self.referrer), 50)

    def test_two_orders_paid_at_once(self):
        (order, first), (__, second) = (
            self._order_and_invoice(),
            self._order_and_invoice(),
        )
        self._pay(first + second)
        self.assertEqual(self._get_points(self.referrer), 50)
        self.assertEqual(len(self._get_booked(order)), 2)

    def test_control_group_brings_nobody(self):
        self.env.cr.execute(
            'UPDATE loyalty_member SET "group" = %s WHERE partner_id = %s',
            ("control", self.referrer.id),
        )
        self.env.invalidate_all()
        __, invoice = self._order_and_invoice()
        self._pay(invoice)
        self.assertEqual(self._get_points(self.friend), 0)

    def test_nobody_writes_referrals(self):
        __, invoice = self._order_and_invoice()
        self._pay(invoice)
        referral = self.env["loyalty.referral"].search([])
        for change in (
            lambda: referral.sudo().write({"referrer_points": 99}),
            referral.sudo().unlink,
            referral.sudo().copy,
            lambda: referral.with_user(self.salesman).write({"state": "reversed"}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                change()


@tagged("post_install", "-at_install")
class TestLoyaltyPoints(AccountTestInvoicingCommon, LoyaltyOrderBenefitsCommon):
    """Each order earns one point for each 10 it is worth: 100 points."""

    @classmethod
    def get_default_groups(cls):
        manager = cls.env.ref("sales_team.group_sale_manager")
        return super().get_default_groups() | manager

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.rule_ids.write(
            {"reward_point_mode": "money", "reward_point_amount": 0.1}
        )
        cls.order = cls._create_order().sudo()
        cls.order._update_programs_and_rewards()
        cls.order.action_confirm()
        cls.card = cls.order.coupon_point_ids.coupon_id
        cls.invoice = cls.order._create_invoices()
        cls.invoice.action_post()

    def _refund(self, quantity=10):
        refund = self.invoice._reverse_moves(
            [{"invoice_date": self.invoice.invoice_date}]
        )
        refund.invoice_line_ids.quantity = quantity
        refund.action_post()
        return refund

    def test_points_go_back_with_the_refund(self):
        self.assertEqual(self.card.points, 100)
        self._refund(4)
        self.assertEqual(self.card.points, 60)
        self.assertEqual(self.card.history_ids.sorted("id")[-1:].used, 40)
        self._refund(6)
        self.assertEqual(self.card.points, 0)

    def test_accountants_need_no_sales_rights(self):
        accountant = new_test_user(
            self.env, "points_accountant", groups="account.group_account_invoice"
        )
        refund = self.invoice._reverse_moves(
            [{"invoice_date": self.invoice.invoice_date}]
        )
        refund.with_user(accountant).action_post()
        self.assertEqual(self.card.points, 0)

    def test_refund_and_cancellation_count_once(self):
        self._refund()
        self.order._action_cancel()
        self.assertEqual(self.card.points, 0)
        self.assertEqual(self.card.points_owed, 0)

    def test_refund_that_is_withdrawn(self):
        self._refund().button_draft()
        self.assertEqual(self.card.points, 100)

    def test_points_spent_already_are_owed(self):
        """100 earned, 70 spent, 100 go back: 70 owed. 100 more: 30 are left."""
        self.card.points = 30
        self._refund()
        self.assertEqual((self.card.points, self.card.points_owed), (0, 70))
        second = self._create_order()
        second._update_programs_and_rewards()
        second.action_confirm()
        self.assertEqual((self.card.points, self.card.points_owed), (30, 0))
