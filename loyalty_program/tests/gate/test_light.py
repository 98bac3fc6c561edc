from contextlib import ExitStack
from unittest.mock import patch

from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


@tagged("post_install", "-at_install")
class TestLight(AccountTestInvoicingCommon):
    """What the add-on adds to the queries of Odoo where nobody is in a program: the
    same is done with and without what is its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("sales_team.group_sale_manager")

    def _count_added(self, make, act, own):
        """Return how many queries more ``act`` takes with the methods ``own``."""

        def count():
            record = make()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            act(record)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count()
        with_own = count()
        with ExitStack() as stack:
            for name in own:
                model = self.env.registry[make()._name]
                stack.enter_context(patch.object(model, name, lambda *_, **_kw: None))
            return with_own - count()

    def _make_quotation(self):
        return self.env["sale.order"].create(
            {
                "partner_id": self.partner_a.id,
                "order_line": [Command.create({"product_id": self.product_a.id})],
            }
        )

    def test_invoice(self):
        """49 queries in a database without the add-ons: not one more."""
        added = self._count_added(
            lambda: self.init_invoice("out_invoice", products=self.product_a),
            lambda invoice: invoice.action_post(),
            ["_book_refunds"],
        )
        self.assertLessEqual(added, 0)

    def test_confirm(self):
        """27 queries in a database without the add-ons: who the client is, benefits of
        the order, members and what is booked already."""
        added = self._count_added(
            self._make_quotation,
            lambda order: order.action_confirm(),
            ["_before_loyalty_confirm", "_book_benefits"],
        )
        self.assertLessEqual(added, 4)

    def test_closed_programs(self):
        """One query tells that no program is closed for anybody."""
        added = self._count_added(
            self._make_quotation,
            lambda order: order.action_confirm(),
            ["_get_closed_programs"],
        )
        self.assertLessEqual(added, 1)

    def test_quotation(self):
        """24 queries for the form in a database without the add-ons."""
        base = ("name", "partner_id", "state", "amount_untaxed", "order_line")
        ours = ("loyalty_offer", "loyalty_friend_note")
        # The client, its order's benefits, members, and who has brought the client
        added = self._count_read_added(self._make_quotation(), base, ours)
        self.assertLessEqual(added, 4)

    def test_contact(self):
        """35 queries for the form in a database without the add-ons: what the client
        was given, and whether it has a portrait. The portrait itself is read when its
        page is opened."""
        arch = self.env["res.partner"].get_view(view_type="form")["arch"]
        shown = {node.get("name") for node in etree.fromstring(arch).iter("field")}
        self.assertIn("portrait_id", shown)
        self.assertTrue(shown.isdisjoint({"portrait_state", "portrait_value_ids"}))
        base = ("name", "commercial_partner_id", "currency_id")
        ours = ("loyalty_benefit_value", "loyalty_referrer_id", "portrait_id")
        added = self._count_read_added(self.partner_a, base, ours)
        self.assertEqual(added, 2)

    def _count_read_added(self, record, base, ours):
        def count(names):
            for _attempt in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                record.web_read(dict.fromkeys(names, {}))
                added = self.env.cr.sql_log_count - before
            return added

        return count((*base, *ours)) - count(base)
