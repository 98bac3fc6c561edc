from unittest.mock import patch

from lxml import etree

from odoo.tests import tagged

from ..common import SegmentationCommon

CLASSES = ("segment_temperature", "segment_abc", "segment_rfm", "client_audience_id")
RECORDS = (
    "segment_pin_ids",
    "segment_history_ids",
    "segment_playbook_start_ids",
    "client_audience_change_ids",
    "client_terms_proposal_ids",
)
ON_PAGE = (
    "segment_pin_ids",
    "segment_history_ids",
    "segment_playbook_ids",
    "segment_playbook_start_ids",
    "client_terms_proposal_ids",
    "segment_explanation",
    "price_list_chain",
)


@tagged("post_install", "-at_install")
class TestLight(SegmentationCommon):
    """What the add-on adds to the queries of Odoo, whatever else is installed: the same
    is done with and without what is its own.

    Beside the numbers stands what a database without the add-ons takes, measured with
    300 contacts, 200 orders and 200 opportunities, by a salesperson.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = [f"Light {number}" for number in range(5)]
        cls.clients = cls._create_clients(**dict.fromkeys(names, 100))
        cls.quotations = cls.env["sale.order"].concat(
            *(cls._create_order(c, "2025-07-01", 50, "draft") for c in cls.clients)
        )
        cls.leads = cls.env["crm.lead"].create(
            [
                {
                    "name": client.name,
                    "type": "opportunity",
                    "partner_id": client.id,
                    "company_id": cls.company.id,
                }
                for client in cls.clients
            ]
        )
        cls.quotations.user_id = cls.salesman
        cls.leads.user_id = cls.salesman
        cls.env["client.segment.terms"].create(
            {
                "name": "Light",
                "abc": "a",
                "is_discount_limited": True,
                "discount_limit": 10,
            }
        )
        cls._recompute()

    def _count(self, act):
        """Return the number of queries where only the data are read anew."""
        self._count_once(act)
        return self._count_once(act)

    def _count_once(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _count_added(self, records, base, added):
        """Return how many queries more it takes to show the fields ``added``."""
        records = records.with_user(self.salesman)

        def read(names):
            shown = dict.fromkeys(names, {"fields": {"display_name": {}}})
            shown |= {
                name: {} for name in names if not records._fields[name].relational
            }
            return self._count(lambda: records.web_read(shown))

        return read((*base, *added)) - read(base)

    def test_contacts(self):
        # 32 queries for a list of 80: one row for each client
        base = ("name", "commercial_partner_id")
        self.assertEqual(self._count_added(self.clients, base, CLASSES), 1)
        self.assertEqual(self._count_added(self.clients[:1], base, CLASSES), 1)

    def test_rights_are_looked_up_once(self):
        """Not for each cell of a list."""
        clients = self.clients.with_user(self.salesman)
        shown = {"segment_abc": {}, "segment_xyz": {}, "segment_last_order_date": {}}
        users = self.env.registry["res.users"]
        has_groups = patch.object(users, "has_groups", return_value=True)

        def count(records):
            self.env.invalidate_all()
            with has_groups as asked:
                records.web_read(shown)
            return asked.call_count

        self.assertEqual(count(clients), count(clients[:1]))

    def test_form_of_contact(self):
        """35 queries. What only its pages show is read when they are opened."""
        contacts = self.env["res.partner"].with_user(self.salesman)
        form = self._get_fields(contacts.get_view(view_type="form"))
        part = self.env.ref("client_segmentation.client_segments_view_form")
        page = self._get_fields(contacts.get_view(part.id, "form"))
        for name in ON_PAGE:
            self.assertNotIn(name, form)
            self.assertIn(name, page)
        base = ("name", "commercial_partner_id")
        ours = [name for name in form if name.startswith(("segment_", "client_"))]
        self.assertIn("segment_tag_ids", ours)
        # The client's row, and what its tags are called
        self.assertEqual(self._count_added(self.clients[:1], base, ours), 2)

    def _get_fields(self, view):
        arch = etree.fromstring(view["arch"])
        return {node.get("name") for node in arch.iter("field")}

    def test_page_is_nothing_to_others(self):
        worker = self._create_user("base.group_user")
        part = self.env.ref("client_segmentation.client_segments_view_form")
        view = self.env["res.partner"].with_user(worker).get_view(part.id, "form")
        self.assertFalse(self._get_fields(view))

    def test_records_of_client(self):
        # 34 queries for the form of a contact: all five of ours are one
        base = ("name", "commercial_partner_id")
        self.assertEqual(self._count_added(self.clients[:1], base, RECORDS), 1)

    def test_columns(self):
        """Nothing is asked about columns that are open to everybody."""
        mixin = self.registry["client.closed.mixin"]
        for records in (self.clients, self.quotations, self.leads):
            records = records.with_user(self.salesman)
            with (
                self.subTest(records._name),
                patch.object(mixin, "_check_closed_field") as checked,
                patch.object(mixin, "_own_field_to_sql") as asked,
            ):
                self._count(lambda records=records: records.fetch(["name"]))
                checked.assert_not_called()
                asked.assert_not_called()

    def test_stalling(self):
        # Opportunities that nobody has postponed do not ask for the settings.
        self.assertEqual(self._count_added(self.leads, ("name",), ("is_stalling",)), 0)

    def test_quotations(self):
        # 14 queries for a list of 80: clients, their classes, their terms
        base = ("name", "partner_id", "order_line", "company_id")
        added = (*CLASSES, "client_terms_state")
        self.assertLessEqual(self._count_added(self.quotations, base, added), 3)
        timing = (*added, "segment_purchase_timing")
        self.assertLessEqual(self._count_added(self.quotations, base, timing), 4)

    def test_quotation(self):
        # 24 queries for the form: the client and its terms
        base = ("name", "partner_id", "order_line", "company_id")
        added = ("client_terms_warning", "purchase_timing_priced")
        self.assertLessEqual(self._count_added(self.quotations[:1], base, added), 2)

    def test_confirm(self):
        """No settings are read: who the client is, and its terms."""

        def count():
            [copy] = self.quotations[:1].copy()
            return self._count_once(copy.with_user(self.salesman).action_confirm)

        count()
        ours = count()
        with patch.object(type(self.quotations), "_log_broken_terms", lambda _: None):
            self.assertLessEqual(ours - count(), 2)

    def test_leads_written_one_by_one(self):
        """107 queries for 18 of them, with and without the add-on."""
        leads = self.leads.with_user(self.salesman)

        def write():
            for number, lead in enumerate(leads):
                lead.write({"probability": number, "priority": str(number % 3)})

        ours = self._count(write)
        with patch.object(type(leads), "_before_segment_write", lambda *_: {}):
            self.assertEqual(ours, self._count(write))

    def test_leads_move(self):
        """12 queries for a move to another stage, with and without the add-on."""
        leads = self.leads.with_user(self.salesman)
        stages = self.env["crm.stage"].search([], limit=2)
        ours = self._count(lambda: self._move(leads, stages))
        with patch.object(type(leads), "_before_segment_write", lambda *_: {}):
            self.assertEqual(ours, self._count(lambda: self._move(leads, stages)))

    def _move(self, leads, stages):
        for stage in stages:
            leads.write({"stage_id": stage.id})

    def test_gates_are_seen_at_once(self):
        stage = self.env["crm.stage"].search([], limit=1)
        get_gates = stage._get_qualification_gates
        self.assertNotIn(stage, get_gates())
        stage.qualification_min_score = 3
        self.assertIn(stage, get_gates())
        stage.qualification_min_score = 0
        self.assertNotIn(stage, get_gates())
        new = stage.copy({"qualification_min_score": 2})
        self.assertIn(new, get_gates())
        new.unlink()
        self.assertNotIn(new, get_gates())

    def test_settings_are_seen_at_once(self):
        policy = self.company.segment_policy_id
        for is_warning in (True, False, True):
            policy.terms_warning = is_warning
            self.assertEqual(policy._is_warning_of_terms(self.company), is_warning)
        policy.use_terms = False
        self.assertFalse(policy._is_warning_of_terms(self.company))
        self.assertIn("client_terms_state", policy._get_hidden_names_of(self.company))
        policy.use_terms = True
        self.assertTrue(policy._is_warning_of_terms(self.company))
        self.assertFalse(policy._get_hidden_names_of(self.company))
        other = self._create_company("Warned at Once")
        self.assertTrue(policy._is_warning_of_terms(other))

    def test_rules_are_seen_at_once(self):
        client = self.clients[0]
        self.assertEqual(client.segment_abc, "a")

        def get_limit():
            in_force = client._get_terms_in_force()[client]
            return in_force.get("discount_limit", (None, None))[0]

        self.assertEqual(get_limit(), 10)
        rule = self.env["client.segment.terms"].search([("name", "=", "Light")])
        rule.discount_limit = 20
        self.assertEqual(get_limit(), 20)
        special = rule.copy({"tier": client.segment_tier, "discount_limit": 5})
        self.assertEqual(get_limit(), 5 if client.segment_tier else 20)
        special.unlink()
        rule.active = False
        self.assertIsNone(get_limit())
