from contextlib import closing
from datetime import date, timedelta
from unittest.mock import patch

import psycopg2

from odoo import fields, sql_db
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ...models.runs.client_segment_run import LOCK_NAMESPACE
from ..common import SegmentationCommon


@tagged("post_install", "-at_install")
class TestPin(SegmentationCommon):
    """Pins are set by the salesperson of the client unless a test is about others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # as of AS_OF: A, B and never bought
        cls.big, cls.small = cls._create_clients(big=90, small=10)
        cls.cold = cls._create_client("cold")
        cls.clients = cls.big + cls.small + cls.cold
        cls.clients.user_id = cls.salesman
        cls._run_on()
        cls.Pin = cls.env["client.segment.pin"].with_user(cls.salesman)

    def setUp(self):
        super().setUp()
        frozen = freeze_time("2025-07-15 12:00:00")
        frozen.start()
        self.addCleanup(frozen.stop)

    def _pin(self, client, segment_class, user=None, **values):
        return self.Pin.with_user(user or self.salesman).create(
            {
                "partner_id": client.id,
                "segment_class": segment_class,
                "reason": "I know better",
                **values,
            }
        )

    def test_takes_effect_at_once(self):
        pin = self._pin(self.small, "abc:a")
        self.assertEqual(self.small.segment_abc, "a")
        self.assertEqual(self.small.segment_abcxyz, "an")
        self.assertEqual((pin.axis, pin.value), ("abc", "a"))
        self.assertEqual(pin.computed_value, "abc:b")
        self.assertTrue(pin.is_mismatch)
        self.assertEqual(pin.user_id, self.salesman)
        self.assertEqual(self.big.segment_abc, "a", "others keep their class")

    def test_explanation_of_a_pinned_temperature(self):
        self._pin(self.small, "temperature:cold")
        self._run_on()
        html = self.small.with_user(self.salesman).segment_explanation
        self.assertEqual(self.small.segment_temperature, "cold")
        self.assertIn("has bought at least once", html)
        self.assertNotIn("No confirmed order", html)
        self.assertIn("Pinned by hand", html)

    def test_explanation_tells_the_computed_class_too(self):
        self._pin(self.small, "abc:a")
        html = self.small.with_user(self.salesman).segment_explanation
        text = " ".join(html.striptags().split())
        self.assertIn("Pinned by hand. Computed: ABC: B", text)
        self.assertEqual(text.count("Pinned by hand"), 1)

    def test_holds_in_the_next_run_and_is_written_once(self):
        self._pin(self.small, "abc:a")
        run = self._run_on()
        self.assertEqual(self.small.segment_abc, "a")
        self.assertEqual(run.changed_count, 0)

    def test_computed_class_moves_on_under_the_pin(self):
        pin = self._pin(self.small, "abc:c")
        self._create_order(self.small, "2025-02-15", 800)
        self._run_on()
        self.assertEqual(self.small.segment_abc, "c")
        self.assertEqual(pin.computed_value, "abc:a")

    def test_no_mismatch(self):
        agreeing = self._pin(self.small, "abc:b")
        differing = self._pin(self.big, "abc:b")
        self.assertFalse(agreeing.is_mismatch)
        found = self.Pin.search([("is_mismatch", "=", True)])
        self.assertEqual(found, differing)
        self.assertEqual(self.Pin.search([("is_mismatch", "=", False)]), agreeing)

    def test_release_restores_the_computed_class_at_once(self):
        pin = self._pin(self.small, "abc:a")
        pin.action_archive()
        self.assertEqual(self.small.segment_abc, "b")
        self.assertEqual(self.small.segment_abcxyz, "bn")
        self.assertFalse(self._get_segment(self.small).computed_classes)
        pin.action_unarchive()
        self.assertEqual(self.small.segment_abc, "a")
        pin.with_user(self.manager).unlink()
        self.assertEqual(self.small.segment_abc, "b")
        self.assertEqual(self._run_on().changed_count, 0)

    def test_changed_pin(self):
        pin = self._pin(self.small, "abc:a")
        pin.segment_class = "abc:c"
        self.assertEqual(self.small.segment_abc, "c")
        pin.segment_class = "temperature:cold"
        self.assertEqual(self.small.segment_abc, "b")
        self.assertEqual(self.small.segment_temperature, "cold")

    def test_every_axis(self):
        for segment_class, name, expected, computed in (
            ("temperature:warm", "segment_temperature", "warm", "cold"),
            ("abc:a", "segment_abc", "a", False),
            ("xyz:x", "segment_xyz", "x", False),
            ("tier:gold", "segment_tier", "gold", False),
            ("rfm:lost", "segment_rfm", "lost", False),
            ("is_key:true", "segment_is_key", True, False),
            ("is_mono:true", "segment_is_mono", True, False),
            ("is_active:true", "segment_is_active", True, False),
        ):
            with self.subTest(segment_class):
                pin = self._pin(self.cold, segment_class)
                self.assertEqual(self.cold[name], expected)
                self._run_on()
                self.assertEqual(self.cold[name], expected)
                self.assertTrue(pin.is_mismatch)
                pin.action_archive()
                self.assertEqual(self.cold[name], computed)

    def test_two_axes_and_the_pair(self):
        self._pin(self.small, "abc:a")
        xyz = self._pin(self.small, "xyz:x")
        self.assertEqual(self.small.segment_abcxyz, "ax")
        xyz.action_archive()
        self.assertEqual(self.small.segment_abcxyz, "an")

    def test_no_can_be_pinned(self):
        self.assertTrue(self.big.segment_is_key)
        pin = self._pin(self.big, "is_key:false")
        self.assertFalse(self.big.segment_is_key)
        self.assertEqual(pin.computed_value, "is_key:true")

    def test_expiry(self):
        self._pin(self.small, "abc:a", date_end="2025-07-16")
        self._run_on("2025-07-16")
        self.assertEqual(self.small.segment_abc, "a")
        self._run_on("2025-07-17")
        self.assertEqual(self.small.segment_abc, "b")

    def test_expired_pin_makes_room(self):
        old = self._pin(self.small, "abc:a", date_end="2025-07-16")
        with freeze_time("2025-07-17 12:00:00"):
            self._pin(self.small, "abc:c")
            self.assertFalse(old.active)
            self.assertEqual(self.small.segment_abc, "c")

    def test_cron_releases_what_has_expired(self):
        self._pin(self.small, "abc:a", date_end="2025-07-16")
        cron = self.env.ref("client_segmentation.ir_cron_apply_segment_pins")
        with freeze_time("2025-07-17 12:00:00"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.small.segment_abc, "b")

    def test_past_runs_know_no_later_pin(self):
        self._pin(self.small, "abc:a")
        self._run_on("2025-07-14")
        self.assertEqual(self.small.segment_abc, "b")
        self._run_on("2025-07-15")
        self.assertEqual(self.small.segment_abc, "a")

    def test_history_of_a_pin(self):
        pin = self._pin(self.small, "abc:a")
        pin.action_archive()
        self._run_on()
        changes = self.small.segment_history_ids.sorted("id")
        self.assertEqual(
            [(change.old_value, change.new_value) for change in changes],
            [("abc:b", "abc:a"), ("abc:a", "abc:b")],
        )
        self.assertFalse(changes.run_id)
        self.assertEqual(set(changes.mapped("date")), {date(2025, 7, 15)})

    def test_pin_of_a_client_without_results_waits_for_the_first_run(self):
        client = self._create_client("new", user_id=self.salesman.id)
        pin = self._pin(client, "abc:a")
        self.assertFalse(client.segment_abc)
        self.assertFalse(pin.is_mismatch)
        self._run_on()
        self.assertEqual(client.segment_abc, "a")

    def test_pins_cost_a_run_no_query(self):
        self._count_queries_of_run()  # fills the caches
        before = self._count_queries_of_run()
        self._pin(self.small, "abc:a")
        self.assertEqual(self._count_queries_of_run(), before)

    def _count_queries_of_run(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._run_on()
        return self.env.cr.sql_log_count - before

    def test_queries_of_pinning_do_not_grow(self):
        counts = []
        for clients in (self.cold, self.big + self.small):
            before = self.env.cr.sql_log_count
            self.Pin.create(
                [
                    {
                        "partner_id": client.id,
                        "segment_class": "tier:gold",
                        "reason": "Plan",
                    }
                    for client in clients
                ]
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    # Bad input

    def test_one_pin_per_axis(self):
        self._pin(self.small, "abc:a")
        self._pin(self.small, "xyz:x")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.cr.savepoint(),
        ):
            self._pin(self.small, "abc:c")

    def test_unknown_class(self):
        for segment_class in ("abc:x", "nothing:a", "abc", ":"):
            with (
                self.assertRaisesRegex(ValidationError, segment_class),
                self.cr.savepoint(),
            ):
                self._pin(self.small, segment_class)

    def test_end_before_start(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.cr.savepoint(),
        ):
            self._pin(self.small, "abc:a", date_end="2025-07-14")

    def test_contact_of_a_client(self):
        contact = self._create_client(
            "contact", parent_id=self.small.id, is_company=False
        )
        contact.user_id = self.salesman
        with self.assertRaisesRegex(ValidationError, "small"):
            self._pin(contact, "abc:a")
        self._pin(self.small, "abc:a")
        self.assertEqual(contact.segment_abc, "a")
        self.assertEqual(contact.segment_pin_ids, self.small.segment_pin_ids)

    # Access

    def test_salesperson_cannot_pin_clients_of_others(self):
        self.small.user_id = self.manager
        with self.assertRaises(AccessError):
            self._pin(self.small, "abc:a")
        pin = self._pin(self.small, "abc:a", user=self.manager)
        pin = pin.with_user(self.salesman)
        self.assertEqual(pin.reason, "I know better", "it can be seen, though")
        with self.assertRaises(AccessError):
            pin.action_archive()

    def test_pin_stays_with_its_client(self):
        pin = self._pin(self.small, "abc:a")
        with self.assertRaises(UserError):
            pin.partner_id = self.big

    def test_salesperson_cannot_delete(self):
        with self.assertRaises(AccessError):
            self._pin(self.small, "abc:a").unlink()

    def test_other_company_is_refused(self):
        other = self._create_company("Other")
        self.small.company_id = False
        with self.assertRaises(AccessError):
            self._pin(self.small, "abc:a", company_id=other.id)
        pin = self._pin(self.small, "abc:a", user=self.env.user, company_id=other.id)
        self.assertFalse(self.Pin.search([]))
        with self.assertRaises(AccessError):
            pin.with_user(self.salesman).read(["reason"])
        self.assertFalse(self.small.with_user(self.salesman).segment_pin_ids)
        self._run_on()
        self.assertEqual(self.small.segment_abc, "b", "a pin counts in its company")

    def test_client_of_another_company_is_refused(self):
        other = self._create_company("Other")
        self.small.company_id = other
        with self.assertRaises(UserError):
            self._pin(self.small, "abc:a", user=self.manager)

    def test_worker_sees_no_pins(self):
        self._pin(self.small, "abc:a")
        worker = self._create_user("base.group_user")
        with self.assertRaises(AccessError):
            self.Pin.with_user(worker).search([])
        with self.assertRaises(AccessError):
            self.small.with_user(worker).read(["segment_pin_ids"])

    # Runs and pins at the same time

    def test_run_at_work_is_not_waited_for(self):
        cron = self.env.ref("client_segmentation.ir_cron_apply_segment_pins")
        Trigger = self.env["ir.cron.trigger"]
        triggers = Trigger.search([("cron_id", "=", cron.id)])
        Run = self.env.registry["client.segment.run"]
        with patch.object(Run, "_try_keep_runs_away", return_value=False):
            self._pin(self.small, "abc:a")
        self.assertEqual(self.small.segment_abc, "b")
        trigger = Trigger.search([("cron_id", "=", cron.id)]) - triggers
        self.assertEqual(trigger.call_at, fields.Datetime.now() + timedelta(minutes=5))
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.small.segment_abc, "a")

    def test_locks_of_runs_and_users(self):
        """Users share the company with each other, not with a run."""
        take = {
            "run": "SELECT pg_try_advisory_xact_lock(%s, 0)",
            "user": "SELECT pg_try_advisory_xact_lock_shared(%s, 0)",
        }
        for first, second, expected in (
            ("run", "user", False),
            ("user", "run", False),
            ("user", "user", True),
        ):
            with self._connect() as one, self._connect() as other:
                one.execute(take[first], [LOCK_NAMESPACE])
                other.execute(take[second], [LOCK_NAMESPACE])
                self.assertEqual(other.fetchone(), (expected,))

    def _connect(self):
        return closing(sql_db.db_connect(self.env.cr.dbname).cursor())

    # Merge and forms

    def _merge(self, *clients):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge([client.id for client in clients], clients[-1])

    def test_merge_moves_pins(self):
        pin = self._pin(self.big, "tier:bronze")
        self._merge(self.big, self.small)
        self.assertEqual(pin.partner_id, self.small)
        self.assertTrue(pin.active)
        self.assertEqual(self.small.segment_tier, "bronze")

    def test_merge_keeps_one_pin_per_axis(self):
        lost = self._pin(self.big, "abc:b")
        lost_too = self._pin(self.cold, "abc:b")
        kept = self._pin(self.small, "abc:c")
        self._merge(self.big, self.cold, self.small)
        pins = (lost + lost_too + kept).exists()
        self.assertEqual(len(pins), 3)
        self.assertEqual(pins.partner_id, self.small)
        self.assertEqual(pins.filtered("active"), kept)
        self.assertEqual(self.small.segment_abc, "c")

    def test_form_of_a_pin(self):
        form = Form(self.Pin.with_context(default_partner_id=self.small.id))
        form.segment_class = "abc:a"
        form.reason = "Grows"
        pin = form.save()
        self.assertEqual(pin.axis, "abc")
        self.assertEqual(pin.display_name, "small, ABC: A")
        # A blank one is “New” on screen, not “False,”
        self.assertFalse(self.Pin.new({}).display_name)
        self.assertEqual(self.small.segment_pin_ids, pin)

    def test_form_of_the_client_shows_pins(self):
        self._pin(self.small, "abc:a")
        client = self.small.with_user(self.salesman)
        with Form(client, view="client_segmentation.client_segments_view_form") as form:
            self.assertEqual(len(form.segment_pin_ids), 1)
