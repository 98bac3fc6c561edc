from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ...models.core.segment_columns import AMOUNT_FIELDS
from ..common import SegmentationCommon

EVERYBODY = "sales_team.group_sale_salesman_all_leads"


@tagged("post_install", "-at_install")
class TestOwnAmounts(SegmentationCommon):
    """Who sees own documents only sees what own clients buy, and the classes of all.

    ========  ===========  =======  ======
    client    salesperson  revenue  orders
    ========  ===========  =======  ======
    mine      anton            300       2
    theirs    berta           1000       1
    nobody's                   500       1
    ========  ===========  =======  ======
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anton = cls._create_user(
            "sales_team.group_sale_salesman,base.group_allow_export", name="Anton"
        )
        cls.berta = cls._create_user(EVERYBODY, name="Berta")
        cls.mine = cls._create_client("mine", user_id=cls.anton.id)
        cls._create_order(cls.mine, "2025-01-15", 100)
        cls._create_order(cls.mine, "2025-05-15", 200)
        cls.theirs = cls._create_client("theirs", user_id=cls.berta.id)
        cls._create_order(cls.theirs, "2025-02-15", 1000)
        cls.nobodys = cls._create_client("nobody's")
        cls._create_order(cls.nobodys, "2025-03-15", 500)
        # Enough days of purchase, without money, for a rhythm
        for client in (cls.mine, cls.theirs, cls.nobodys):
            for day in ("2024-02-01", "2024-03-01", "2024-04-01"):
                cls._create_order(client, day, 0)
        cls._recompute()
        cls.clients = cls.mine + cls.theirs + cls.nobodys
        cls.domain = [("id", "in", cls.clients.ids)]

    def _get_revenues(self, user):
        clients = self.clients.with_user(user)
        return clients.mapped("segment_revenue")

    def test_read(self):
        self.assertEqual(self._get_revenues(self.anton), [300, 0, 0])
        self.assertEqual(self._get_revenues(self.berta), [300, 1000, 500])
        self.assertEqual(self._get_revenues(self.manager), [300, 1000, 500])
        for row in (
            self.theirs.with_user(self.anton).read(list(AMOUNT_FIELDS))[0],
            self.nobodys.with_user(self.anton).web_read(
                {name: {} for name in AMOUNT_FIELDS}
            )[0],
        ):
            row.pop("id")
            self.assertFalse(any(row.values()), row)
        # One transaction does not tell one user what another has read.
        self.theirs.with_user(self.anton).sudo().read(["segment_revenue"])
        self.assertEqual(self._get_revenues(self.anton), [300, 0, 0])

    def test_classes_stay(self):
        theirs = self.theirs.with_user(self.anton)
        self.assertTrue(theirs.segment_abc)
        self.assertEqual(theirs.segment_temperature, "hot")
        self.assertTrue(theirs.segment_rfm_monetary)
        found = theirs.search([("segment_abc", "=", theirs.segment_abc)])
        self.assertIn(theirs, found)

    def test_search(self):
        partners = self.env["res.partner"].with_user(self.anton)
        # Of three clients there is no forecast, and of two orders no rhythm.
        empty = {
            "segment_variation",
            "segment_usual_interval",
            "segment_next_order_date",
            "segment_late",
            "segment_chance",
            "segment_expected_orders",
        }
        for name in sorted(AMOUNT_FIELDS - empty):
            found = partners.search([*self.domain, (name, "!=", False)])
            self.assertEqual(found, self.mine, name)
        for condition in (
            ("segment_revenue", ">", 0),
            ("segment_revenue", ">=", 500),
            ("segment_revenue", "<=", -1),
            ("segment_order_count", ">", 0),
            ("segment_last_order_date", ">", "2025-02-01"),
        ):
            found = partners.search([*self.domain, condition])
            self.assertFalse(found - self.mine, condition)
        of_all = partners.with_user(self.berta)
        self.assertEqual(
            of_all.search([*self.domain, ("segment_revenue", ">=", 500)]),
            self.theirs + self.nobodys,
        )

    def test_sort(self):
        """Whose amounts are closed stand together, whatever they are."""
        partners = self.env["res.partner"].with_user(self.anton)
        for direction in ("asc", "desc"):
            order = f"segment_revenue {direction} nulls last, id"
            found = partners.search(self.domain, order=order)
            self.assertEqual(found, self.clients)

    def test_group_and_add_up(self):
        partners = self.env["res.partner"].with_user(self.anton)
        [total] = partners.formatted_read_group(
            self.domain,
            [],
            ["segment_revenue:sum", "segment_order_count:sum", "segment_revenue:max"],
        )
        self.assertEqual(total["segment_revenue:sum"], 300)
        self.assertEqual(total["segment_revenue:max"], 300)
        self.assertEqual(total["segment_order_count:sum"], 2)
        by_salesperson = partners._read_group(
            self.domain, ["user_id"], ["segment_revenue:sum"]
        )
        self.assertEqual(
            {user: revenue or 0 for user, revenue in by_salesperson},
            {self.anton: 300, self.berta: 0, self.env["res.users"]: 0},
        )
        by_month = partners._read_group(
            self.domain, ["segment_last_order_date:month"], ["__count"]
        )
        self.assertEqual([count for _month, count in by_month], [1, 2])
        for having in (100, 600):
            groups = partners.formatted_read_group(
                self.domain,
                ["id"],
                ["segment_revenue:sum"],
                [("segment_revenue:sum", ">", having)],
            )
            self.assertLessEqual(len(groups), 1)
        orders = self.env["sale.order"].with_user(self.anton)
        by_revenue = orders._read_group([], ["partner_id.segment_order_count"])
        self.assertLessEqual({count for (count,) in by_revenue}, {2, 0, None})

    def test_export(self):
        rows = self.clients.with_user(self.anton).export_data(
            ["name", "segment_revenue"]
        )["datas"]
        self.assertEqual(
            [[name, revenue or 0] for name, revenue in rows],
            [["mine", 300], ["theirs", 0], ["nobody's", 0]],
        )

    def test_segments_themselves(self):
        """The model with the figures of all clients, over the API."""
        segments = self.env["client.segment"].with_user(self.anton)
        described = segments.fields_get()
        for name in ("revenue", "total_revenue", "order_count", "last_order_date"):
            self.assertNotIn(name, described)
            for action in (
                lambda name=name: segments.search_read([], [name]),
                lambda name=name: segments.search([(name, "!=", False)]),
                lambda name=name: segments.search([], order=name),
                lambda name=name: segments._read_group([], [], [f"{name}:max"]),
            ):
                with self.assertRaises(AccessError, msg=name):
                    action()
        self.assertTrue(segments.search([]).mapped("abc"))
        runs = self.env["client.segment.run"].with_user(self.anton)
        with self.assertRaises(AccessError):
            runs.search_read([], ["cut_offs"])

    def test_explanation(self):
        def explain(client, user):
            return client.with_user(user).segment_explanation

        theirs = explain(self.theirs, self.anton)
        for secret in ("1,000", "1000", "Place among", "05/15"):
            self.assertNotIn(secret, theirs)
        self.assertIn("another salesperson", theirs)
        self.assertIn("1,000", explain(self.theirs, self.berta))
        mine = explain(self.mine, self.anton)
        self.assertIn("300", mine)
        # Rank, and what those before bring: 1000 + 500 of 1800
        for secret in ("Place among", "1,500", "1,800", "Cuts"):
            self.assertNotIn(secret, mine)
        self.assertIn("1,500", explain(self.mine, self.manager))

    def test_overview(self):
        segments = self.env["client.segment"].with_user(self.anton)
        overview = segments.get_overview()
        self.assertEqual(overview["measures"], ["count"])
        self.assertEqual(overview["total"], {"count": 3})
        self.assertFalse(overview["concentration"])
        self.assertNotIn("revenue", repr(overview["matrix"]))
        self.assertEqual(segments.get_overview(self.berta.id)["total"], {"count": 1})
        own = segments.get_overview(self.anton.id)
        self.assertEqual(own["total"], {"count": 1, "revenue": 300})
        [top] = own["concentration"]["revenue"]["top"]
        self.assertEqual((top["name"], top["amount"]), ("mine", 300))
        of_all = segments.with_user(self.berta).get_overview()
        self.assertEqual(of_all["total"], {"count": 3, "revenue": 1800})

    def test_months(self):
        """How many clients are in an RFM segment, and what own ones bring."""
        report = self.env["client.segment.rfm.report"]
        for user, revenue in ((self.anton, 300), (self.berta, 1800)):
            report.invalidate_model()
            rows = report.with_user(user).search(
                [("company_id", "=", self.company.id), ("is_current", "=", True)]
            )
            self.assertEqual(sum(rows.mapped("client_count")), 3)
            self.assertEqual(sum(rows.mapped("revenue")), revenue)
            others = [("user_id", "!=", user.id), ("revenue", ">", 0)]
            found = rows.search([("id", "in", rows.ids), *others])
            self.assertEqual(bool(found), user == self.berta)

    def test_form_that_is_not_saved(self):
        """Nobody becomes a client's salesperson by typing it into a form."""
        anton = self.anton
        anton.group_ids += self.env.ref("base.group_partner_manager")
        with Form(self.theirs.with_user(anton)) as form:
            form.user_id = anton
            values = self.theirs.with_user(anton).onchange(
                {"user_id": anton.id},
                ["user_id"],
                {"user_id": {}, "segment_revenue": {}, "segment_order_count": {}},
            )
            self.assertNotIn("1000", repr(values))
            form.user_id = self.berta

    def test_setting_opens_them(self):
        settings = self.env["res.config.settings"]
        self.assertFalse(settings.create({}).group_all_amounts)
        settings.create({"group_all_amounts": True}).execute()
        self.assertEqual(self._get_revenues(self.anton), [300, 1000, 500])
        segments = self.env["client.segment"].with_user(self.anton)
        self.assertEqual(segments.get_overview()["total"]["revenue"], 1800)
        settings.create({"group_all_amounts": False}).execute()
        self.assertEqual(self._get_revenues(self.anton), [300, 0, 0])
        self.assertEqual(self._get_revenues(self.manager), [300, 1000, 500])

    def test_marketing_is_no_salesperson(self):
        """It works with classes: what clients buy is closed to it, of all."""
        marketing = self._create_user("mass_mailing.group_mass_mailing_user", name="M")
        self.assertEqual(self._get_revenues(marketing), [0, 0, 0])
        both = self._create_user(
            "mass_mailing.group_mass_mailing_user,sales_team.group_sale_salesman"
        )
        self.assertEqual(self._get_revenues(both), [0, 0, 0])

    def test_jobs_see_all(self):
        self.assertEqual(self._get_revenues(SUPERUSER_ID), [300, 1000, 500])

    def test_other_company(self):
        """Own clients of one company, with the figures of that company."""
        other = self._create_company("Other Company")
        self.anton.company_ids += other
        clients = self.clients.with_user(self.anton).with_company(other)
        clients.sudo().company_id = False
        self.assertEqual(clients.mapped("segment_revenue"), [0, 0, 0])

    def test_lists_open_on_own_clients(self):
        for name in (
            "client_segment_partner_action",
            "client_segment_history_action",
            "client_segment_pin_action",
        ):
            action = self.env.ref(f"client_segmentation.{name}")
            key = "search_default_my_clients"
            self.assertIn(
                key, action.with_user(self.anton)._get_action_dict()["context"]
            )
            for user in (self.berta, self.manager):
                context = action.with_user(user)._get_action_dict()["context"]
                self.assertNotIn(key, context)
