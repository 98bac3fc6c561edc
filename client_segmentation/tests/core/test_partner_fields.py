from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ...models.core.segment_axes import CLASSES
from ..common import SegmentationCommon

FIELDS = ["segment_abc", "segment_temperature", "segment_revenue", "segment_tag_ids"]


@tagged("post_install", "-at_install")
class TestPartnerFields(SegmentationCommon):
    """Reading, searching, sorting and grouping contacts by their segments, as a
    salesperson."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls._create_clients(c1=700, c2=150, c3=110, c4=40)
        cls.cold = cls._create_client("cold")
        cls.contact = cls._create_client(
            "contact", is_company=False, parent_id=cls.clients[0].id
        )
        cls._recompute()
        # shares before: 0, 70, 85, 96 %
        cls.everybody = cls.clients + cls.cold + cls.contact
        cls.salesman = cls._create_user("sales_team.group_sale_salesman_all_leads")
        cls.Partner = cls.env["res.partner"].with_user(cls.salesman)

    def _search(self, *domain, **kwargs):
        mine = ("id", "in", self.everybody.ids)
        return self.Partner.search([mine, *domain], **kwargs).mapped("name")

    def test_search(self):
        for domain, expected in (
            (("segment_abc", "=", "a"), {"c1", "c2", "contact"}),
            (("segment_abc", "in", ["b", "c"]), {"c3", "c4"}),
            (("segment_abc", "!=", "a"), {"c3", "c4", "cold"}),
            (("segment_abc", "not in", ["a", "b"]), {"c4", "cold"}),
            (("segment_abc", "=", False), {"cold"}),
            (("segment_abc", "!=", False), {"c1", "c2", "c3", "c4", "contact"}),
            (("segment_temperature", "=", "cold"), {"cold"}),
            (("segment_revenue", ">", 110), {"c1", "c2"}),
            (("segment_revenue", "=", 40), {"c4"}),
            (("segment_revenue", "=", 0), {"cold", "contact"}),
            (("segment_last_order_date", ">=", "2025-01-15"), {"c1", "c2", "c3", "c4"}),
            (("segment_last_order_date", "<", "2025-01-15"), set()),
        ):
            self.assertEqual(set(self._search(domain)), expected, domain)

    def test_search_through_other_models(self):
        orders = self.env["sale.order"].search([("partner_id.segment_abc", "=", "b")])
        self.assertEqual(orders.partner_id, self.clients[2])
        groups = self.env["sale.order"]._read_group(
            [("partner_id", "in", self.clients.ids)],
            ["partner_id.segment_abc"],
            ["amount_untaxed:sum"],
        )
        self.assertEqual(groups, [("a", 850), ("b", 110), ("c", 40)])

    def test_filter_in_memory(self):
        found = self.everybody.filtered_domain([("segment_abc", "=", "a")])
        self.assertEqual(set(found.mapped("name")), {"c1", "c2", "contact"})

    def test_sort(self):
        names = self._search(("segment_revenue", ">", 0), order="segment_revenue, id")
        self.assertEqual(names, ["c4", "c3", "c2", "c1"])
        names = self._search(("segment_abc", "!=", False), order="segment_abc desc, id")
        self.assertEqual(names, ["c4", "c3", "c1", "c2", "contact"])

    def test_group_counts_a_client_once(self):
        groups = self.Partner._read_group(
            [("id", "in", self.everybody.ids)],
            ["segment_abc"],
            ["segment_revenue:sum", "__count"],
        )
        self.assertEqual(
            groups,
            [("a", 850, 3), ("b", 110, 1), ("c", 40, 1), (False, 0, 1)],
        )

    def _count_in_panel(self, name, *ticked, expand=False):
        """Return ``{class: clients}`` as the panel beside the list of clients offers
        them, when ``ticked`` are the values chosen there on other axes."""
        panel = self.Partner.search_panel_select_multi_range(
            name,
            enable_counters=True,
            expand=expand,
            search_domain=[
                ("id", "in", self.everybody.ids),
                ("parent_id", "=", False),
            ],
            filter_domain=list(ticked),
        )
        return {value["id"]: value["__count"] for value in panel["values"]}

    def test_search_panel(self):
        # Of 1000: 700, 150 and 110 are gold (from 5 %), 40 is silver.
        tiers = {"gold": 3, "silver": 1}
        self.assertEqual(self._count_in_panel("segment_tier"), tiers)
        self.assertEqual(self._count_in_panel("segment_abc"), {"a": 2, "b": 1, "c": 1})
        self.assertEqual(self._count_in_panel("segment_temperature")["cold"], 1)
        gold = ("segment_tier", "in", ["gold"])
        found = self._count_in_panel("segment_abc", gold)
        self.assertEqual(found, {"a": 2, "b": 1, "c": 0})
        clients = ("parent_id", "=", False)
        self.assertEqual(set(self._search(clients, gold)), {"c1", "c2", "c3"})
        beyond_a = ("segment_abc", "in", ["b", "c"])
        found = self._count_in_panel("segment_tier", beyond_a)
        self.assertEqual(found, {"gold": 1, "silver": 1})
        self.assertEqual(self._search(clients, gold, beyond_a), ["c3"])

    def test_search_panel_can_offer_all_its_axes(self):
        view = self.env.ref("client_segmentation.client_segment_partner_view_search")
        arch = etree.fromstring(self.Partner.get_view(view.id, "search")["arch"])
        fields = {
            node.get("name"): node.get("expand") == "1"
            for node in arch.xpath("//searchpanel/field")
        }
        self.assertLessEqual(
            {"segment_tier", "segment_abc", "segment_rfm"}, set(fields)
        )
        for name, expand in fields.items():
            in_panel = sum(self._count_in_panel(name, expand=expand).values())
            domain = [("id", "in", self.everybody.ids), ("parent_id", "=", False)]
            with_value = self.Partner.search_count([*domain, (name, "!=", False)])
            self.assertEqual(in_panel, with_value, name)

    def test_pivot_and_list_can_use_them(self):
        described = self.Partner.fields_get(["segment_abc", "segment_revenue"])
        for description in described.values():
            self.assertTrue(description["searchable"])
            self.assertTrue(description["sortable"])
            self.assertTrue(description["groupable"])
        self.assertEqual(described["segment_revenue"]["aggregator"], "sum")

    def test_segment_tags(self):
        tag = self.env.ref("client_segmentation.segment_tag_abc_a")
        hot = self.env.ref("client_segmentation.segment_tag_temperature_hot")
        client = self.clients[0].with_user(self.salesman)
        self.assertLessEqual(hot + tag, client.segment_tag_ids)
        self.assertFalse(client.category_id, "people's own tags are left alone")
        in_class_a = {"c1", "c2", "contact"}
        for domain in (
            ("segment_tag_ids", "in", tag.ids),
            ("segment_tag_ids", "=", tag.id),
            ("segment_tag_ids", "=", "Class A"),
            ("segment_tag_ids", "ilike", "class a"),
            ("segment_tag_ids.name", "=", "Class A"),
        ):
            self.assertEqual(set(self._search(domain)), in_class_a, domain)
        found = self._search(("segment_tag_ids", "not in", (tag + hot).ids))
        self.assertEqual(found, ["cold"])

    def test_number_of_queries_does_not_grow_with_contacts(self):
        counts = []
        # The first round fills the caches of groups, rights and tags.
        for partners in (self.cold, self.clients[0], self.everybody):
            partners = partners.with_user(self.salesman)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            partners.mapped("segment_tag_ids")
            partners.mapped("segment_revenue")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1])

    def test_all_that_is_kept_of_clients_in_one_query(self):
        names = (
            *(axis.partner_field for axis in CLASSES),
            *("segment_revenue", "segment_last_order_date", "segment_purchase_timing"),
            *("client_audience_id", "client_end_audience_id"),
        )
        partners = self.everybody.with_user(self.salesman)
        partners.mapped("segment_abc")  # the user's rights get cached
        self.env.invalidate_all()
        partners.mapped("commercial_partner_id.user_id")
        partners.env.company.sudo().mapped("segment_policy_id.use_purchase_timing")
        with self.assertQueryCount(1):
            for name in names:
                partners.mapped(name)
        self.assertEqual(
            partners.mapped("segment_abc"), ["a", "a", "b", "c", False, "a"]
        )

    def test_not_for_everybody(self):
        groups = "base.group_user,base.group_allow_export"
        worker = new_test_user(self.env, login="worker", groups=groups)
        partner = self.clients[0].with_user(worker)
        for name in FIELDS:
            with self.assertRaises(AccessError):
                partner.read([name])
            with self.assertRaises(AccessError):
                partner.search([(name, "!=", False)])
            with self.assertRaises(AccessError):
                partner.export_data([name])
        with self.assertRaises(AccessError):
            partner.search([], order="segment_revenue")
        with self.assertRaises(AccessError):
            partner._read_group([], ["segment_abc"])
        self.assertNotIn("segment_abc", partner.fields_get())

    def test_marketing_sees_segments(self):
        marketing = new_test_user(
            self.env, login="marketing", groups="mass_mailing.group_mass_mailing_user"
        )
        partner = self.clients[0].with_user(marketing)
        self.assertTrue(partner.has_access("read"))
        self.assertTrue(partner.fields_get(["segment_abc"]))

    def test_company_of_others_stays_closed(self):
        other = self._create_company("Other")
        partner = self.clients[0].with_user(self.salesman)
        partner = partner.with_context(allowed_company_ids=other.ids)
        with self.assertRaises(AccessError):
            partner.read(["segment_abc"])
        segments = self.env["client.segment"].with_user(self.salesman).search([])
        self.assertEqual(segments.company_id, self.company)

    def test_explanation(self):
        # c3: 700 + 150 of 1000 before it
        text = self._get_explanation(self.clients[2])
        for words in ("3 of 4", "850.00", "1,000.00", "85.00", "B"):
            self.assertIn(words, text)
        self.assertIn("never bought", self._get_explanation(self.cold))
        self.assertEqual(
            self._get_explanation(self.contact), self._get_explanation(self.clients[0])
        )

    def _get_explanation(self, partner):
        html = partner.with_user(self.salesman).segment_explanation
        return " ".join(html.striptags().split())

    def test_not_classified_has_no_explanation(self):
        self.assertFalse(self._create_client("new").segment_explanation)

    def test_lists_read_what_records_have(self):
        """Lists read these fields at once, and show the same."""
        fields = self.Partner._fields
        names = [
            name
            for name in (*self.Partner._get_client_fields(), "segment_currency_id")
            if self.Partner._has_field_access(fields[name], "read")
        ]
        partners = self.everybody.with_user(self.salesman)
        rows = partners.read(names, load=None)
        self.env.invalidate_all()
        for partner, row in zip(partners, rows, strict=True):
            for name in names:
                value = partner[name]
                expected = value.id if fields[name].relational else value
                self.assertEqual(row[name], expected, name)
        # The name where it is asked for
        [row] = partners[:1].read(["segment_currency_id"])
        currency = self.company.currency_id
        self.assertEqual(row["segment_currency_id"], (currency.id, currency.name))

    def test_lists_are_closed_as_records_are(self):
        for partners in (self.clients[:1], self.clients):
            with self.assertRaises(AccessError):
                partners.with_user(self.salesman).read(["name", "segment_margin"])
            with self.assertRaises(AccessError):
                partners.with_user(self.salesman)._read_format(["segment_margin"])
