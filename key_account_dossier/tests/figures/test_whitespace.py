from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_figures import FiguresCommon


@tagged("post_install", "-at_install")
class TestWhitespace(FiguresCommon):
    """Five similar clients of class A buy 100 each: one 60 of tools, one 40, three
    none. Tools are 20 % on average, bolts 80 %; our client bought bolts for 1000, and
    who buys so much of them buys tools for 1000 x 20 / 80 = 250. What it buys besides
    bolts, by which to size bolts, is nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Whitespace Company"})
        cls.company.resource_calendar_id.tz = "UTC"
        users = cls.owner | cls.colleague | cls.env.user
        users.company_ids = [Command.link(cls.company.id)]
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids)
        )
        categories = cls.env["product.category"].create(
            [{"name": name} for name in ("Fasteners", "Tools", "Paint")]
        )
        cls.bolts, cls.tools, cls.paint = categories
        cls.product.categ_id = cls.bolts
        cls.hammer = cls._new_product("Hammer", categ_id=cls.tools.id)
        cls.red = cls._new_product("Red", categ_id=cls.paint.id)
        cls.clients = cls.env["res.partner"].create(
            [{"name": f"Similar {n}", "is_company": True} for n in range(5)]
        )
        for client, tools in zip(cls.clients, (60, 40, 0, 0, 0), strict=True):
            cls._buy(client, cls.product, 100 - tools)
            if tools:
                cls._buy(client, cls.hammer, tools)
        cls._buy(cls.branch, cls.product, 1000)
        cls._buy(cls.clients[0], cls.hammer, 9999, day="2025-07-03")  # running month
        cls._buy(cls.clients[0], cls.hammer, 9999, day="2024-06-30")  # too old
        cls._buy(cls.clients[0], cls.hammer, 9999, state="draft")
        cls.kept = cls._new_dossier(cls.owner, company_id=cls.company.id)
        cls.company.recompute_client_segments("2025-07-15")
        cls._set_class(cls.clients | cls.client_partner, "a")

    @classmethod
    def _buy(cls, client, product, amount, day="2025-03-10", **values):
        line = {"product_id": product.id, "price_unit": amount, "tax_ids": False}
        lines = [Command.create(line)]
        return cls._new_order(day, 0, partner=client, order_line=lines, **values)

    @classmethod
    def _set_class(cls, clients, abc):
        cls.env.flush_all()
        cls.cr.execute(
            "UPDATE client_segment SET abc = %s WHERE company_id = %s"
            " AND partner_id IN %s",
            [abc, cls.company.id, tuple(clients.ids)],
        )
        cls.env.invalidate_all()

    def _compare(self):
        dossier = self._open(self.owner, self.kept)
        dossier.action_refresh_whitespace()
        rows = dossier.whitespace_ids
        return {row.categ_id.name: row for row in rows}

    def test_by_hand(self):
        rows = self._compare()
        self.assertEqual(rows.keys(), {"Fasteners", "Tools"})
        tools = rows["Tools"]
        self.assertAlmostEqual(tools.share, 0.2)
        self.assertEqual((tools.bought, tools.expected, tools.potential), (0, 250, 250))
        self.assertEqual((tools.buyer_count, tools.similar_count), (2, 5))
        self.assertFalse(tools.is_bought)
        bolts = rows["Fasteners"]
        self.assertEqual(
            (bolts.bought, bolts.expected, bolts.potential), (1000, False, False)
        )
        dossier = self.kept.with_user(self.owner)
        self.assertEqual(dossier.whitespace_basis, "abc")
        self.assertIn("5 similar clients", dossier.whitespace_note)
        self.assertTrue(dossier.whitespace_date)

    def test_same_audience_comes_first(self):
        """Five more of another audience would make the mean 10 %."""
        corporate, dealers = self.env["client.audience"].create(
            [{"name": "Corporate (test)"}, {"name": "Dealers (test)"}]
        )
        others = self.env["res.partner"].create(
            [{"name": f"Other {n}", "is_company": True} for n in range(5)]
        )
        for client in others:
            self._buy(client, self.product, 100)
        self.company.recompute_client_segments("2025-07-15")
        self._set_class(others | self.clients | self.client_partner, "a")
        self.assertAlmostEqual(self._compare()["Tools"].share, 0.1)
        here = self.env(context={"allowed_company_ids": self.company.ids})
        own = (self.clients | self.client_partner).with_env(here)
        own.client_audience_id = corporate.with_env(here)
        others.with_env(here).client_audience_id = dealers.with_env(here)
        self.assertAlmostEqual(self._compare()["Tools"].share, 0.2)
        self.assertEqual(self.kept.whitespace_basis, "audience_abc")

    def test_not_enough_data(self):
        self._set_class(self.clients[:1], "b")
        self.assertFalse(self._compare())
        dossier = self.kept.with_user(self.owner)
        self.assertIn("Not enough data", dossier.whitespace_note)

    def test_what_is_given_back_is_not_bought(self):
        self._buy(self.clients[1], self.hammer, -40)
        # Only one of five is left, which is no pattern.
        self.assertEqual(self._compare().keys(), {"Fasteners"})

    def test_from_invoices_net_of_credit_notes(self):
        self.company.segment_policy_id.source = "invoice"
        self.assertFalse(self._compare(), "nothing was invoiced")

    def test_other_company_does_not_count(self):
        main = self.env["res.company"].browse(self.owner.company_id.id)
        self._buy(self.clients[2], self.hammer, 5000, company_id=main.id)
        self.assertAlmostEqual(self._compare()["Tools"].share, 0.2)

    def test_daily_job_covers_all_dossiers(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "key_account_dossier.ir_cron_key_account_whitespace"
            ).method_direct_trigger()
        self.kept.invalidate_recordset()
        self.assertEqual(len(self.kept.whitespace_ids), 2)

    def test_no_more_statements_for_more_dossiers(self):
        dossiers = self.kept
        for client in self.clients:
            dossiers |= self._new_dossier(
                self.owner, company_id=self.company.id, partner_id=client.id
            )
        counts = []
        for some in (dossiers[:2], dossiers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._read_purchases(self.company)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_else(self):
        self._compare()
        for name, user in self.outsiders.items():
            mine = self.env(user=user, context={})["key.account.whitespace"]
            with self.assertRaises(AccessError, msg=name):
                self._open(user, self.kept).action_refresh_whitespace()
            if name in ("grand", "colleague", "settings_admin"):
                self.assertFalse(mine.search([]))
                self.assertFalse(mine._read_group([], ["categ_id"], ["__count"]))
        with self.assertRaises(AccessError):
            self.kept.whitespace_ids.with_user(self.owner).write({"potential": 1})
