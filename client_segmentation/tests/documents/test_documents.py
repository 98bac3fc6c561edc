from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import SegmentationCommon

FIELDS = [
    "segment_temperature",
    "segment_abc",
    "segment_xyz",
    "segment_abcxyz",
    "segment_tier",
    "segment_rfm",
    "segment_is_key",
    "segment_is_mono",
    "segment_is_active",
]


@tagged("post_install", "-at_install")
class TestDocuments(SegmentationCommon):
    """Orders, opportunities and the sales analysis by the segments of their client,
    as a salesperson."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        mine = {"user_id": cls.salesman.id}
        names = {"c1": 700, "c2": 150, "c3": 110, "c4": 40}
        cls.clients = cls.env["res.partner"]
        cls.orders = cls.env["sale.order"]
        for name, revenue in names.items():
            client = cls._create_client(name)
            cls.clients += client
            # Only c1 pays more than the goods cost: all the profit is its own.
            cost = 0 if name == "c1" else revenue
            cls.orders += cls._create_order(
                client, "2025-01-15", revenue, cost=cost, **mine
            )
        cls.cold = cls._create_client("cold")
        cls.contact = cls._create_client(
            "contact", is_company=False, parent_id=cls.clients[0].id
        )
        # An order of a contact counts for its company: after the horizon, here.
        cls.contact_order = cls._create_order(cls.contact, "2025-07-10", 5, **mine)
        cls.cold_order = cls._create_order(
            cls.cold, "2025-07-10", 9, state="draft", **mine
        )
        cls._recompute()
        # shares before: 0, 70, 85, 96 %
        cls.orders += cls.contact_order + cls.cold_order
        partners = [*cls.clients[:3], cls.contact, cls.cold, cls.env["res.partner"]]
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": partner.name or "nobody",
                    "type": "opportunity",
                    "partner_id": partner.id,
                    "user_id": cls.salesman.id,
                    "company_id": cls.company.id,
                    "expected_revenue": 10**index,
                }
                for index, partner in enumerate(partners)
            ]
        )
        cls.env.flush_all()

    def _search(self, records, *domain, **kwargs):
        found = records.with_user(self.salesman).search(
            [("id", "in", records.ids), *domain], **kwargs
        )
        return found.mapped("partner_id.name")

    def test_read(self):
        orders = self.orders.with_user(self.salesman)
        self.assertEqual(orders.mapped("segment_abc"), ["a", "a", "b", "c", "a", False])
        first = self.orders[0].with_user(self.salesman).read(FIELDS)[0]
        self.assertEqual(first["segment_temperature"], "hot")
        self.assertEqual(first["segment_tier"], "gold")
        self.assertTrue(first["segment_is_key"])
        self.assertTrue(first["segment_is_mono"], "all the profit")
        # Bought in January, the third quarter of the horizon; its contact in July
        self.assertEqual(first["segment_abcxyz"], "an")
        self.assertTrue(first["segment_is_active"])
        second = self.orders[1].with_user(self.salesman)
        self.assertFalse(second.segment_tier)
        self.assertFalse(second.segment_is_key)
        # The quotation is only a draft: that makes nobody warm.
        self.assertEqual(self.cold_order.segment_temperature, "cold")

    def test_read_opportunities(self):
        leads = self.leads.with_user(self.salesman)
        self.assertEqual(
            leads.mapped("segment_abc"), ["a", "a", "b", "a", False, False]
        )
        self.assertEqual(
            leads.mapped("segment_temperature"),
            ["hot", "hot", "hot", "hot", "cold", False],
        )

    def test_search(self):
        for domain, expected in (
            (("segment_abc", "=", "a"), {"c1", "c2", "contact"}),
            (("segment_abc", "in", ["b", "c"]), {"c3", "c4"}),
            (("segment_abc", "!=", "a"), {"c3", "c4", "cold"}),
            (("segment_abc", "=", False), {"cold"}),
            (("segment_temperature", "=", "cold"), {"cold"}),
            (("segment_is_key", "=", True), {"c1", "contact"}),
            (("segment_is_key", "=", False), {"c2", "c3", "c4", "cold"}),
            (("segment_tier", "=", "gold"), {"c1", "contact"}),
            (("segment_is_mono", "=", True), {"c1", "contact"}),
            # 15 January to 15 July: 181 days
            (("segment_is_active", "=", False), {"c2", "c3", "c4", "cold"}),
            (("segment_abcxyz", "=", "bn"), {"c3"}),
        ):
            found = set(self._search(self.orders, domain))
            self.assertEqual(found, expected, domain)

    def test_search_opportunities_without_client(self):
        found = self.leads.with_user(self.salesman).search(
            [("id", "in", self.leads.ids), ("segment_abc", "=", False)]
        )
        self.assertEqual(set(found.mapped("name")), {"cold", "nobody"})

    def test_sort(self):
        names = self._search(self.orders, order="segment_abc desc, id")
        self.assertEqual(names, ["cold", "c4", "c3", "c1", "c2", "contact"])

    def test_group_orders(self):
        groups = self.orders.with_user(self.salesman)._read_group(
            [("id", "in", self.orders.ids)],
            ["segment_abc"],
            ["amount_untaxed:sum", "__count"],
        )
        # a: 700 + 150 + 5
        self.assertEqual(
            groups, [("a", 855, 3), ("b", 110, 1), ("c", 40, 1), (False, 9, 1)]
        )

    def test_group_opportunities(self):
        groups = self.leads.with_user(self.salesman)._read_group(
            [("id", "in", self.leads.ids)],
            ["segment_temperature", "segment_is_key"],
            ["expected_revenue:sum"],
        )
        # c1 and contact are key: 1 + 1,000; c2, c3: 10 + 100
        self.assertCountEqual(
            groups,
            [
                ("hot", True, 1001),
                ("hot", False, 110),
                ("cold", False, 10_000),
                (False, False, 100_000),
            ],
        )

    def test_sales_analysis(self):
        Report = self.env["sale.report"].with_user(self.salesman)
        mine = [("company_id", "=", self.company.id)]
        groups = Report._read_group(mine, ["segment_abc"], ["price_subtotal:sum"])
        self.assertEqual(groups, [("a", 855), ("b", 110), ("c", 40), (False, 9)])
        groups = Report._read_group(
            mine, ["segment_is_mono", "segment_abcxyz"], ["price_subtotal:sum"]
        )
        self.assertCountEqual(
            groups,
            [
                *((True, "an", 705), (False, "an", 150), (False, "bn", 110)),
                *((False, "cn", 40), (False, False, 9)),
            ],
        )
        lines = Report.search([*mine, ("segment_abc", "=", "b")])
        self.assertEqual(lines.partner_id, self.clients[2])
        self.assertEqual(lines.segment_abc, "b")
        self.assertEqual(lines.segment_temperature, "hot")

    def test_views_can_group_by_them(self):
        for model in ("sale.order", "crm.lead", "sale.report"):
            described = self.env[model].with_user(self.salesman).fields_get(FIELDS)
            for name in FIELDS:
                self.assertTrue(described[name]["groupable"], (model, name))
                self.assertTrue(described[name]["searchable"], (model, name))
                self.assertTrue(described[name]["sortable"], (model, name))

    def test_same_queries_for_any_number(self):
        for orders in (self.orders[:2], self.orders):
            orders = orders.with_user(self.salesman)
            orders.mapped("segment_abc")  # the user's rights and the policy get cached
            self.env.invalidate_all()
            orders.env.company.sudo().mapped("segment_policy_id.use_purchase_timing")
            # Orders, clients, all that is kept of the clients at once, and the
            # purchase timing, which is looked up in open opportunities when asked for
            with self.assertQueryCount(4):
                orders.mapped("segment_abc")
                orders.mapped("segment_purchase_timing")
                orders.mapped("client_audience_id")

    def test_group_is_one_join(self):
        Order = self.env["sale.order"].with_user(self.salesman)
        query = Order._search(
            [("segment_abc", "=", "a"), ("segment_tier", "!=", "gold")]
        )
        code = query.select().code
        self.assertEqual(code.count('JOIN "client_segment"'), 1)
        self.assertEqual(code.count("SELECT"), 1)
        Report = self.env["sale.report"].with_user(self.salesman)
        query = Report._search([("segment_abc", "=", "a")])
        self.assertNotIn('JOIN "res_partner"', query.select().code)

    def test_recompute_refreshes(self):
        order = self.orders[2]
        self.assertEqual(order.segment_abc, "b")
        self._create_order(self.clients[2], "2025-02-01", 9000)
        self._recompute()
        self.assertEqual(order.segment_abc, "a")

    def test_form_shows_new_client(self):
        order = self.env["sale.order"].with_user(self.salesman)
        order = order.new({"partner_id": self.clients[2].id})
        self.assertEqual(order.segment_abc, "b")
        order.partner_id = self.clients[3]
        self.assertEqual(order.segment_abc, "c")

    def test_hidden_from_others(self):
        accountant = new_test_user(
            self.env,
            login="segment-accountant",
            groups="account.group_account_manager",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        orders = self.orders.with_user(accountant)
        self.assertTrue(orders.has_access("read"))
        self.assertNotIn("segment_abc", orders.fields_get())
        with self.assertRaises(AccessError):
            orders.read(["segment_abc"])
        with self.assertRaises(AccessError):
            orders.search([("segment_abc", "=", "a")])
        with self.assertRaises(AccessError):
            orders.search([], order="segment_abc")
        with self.assertRaises(AccessError):
            orders._read_group([], ["segment_abc"])


@tagged("post_install", "-at_install")
class TestDocumentsOfTwoCompanies(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_company("Other")
        cls.both = cls._create_client("both", company_id=False)
        large = cls._create_client("large", company_id=False)
        # Here, 1000 of 1010 come before: 99 %. There, it is the only client.
        cls._create_order(large, "2025-01-15", 1000)
        cls.order = cls._create_order(
            cls.both, "2025-01-15", 10, user_id=cls.salesman.id
        )
        cls._create_order(cls.both, "2025-01-15", 10, company_id=cls.other.id)
        cls._recompute()
        cls._recompute(company=cls.other)
        cls.lead = cls.env["crm.lead"].create(
            {"name": "both", "partner_id": cls.both.id, "user_id": cls.salesman.id}
        )
        cls.lead.company_id = False

    def test_class_of_current_company(self):
        self.salesman.company_ids += self.other
        lead = self.lead.with_user(self.salesman)
        for company, expected in ((self.company, "c"), (self.other, "a")):
            seen = lead.with_context(allowed_company_ids=company.ids)
            self.assertEqual(seen.segment_abc, expected)
            found = seen.search([("id", "=", lead.id), ("segment_abc", "=", expected)])
            self.assertEqual(found, lead)
            groups = seen._read_group([("id", "=", lead.id)], ["segment_abc"])
            self.assertEqual(groups, [(expected,)])

    def test_no_class_of_foreign_company(self):
        context = {"allowed_company_ids": self.other.ids}
        for record in (self.lead, self.order):
            record = record.with_user(self.salesman).with_context(**context)
            with self.assertRaises(AccessError):
                record.read(["segment_abc"])
            with self.assertRaises(AccessError):
                record.search([("segment_abc", "=", "a")])
