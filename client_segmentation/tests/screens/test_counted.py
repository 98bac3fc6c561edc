from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from ...models.core.segment_columns import IS_CLIENT
from ...models.screens.res_partner import AGGREGATES, NotCounted
from .test_cube import CubeCase

WITH_REVENUE = Domain("segment_revenue", ">", 0)
A = Domain("segment_abc", "=", "a")
OF_MANAGERS = ("margin", "ltv", "at_stake")


@tagged("post_install", "-at_install")
class TestCounted(CubeCase):
    """Groups of contacts, from what is kept: as Odoo itself would count them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Of another company by now, with documents of this one
        cls.nobodys.company_id = cls.other
        cls._run_on()
        cls.env["res.partner"].flush_model()

    def _read(self, user, domain, groupby, aggregates, **kwargs):
        partners = self.env["res.partner"].with_user(user)
        return partners._read_group(domain, groupby, aggregates, **kwargs)

    def _read_as_odoo(self, *args, **kwargs):
        Partner = self.env.registry["res.partner"]
        with patch.object(Partner, "_get_counted", side_effect=NotCounted):
            return self._read(*args, **kwargs)

    def _get_aggregates(self, user):
        if user == self.manager:
            return list(AGGREGATES)
        return [spec for spec in AGGREGATES if not any(n in spec for n in OF_MANAGERS)]

    def assertCounted(self, user, domain, groupby, aggregates=None, **kwargs):
        """Check that the figures kept tell the same as the contacts."""
        if aggregates is None:
            aggregates = self._get_aggregates(user)
        self.env["res.partner"].with_user(user)._get_counted_domain(domain, aggregates)
        found = self._read(user, domain, groupby, aggregates, **kwargs)
        odoo = self._read_as_odoo(user, domain, groupby, aggregates, **kwargs)
        self.assertEqual(self._round(found), self._round(odoo))
        return found

    def _round(self, rows):
        return [
            tuple(round(v, 6) if isinstance(v, float) else v for v in row)
            for row in rows
        ]

    def assertNotCounted(self, domain, aggregates=(), user=None):
        partners = self.env["res.partner"].with_user(user or self.manager)
        with self.assertRaises(NotCounted):
            partners._get_counted_domain(domain, aggregates)

    def _get_domains(self):
        return [
            IS_CLIENT & WITH_REVENUE,
            IS_CLIENT & A,
            IS_CLIENT & Domain("segment_abc", "!=", False),
            IS_CLIENT & WITH_REVENUE & Domain("user_id", "=", self.anton.id),
            IS_CLIENT
            & Domain("segment_temperature", "in", ["hot", "cold"])
            & (A | Domain("segment_is_active", "=", False)),
            IS_CLIENT & Domain("segment_is_key", "=", True),
        ]

    def _get_groupings(self):
        return (
            ["segment_abc"],
            ["segment_tier"],
            ["segment_is_active"],
            ["user_id", "segment_abcxyz"],
            ["segment_rfm", "segment_temperature"],
        )

    def assertAllCounted(self, user):
        for domain in self._get_domains():
            for groupby in self._get_groupings():
                with self.subTest(domain=domain, groupby=groupby):
                    self.assertCounted(user, domain, groupby)

    def test_of_heads_of_sales(self):
        self.assertAllCounted(self.manager)

    def test_of_who_sees_all_documents(self):
        self.assertAllCounted(self.berta)

    def test_of_who_sees_own_documents_only(self):
        """Of others' clients the number, of own ones the amounts."""
        for groupby in self._get_groupings():
            for domain in self._get_domains():
                self.assertCounted(self.anton, domain, groupby, ["__count"])
            own = IS_CLIENT & WITH_REVENUE
            self.assertCounted(self.anton, own, groupby)
        [(abc, count, revenue)] = self.assertCounted(
            self.anton,
            IS_CLIENT & WITH_REVENUE & A,
            ["segment_abc"],
            ["__count", "segment_revenue:sum"],
        )
        self.assertEqual((abc, count, revenue), ("a", 1, 900))
        self.assertNotCounted(IS_CLIENT & A, ["segment_revenue:sum"], self.anton)

    def test_hidden_by_record_rules(self):
        domain = IS_CLIENT & WITH_REVENUE
        for user, count in ((self.manager, 2), (self.env.user, 3)):
            rows = self.assertCounted(
                user, domain, ["segment_temperature"], ["__count"]
            )
            self.assertEqual(rows, [("hot", count)])

    def test_after_changes(self):
        self.big.user_id = self.berta
        self._pin(self.small, "abc:c")
        self.loss.active = False
        self.env.flush_all()
        self.assertAllCounted(self.manager)
        domain = IS_CLIENT & WITH_REVENUE
        [(user, count)] = self.assertCounted(
            self.manager, domain & A, ["user_id"], ["__count"]
        )
        self.assertEqual((user, count), (self.berta, 1))

    def test_in_the_other_company(self):
        partners = self.env["res.partner"].with_company(self.other)
        [(abc, revenue)] = partners._read_group(
            IS_CLIENT & WITH_REVENUE, ["segment_abc"], ["segment_revenue:sum"]
        )
        self.assertEqual((abc, revenue), ("a", 300))

    def test_order_and_limit(self):
        domain = IS_CLIENT & Domain("segment_temperature", "!=", False)
        arguments = (self.manager, domain, ["segment_abc"], ["__count"])
        for order in ("segment_abc desc", "__count desc, segment_abc", None):
            for page in ({}, {"limit": 1}, {"limit": 2, "offset": 1}):
                self.assertCounted(*arguments, order=order, **page)

    def test_pivot(self):
        partners = self.env["res.partner"].with_user(self.manager)
        sets = [[], ["segment_temperature"], ["segment_temperature", "segment_abc"]]
        arguments = (IS_CLIENT & WITH_REVENUE, sets, ["__count", "segment_revenue:sum"])
        self.big.user_id = self.berta
        found = partners._read_grouping_sets(*arguments)
        Partner = self.env.registry["res.partner"]
        with patch.object(Partner, "_get_counted", side_effect=NotCounted):
            self.assertEqual(partners._read_grouping_sets(*arguments), found)
        self.assertEqual(found[0], [(2, 990)])

    def test_search_panel(self):
        partners = self.env["res.partner"].with_user(self.manager)
        # By their own figures: no contact is read
        with patch.object(
            self.env.registry["res.partner"], "_search", side_effect=AssertionError
        ):
            panel = partners.search_panel_select_multi_range(
                "segment_abc",
                search_domain=list(IS_CLIENT & WITH_REVENUE),
                filter_domain=[],
                category_domain=[],
                group_domain=[],
                enable_counters=True,
                expand=True,
            )
        counts = {value["id"]: value["__count"] for value in panel["values"]}
        self.assertEqual(counts, {"a": 1, "b": 1, "c": 0})

    def test_only_what_is_known(self):
        counted = IS_CLIENT & WITH_REVENUE
        for unknown in (
            WITH_REVENUE,
            IS_CLIENT,
            IS_CLIENT & Domain("segment_is_active", "=", False),
            IS_CLIENT & Domain("segment_abc", "=", False),
            counted & Domain("name", "ilike", "big"),
            counted & Domain("segment_revenue", ">", 100),
            counted & Domain("active", "=", False),
            counted & Domain("user_id.name", "=", "Anton"),
            counted & ~Domain("category_id", "=", False),
        ):
            with self.subTest(unknown=unknown):
                self.assertNotCounted(unknown)
        with self.assertRaises(NotCounted):
            self.env["res.partner"]._get_counted([["country_id"]], [])
        archived = self.env["res.partner"].with_context(active_test=False)
        with self.assertRaises(NotCounted):
            archived._get_counted_domain(counted, [])

    def test_closed_fields_stay_closed(self):
        domain = IS_CLIENT & WITH_REVENUE
        with self.assertRaises(AccessError):
            self._read(self.berta, domain, ["segment_abc"], ["segment_margin:sum"])
        nobody = new_test_user(self.env, login="nobody", groups="base.group_user")
        for condition in (WITH_REVENUE, A):
            with self.assertRaises(AccessError):
                self._read(nobody, IS_CLIENT & condition, ["user_id"], ["__count"])
