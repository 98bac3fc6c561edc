from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...sql.core import changes
from ..common import SegmentationCommon

RUN_LOGGER = "odoo.addons.client_segmentation.models.runs.client_segment_run"


@tagged("post_install", "-at_install")
class TestHistory(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.History = cls.env["client.segment.history"]
        # shares before: 0 and 90 %
        cls.big, cls.small = cls._create_clients(big=90, small=10)

    def _get_changes(self, client, *axes):
        found = self.History.search([("partner_id", "=", client.id)], order="id")
        return [
            (change.axis, change.old_value, change.new_value)
            for change in found
            if change.axis in axes
        ]

    def test_first_classes_are_no_change(self):
        run = self._run_on()
        self.assertGreaterEqual(run.created_count, 2)
        self.assertFalse(self.History.search([("company_id", "=", self.company.id)]))

    def test_nothing_changes_nothing_written(self):
        self._run_on()
        self._run_on()
        self.assertFalse(self.History.search([("company_id", "=", self.company.id)]))

    def test_a_change_is_kept(self):
        self._run_on()
        # big 90, small 810: shares before 90 % and 0
        self._create_order(self.small, "2025-02-15", 800)
        run = self._run_on("2025-07-20")
        self.assertEqual(
            self._get_changes(self.big, "abc"), [("abc", "abc:a", "abc:b")]
        )
        self.assertEqual(
            self._get_changes(self.small, "abc"), [("abc", "abc:b", "abc:a")]
        )
        change = self.History.search(
            [("partner_id", "=", self.big.id), ("axis", "=", "abc")]
        )
        self.assertEqual(change.run_id, run)
        self.assertEqual(str(change.date), "2025-07-20")
        self.assertEqual(change.company_id, self.company)

    def test_change_of_a_figure_is_no_change_of_class(self):
        self._run_on()
        self._create_order(self.big, "2025-02-15", 1)
        self.assertTrue(self._run_on().changed_count)
        self.assertFalse(self._get_changes(self.big, "abc", "temperature", "tier"))

    def test_from_no_class_and_yes_or_no(self):
        client = self._create_client("client")
        self._run_on()
        self._create_order(client, "2025-07-01", 1)
        self._run_on()
        self.assertEqual(
            self._get_changes(client, "temperature", "abc", "is_active", "rfm"),
            [
                ("temperature", "temperature:cold", "temperature:hot"),
                ("abc", False, "abc:c"),
                ("is_active", "is_active:false", "is_active:true"),
            ],
        )

    def test_migration_counts(self):
        others = self._create_clients(c3=1, c4=1)
        # before: 0, 90, 100, 101 of 102
        self._run_on()
        self.assertClasses(
            "segment_abc",
            {self.big: "a", self.small: "b", others[0]: "c", others[1]: "c"},
        )
        # small 110, big 90, c3 51, c4 1 of 252: before 0, 43.7, 79.4, 99.6 %
        self._create_order(self.small, "2025-02-15", 100)
        self._create_order(others[0], "2025-02-15", 50)
        self._run_on()
        groups = self.History.with_user(self.salesman)._read_group(
            [("axis", "=", "abc")], ["old_value", "new_value"], ["__count"]
        )
        self.assertEqual(sorted(groups), [("abc:b", "abc:a", 1), ("abc:c", "abc:a", 1)])

    def test_words_of_a_change(self):
        labels = dict(
            self.History._fields["new_value"]._description_selection(self.env)
        )
        self.assertEqual(labels["abc:a"], "ABC: A")
        self.assertEqual(labels["temperature:hot"], "Temperature: Hot")
        self.assertEqual(labels["is_key:true"], "Key Client: Yes")

    def test_groups_by_salesperson(self):
        self.small.user_id = self.salesman
        self.test_a_change_is_kept()
        groups = self.History.with_user(self.salesman)._read_group(
            [("axis", "=", "abc")], ["user_id"], ["__count"]
        )
        self.assertEqual(set(groups), {(self.salesman, 1), (self.salesman.browse(), 1)})

    def test_failed_run_leaves_no_history(self):
        self._run_on()
        self._create_order(self.small, "2025-02-15", 800)
        broken = patch.object(changes, "drop_changes", side_effect=ValueError("Broken"))
        with broken, mute_logger(RUN_LOGGER):
            self.assertEqual(self._run_on().state, "failed")
        self.assertFalse(self._get_changes(self.small, "abc"))

    def test_access(self):
        self.test_a_change_is_kept()
        history = self.History.with_user(self.salesman)
        self.assertTrue(history.search([]))
        self.assertEqual(history.search([]).company_id, self.company)
        for operation in ("create", "write", "unlink"):
            self.assertFalse(history.has_access(operation))
        worker = self._create_user("base.group_user")
        with self.assertRaises(AccessError):
            self.History.with_user(worker).search([])

    def test_other_company_is_not_seen(self):
        other = self._create_company("Other")
        self.big.company_id = False
        self._run_on(company=other)
        self._create_order(self.big, "2025-02-15", 5, company_id=other.id)
        self._run_on(company=other)
        self.assertTrue(self.History.search([("company_id", "=", other.id)]))
        self.assertFalse(self.History.with_user(self.salesman).search([]))
        self.assertFalse(self.big.with_user(self.salesman).segment_history_ids)

    def test_merge_moves_history(self):
        self.test_a_change_is_kept()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.big + self.small).ids, self.big)
        # Both of one day, and one statement wrote them in whatever order.
        self.assertCountEqual(
            self._get_changes(self.big, "abc"),
            [("abc", "abc:a", "abc:b"), ("abc", "abc:b", "abc:a")],
        )

    def test_form_shows_changes(self):
        self.test_a_change_is_kept()
        client = self.big.with_user(self.salesman)
        with Form(client, view="client_segmentation.client_segments_view_form") as form:
            self.assertTrue(form.segment_history_ids)
