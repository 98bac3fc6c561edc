from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_saved import SavedCommon


@tagged("post_install", "-at_install")
class TestSavedAccess(SavedCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = cls._create_user("base.group_user")
        cls.portal = cls._create_user("base.group_portal")

    def test_only_sales(self):
        segment = self._save(is_shared=True)
        for user in (self.employee, self.portal):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self._save(user=user)
                own = segment.with_user(user)
                for method in ("clients", "members", "days"):
                    with self.assertRaises(AccessError):
                        getattr(own, f"action_view_{method}")()
                for model in ("", ".member", ".day"):
                    records = self.env[f"client.saved.segment{model}"]
                    with self.assertRaises(AccessError):
                        records.with_user(user).search([])
                with self.assertRaises(AccessError):
                    self.env["res.partner"].with_user(user).search(
                        [("saved_segment_ids", "in", segment.ids)]
                    )

    def test_own_and_shared(self):
        colleague = self._create_user("sales_team.group_sale_salesman", name="Other")
        self.one.ref = "in"
        own = self._save(user=self.salesman)
        shared = self._save(user=self.salesman, is_shared=True)
        both = own + shared
        for user, expected in (
            (self.salesman, both),
            (colleague, shared),
            (self.manager, both),
        ):
            with self.subTest(user.login):
                segments = self.env["client.saved.segment"].with_user(user)
                self.assertEqual(segments.search([("id", "in", both.ids)]), expected)
                members = self.env["client.saved.segment.member"].with_user(user)
                found = members.search([("segment_id", "in", both.ids)])
                self.assertEqual(found.segment_id, expected)
                days = self.env["client.saved.segment.day"].with_user(user)
                found = days.search([("segment_id", "in", both.ids)])
                self.assertEqual(found.segment_id, expected)
                one = self.one.with_user(user)
                one.invalidate_recordset()
                self.assertEqual(one.saved_segment_ids, expected)
                partners = self.env["res.partner"].with_user(user)
                searched = partners.search([("saved_segment_ids", "in", own.ids)])
                self.assertEqual(bool(searched), own <= expected)
        with self.assertRaises(AccessError):
            shared.with_user(colleague).name = "Mine"
        with self.assertRaises(AccessError):
            shared.with_user(colleague).unlink()
        with self.assertRaises(AccessError):
            own.with_user(colleague).action_view_clients()
        shared.with_user(self.manager).name = "Ours"

    def test_private_segment_is_not_asked_as_superuser(self):
        colleague = self._create_user("sales_team.group_sale_salesman", name="Other")
        self.one.ref = "in"
        own = self._save(user=self.salesman)
        partners = self.env["res.partner"].with_user(colleague).sudo()
        self.assertFalse(partners.search([("saved_segment_ids", "in", own.ids)]))

    def test_margins_are_closed(self):
        """Neither by asking, nor by letting somebody else ask, nor by sharing."""
        closed = "[('segment_margin', '>', 0)]"
        self.assertRefused("Margin", self._save, closed, user=self.salesman)
        own = self._save(user=self.salesman)
        with self.assertRaises(ValidationError):
            own.with_user(self.salesman).domain = closed
        with self.assertRaises(AccessError):
            own.with_user(self.salesman).user_id = self.manager
        with self.assertRaises(AccessError):
            self._save(user=self.salesman, user_id=self.manager.id)
        kept = self._save(closed)
        self.assertRefused(
            "Margin", kept.with_user(self.manager).write, {"is_shared": 1}
        )
        of_kept = f"[('saved_segment_ids', 'in', {kept.ids})]"
        by_name = "[('saved_segment_ids.name', '=', 'x')]"
        for domain in (of_kept, by_name):
            self.assertRefused("Saved Segments", self._save, domain, is_shared=True)
        for domain in (
            "[('segment_revenue', '>', 0)]",
            "[('child_ids.segment_margin', '>', 0)]",
            "[('child_ids', 'any', [('segment_ltv', '>', 0)])]",
            "['!', ('segment_is_loss_making', '=', True)]",
            "[('sale_order_ids', '!=', False)]",
        ):
            with self.subTest(domain), self.assertRaises(ValidationError):
                self._save(domain, is_shared=True)
        self._save("[('segment_abc', '=', 'a')]", is_shared=True)
        self._save("[('user_id.name', 'ilike', 'anna')]", is_shared=True)

    def assertRefused(self, word, method, *args, **kwargs):
        with self.assertRaises(ValidationError) as refused:
            method(*args, **kwargs)
        self.assertIn(word, str(refused.exception))

    def test_amounts_of_own_clients_may_be_asked(self):
        """As favourites are: the answer is about own clients only."""
        self.one.user_id = self.salesman
        for client in (self.one, self.two):
            self._create_order(client, "2025-01-15", 100)
        self._run_on()
        segment = self._save("[('segment_revenue', '>', 0)]", user=self.salesman)
        self.assertEqual(segment.member_ids.partner_id, self.one)

    # The database is asked, and says no.
    @mute_logger("odoo.sql_db")
    def test_malformed(self):
        for domain in (
            "[('no_such_field', '=', 1)]",
            "[('ref', 'resembles', 1)]",
            "not a domain",
            "[('ref', '=', ",
            "{'ref': 1}",
            "[('id', 'in', 'text')]",
            "[1 / 0]",
            "[('ref', '=', __import__('os'))]",
        ):
            with self.subTest(domain), self.assertRaises(ValidationError):
                self._save(domain)

    def test_owner_without_rights(self):
        self.one.ref = "in"
        segment = self._save(user=self.salesman, is_shared=True)
        self.salesman.group_ids -= self.env.ref("sales_team.group_sale_salesman")
        self.two.ref = "in"
        segment._count_or_tell()
        self.assertIn("may not see segments", segment.problem)
        self.assertEqual(segment.member_ids.partner_id, self.one)
        self.salesman.group_ids += self.env.ref("sales_team.group_sale_salesman")
        segment._count_or_tell()
        self.assertFalse(segment.problem)
        self.assertEqual(segment.member_ids.partner_id, self.one + self.two)

    def test_owner_who_lost_margins(self):
        segment = self._save("[('segment_margin', '>', 0)]")
        self.manager.group_ids -= self.env.ref("sales_team.group_sale_manager")
        self.manager.group_ids += self.env.ref("sales_team.group_sale_salesman")
        segment._count_or_tell()
        self.assertIn("has no access", segment.problem)

    def test_archived_owner(self):
        segment = self._save(user=self.salesman)
        self.salesman.action_archive()
        segment._count_or_tell()
        self.assertIn("is archived", segment.problem)

    def test_counted_values_are_not_typed_in(self):
        segment = self._save(user=self.salesman)
        for name in ("counted_on", "counted_since"):
            with self.assertRaises(AccessError):
                segment.with_user(self.salesman)[name] = "2020-01-01"
            with self.assertRaises(AccessError):
                self._save(user=self.salesman, **{name: "2020-01-01"})
        with self.assertRaises(AccessError):
            segment.member_ids.with_user(self.salesman).create(
                {"segment_id": segment.id, "partner_id": 1, "date_in": "2020-01-01"}
            )

    def test_number_is_that_of_the_list(self):
        self.one.ref = self.two.ref = "in"
        segment = self._save(is_shared=True)
        action = segment.with_user(self.salesman).action_view_clients()
        [facet] = action["context"]["segment_facets"]
        partners = self.env["res.partner"].with_user(self.salesman)
        listed = partners.search_count(facet["domain"])
        self.assertEqual(segment.with_user(self.salesman).client_count, listed)
        self.assertEqual(listed, 2)

    def test_merged_contacts(self):
        with freeze_time("2025-07-01 09:00:00"):
            segment = self._save()
        self._count_on("2025-07-01", self.one, segment)
        self._count_on("2025-07-03", self.two, segment)
        self._count_on("2025-07-05", self.one + self.two + self.three, segment)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.one + self.two).ids, self.two)
        self.env.invalidate_all()
        self.assertEqual(
            sorted(self._get_spans(segment)),
            [("three", "2025-07-05", False), ("two", "2025-07-01", False)],
        )
        # In on 1 and 3 July: once then, once now
        self.assertEqual(self._get_days(segment)[-1][3], 2)
