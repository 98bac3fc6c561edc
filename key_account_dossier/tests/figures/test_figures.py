from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_figures import FiguresCommon

DOSSIER = "key.account.dossier"
FIGURES = ["revenue_year", "revenue_last_year", "revenue_running", "revenue_change"]
SECRET_FIGURES = [
    "margin_months",
    "margin_year",
    "margin_rate",
    "client_profit_share",
    "client_ltv",
]


@tagged("post_install", "-at_install")
class TestFigures(FiguresCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._new_order("2024-01-15", 1000, cost=600)
        cls._new_order("2024-09-10", 1500, cost=900)
        cls._new_order("2025-01-10", 300, cost=100, partner=cls.branch)
        cls._new_order("2025-06-30", 700, cost=400)
        cls._new_order("2025-07-05", 50, cost=20)
        cls._new_order("2023-06-30", 8000)  # before the 24 months
        cls._new_order("2025-03-03", 9999, state="draft")
        cls._new_order("2025-03-03", 9999, state="cancel")

    def test_by_month(self):
        """September 1500, January 300 and June 700 make 2500, against 1000."""
        dossier = self._open(self.owner)
        self.assertEqual(dossier.revenue_year, 2500)
        self.assertEqual(dossier.revenue_last_year, 1000)
        self.assertEqual(dossier.revenue_running, 50)
        self.assertAlmostEqual(dossier.revenue_change, 1.5)
        self.assertEqual(dossier.order_count_year, 3)
        amounts = {
            point["month"]: point["amount"]
            for point in dossier.revenue_months
            if point["amount"]
        }
        self.assertEqual(
            amounts,
            {
                "2024-01-01": 1000,
                "2024-09-01": 1500,
                "2025-01-01": 300,
                "2025-06-01": 700,
                "2025-07-01": 50,
            },
        )
        self.assertEqual(len(dossier.revenue_months), 25)
        self.assertEqual(dossier.figures_currency_id, self.company.currency_id)

    def test_margin_for_heads_of_sales_only(self):
        """(1500 - 900) + (300 - 100) + (700 - 400) = 1100, which is 44 % of 2500."""
        self.dossier.user_id = self.sales_boss
        dossier = self._open(self.sales_boss)
        [values] = dossier.read(["margin_year", "margin_rate", "margin_months"])
        self.assertEqual(values["margin_year"], 1100)
        self.assertAlmostEqual(values["margin_rate"], 0.44)
        self.assertEqual(values["margin_months"][-2]["amount"], 300)

    @mute_logger("odoo.models")
    def test_no_margin_for_others(self):
        dossier = self._open(self.owner)
        described = dossier.fields_get()
        for name in SECRET_FIGURES:
            self.assertNotIn(name, described)
            with self.assertRaises(AccessError):
                dossier.read([name])
            with self.assertRaises(AccessError):
                dossier.export_data([name])
            with self.assertRaises(AccessError):
                dossier.search([(name, "!=", False)])
        arch = dossier.get_view(view_type="form")["arch"]
        self.assertIn("revenue_months", arch)
        for name in SECRET_FIGURES:
            self.assertNotIn(f'"{name}"', arch)

    def _new_foreign_order(self, rate):
        """Create an order of 200 in another currency, at this rate on its day."""
        currency = self.env["res.currency"].create({"name": "KAD", "symbol": "K"})
        self.env["res.currency.rate"].create(
            [
                {"currency_id": currency.id, "name": day, "rate": number}
                for day, number in (("2024-01-01", 4), ("2025-06-01", 9))
            ]
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "KAD", "currency_id": currency.id}
        )
        order = self._new_order("2025-02-10", 200, pricelist_id=pricelist.id)
        self.env.flush_all()
        # As an import may leave it
        self.cr.execute(
            "UPDATE sale_order SET currency_rate = %s WHERE id = %s", [rate, order.id]
        )

    def test_foreign_currency_at_the_rate_of_the_day(self):
        """200 at 4 to the unit are 50."""
        self._new_foreign_order(4)
        self.assertEqual(self._open(self.owner).revenue_year, 2550)

    def test_order_without_a_rate_takes_that_of_its_day(self):
        self._new_foreign_order(None)
        self.assertEqual(self._open(self.owner).revenue_year, 2550)

    def test_document_without_a_rate_is_told(self):
        self._new_foreign_order(None)
        self.env["res.currency.rate"].search([]).unlink()
        dossier = self._open(self.owner)
        self.assertEqual(dossier.unrated_document_count, 1)
        self.assertEqual(dossier.revenue_year, 2500)

    def test_each_company_by_itself(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        other.resource_calendar_id.tz = "UTC"
        self.owner.company_ids = [Command.link(other.id)]
        self._new_order("2025-04-01", 80, company_id=other.id)
        there = self._new_dossier(self.owner, company_id=other.id)
        context = {"allowed_company_ids": (self.company | other).ids}
        both = self._open(self.owner, self.dossier | there).with_context(**context)
        self.assertEqual(both.mapped("revenue_year"), [2500, 80])

    def test_month_turns_in_the_time_zone_of_the_company(self):
        """In Vladivostok the first of July begins at 14:00 UTC of 30 June."""
        self.company.resource_calendar_id.tz = "Asia/Vladivostok"
        order = self._new_order("2025-06-30", 11)
        order.date_order = "2025-06-30 15:00:00"
        self.assertEqual(self._open(self.owner).revenue_running, 61)

    def test_unsaved_values_answer_nothing(self):
        """Whoever puts another client or company into a form learns nothing."""
        stranger = self.env["res.partner"].create({"name": "S", "is_company": True})
        self._new_order("2025-04-01", 12345, partner=stranger)
        env = self._open(self.colleague).env
        specification = {name: {} for name in [*FIGURES, "revenue_months"]}
        result = env[DOSSIER].onchange(
            {"partner_id": stranger.id}, ["partner_id"], specification
        )
        self.assertNotIn("12345", str(result))
        own = self._new_dossier(self.colleague)
        result = self._open(self.colleague, own).onchange(
            {"partner_id": stranger.id}, ["partner_id"], specification
        )
        self.assertNotIn("12345", str(result))

    def test_no_figures_past_the_access(self):
        """Elevated rights do not answer for who may not open the dossier."""
        dossier = self._open(self.colleague).sudo()
        self.assertFalse(dossier.revenue_year)
        self.assertFalse(dossier.revenue_months)
        self.assertFalse(dossier.overdue_amount)

    def test_client_without_documents(self):
        quiet = self.env["res.partner"].create({"name": "Q", "is_company": True})
        dossier = self._open(
            self.owner, self._new_dossier(self.owner, partner_id=quiet.id)
        )
        self.assertFalse(dossier.revenue_months)
        self.assertFalse(dossier.due_invoice_count)
        self.assertFalse(dossier.delivery_count)

    def test_hundred_dossiers_take_no_more_queries_than_ten(self):
        clients = self.env["res.partner"].create(
            [{"name": f"Client {n}", "is_company": True} for n in range(100)]
        )
        dossiers = self.env[DOSSIER].create(
            [
                {"partner_id": client.id, "user_id": self.sales_boss.id}
                for client in clients
            ]
        )
        names = [*FIGURES, *SECRET_FIGURES, "overdue_amount", "delivery_count"]
        counts = []
        # The first reading also fills Odoo's own caches.
        for some in (dossiers[:5], dossiers[:10], dossiers):
            some = self._open(self.sales_boss, some)
            before = self.env.cr.sql_log_count
            some.read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])


@tagged("post_install", "-at_install")
class TestFiguresOfSegments(FiguresCommon):
    """Profits of 600, 300 and 100: the client brings 60 %, and is a mono-client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # No client of the database the tests run on has a part in the shares.
        cls.company = cls.env["res.company"].create({"name": "Shares Company"})
        cls.company.resource_calendar_id.tz = "UTC"
        users = cls.owner | cls.sales_boss | cls.colleague | cls.env.user
        users.company_ids = [Command.link(cls.company.id)]
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids)
        )
        cls.clients = cls.client_partner | cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("Second", "Third")]
        )
        for client, amount in zip(cls.clients, (600, 300, 100), strict=True):
            cls._new_order("2025-03-10", amount, partner=client)
        cls.dossier = cls.dossier.with_env(cls.env)
        cls.kept = cls._new_dossier(cls.sales_boss, company_id=cls.company.id)
        cls.company.recompute_client_segments("2025-07-15")

    def test_classes_in_the_company_of_the_dossier(self):
        dossier = self._open(self.sales_boss, self.kept)
        self.assertAlmostEqual(dossier.client_profit_share, 0.6)
        self.assertTrue(dossier.client_is_key)
        self.assertTrue(dossier.client_is_mono)
        self.assertEqual(dossier.client_tier, "gold")
        self.assertEqual(str(dossier.client_last_order_date), "2025-03-10")
        self.assertTrue(dossier.segments_date)
        # The other dossier is of a company where nothing was computed.
        context = {"allowed_company_ids": self.owner.company_ids.ids}
        elsewhere = self._open(self.owner).with_context(**context)
        self.assertFalse(elsewhere.client_tier)

    def test_key_no_more(self):
        dossiers = self._open(self.sales_boss, self.kept)
        key = [("client_is_key", "=", True)]
        no_more = [("client_is_key", "=", False)]
        self.assertEqual(dossiers.search(key), dossiers)
        self.assertFalse(dossiers.search(no_more))
        segment = self.env["client.segment"].search(
            [("partner_id", "=", self.client_partner.id)]
        )
        self.cr.execute(
            "UPDATE client_segment SET is_key = FALSE WHERE id IN %s",
            [tuple(segment.ids)],
        )
        dossiers = self._open(self.sales_boss, self.kept)
        self.assertEqual(dossiers.search(no_more), dossiers)
        self.assertFalse(dossiers.search(key))
        # Others do not find it by this path either.
        self.assertFalse(dossiers.with_user(self.colleague).search(no_more))

    def test_never_classified_is_not_key_no_more(self):
        stranger = self.env["res.partner"].create({"name": "New"})
        dossier = self._new_dossier(
            self.owner, company_id=self.company.id, partner_id=stranger.id
        )
        found = self._open(self.owner, dossier).search([("client_is_key", "=", False)])
        self.assertNotIn(dossier, found)

    def test_axis_switched_off(self):
        self.company.segment_policy_id.use_is_key = False
        dossiers = self._open(self.sales_boss, self.kept)
        self.assertFalse(dossiers.search([("client_is_key", "=", False)]))
        self.assertFalse(self._get_candidates(self.sales_boss))

    def _get_candidates(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["key.account.candidate"].with_user(user)
        return rows.search([("company_id", "=", self.company.id)])

    def test_candidates(self):
        """The keeper of a dossier misses its client on the list; to all others it
        looks as if there were no dossier."""
        clients = self.clients.with_env(self.env)
        key_clients = clients.filtered("segment_is_key")
        self.assertIn(self.client_partner, key_clients)
        mine = self._get_candidates(self.sales_boss)
        self.assertEqual(mine.partner_id, key_clients - self.client_partner)
        theirs = self._get_candidates(self.colleague)
        self.assertEqual(theirs.partner_id, key_clients)
        self.kept.unlink()
        self.assertEqual(self._get_candidates(self.colleague), theirs)

    def test_amounts_of_candidates(self):
        """Who sees own documents only sees what own clients buy."""
        client = self._get_candidates(self.colleague)[:1].partner_id
        revenue = client.with_env(self.env).segment_revenue
        self.assertTrue(revenue)
        group = "sales_team.group_sale_salesman"
        seller = self.colleague
        seller.group_ids += self.env.ref(group)
        seller.group_ids -= self.env.ref(f"{group}_all_leads")
        for salesperson, shown in ((self.owner, 0), (seller, revenue)):
            client.sudo().user_id = salesperson
            row = self._get_candidates(seller).filtered(
                lambda row: row.partner_id == client
            )
            self.assertEqual(row.revenue, shown)
            self.assertEqual(bool(row.last_order_date), bool(shown))
            found = row.search([("id", "=", row.id), ("revenue", ">", 0)])
            self.assertEqual(bool(found), bool(shown))

    def test_elevated_rights_tell_no_more(self):
        rows = self.env["key.account.candidate"].with_user(self.colleague).sudo()
        self.assertIn(self.client_partner, rows.search([]).partner_id)

    def test_dossier_from_a_candidate(self):
        candidate = self._get_candidates(self.colleague)[:1]
        client = candidate.partner_id
        action = candidate.action_create_dossier()
        dossier = self.env[DOSSIER].browse(action["res_id"])
        self.assertEqual(dossier.user_id, self.colleague)
        self.assertEqual(dossier.partner_id, client)
        self.assertEqual(dossier.company_id, self.company)
        remaining = self._get_candidates(self.colleague)
        self.assertNotIn(client, remaining.partner_id)

    @mute_logger("odoo.models")
    def test_profit_share_of_candidates_is_hidden(self):
        row = self._get_candidates(self.colleague)[:1]
        with self.assertRaises(AccessError):
            row.read(["profit_share"])
        with self.assertRaises(AccessError):
            row.search([], order="profit_share")
        mine = self._get_candidates(self.sales_boss)
        self.assertAlmostEqual(sum(mine.mapped("profit_share")), 0.4)
