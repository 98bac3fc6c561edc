from datetime import date
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL

from ..models import client_segment_run_touched
from ..sql.results import CLASS_COLUMNS, FACT_COLUMNS
from .common import SegmentationCommon

LONG_AGO = "2020-01-01 00:00:00"
TODAY = "2025-07-15 08:00:00"
TABLES = (
    "sale_order",
    "res_partner",
    "crm_lead",
    "client_segment_touch",
    "mail_message",
    "calendar_event",
    "calendar_attendee",
)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTouched(SegmentationCommon):
    """Each test is one transaction, of which the database takes everything as written
    at one moment: what is meant to be old is made so by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(
            patch.object(client_segment_run_touched, "MANY_CLIENTS", 0)
        )
        cls.big, cls.middle, cls.small, cls.idle = cls._create_clients(
            big=850, middle=120, small=29, idle=1
        )
        cls.first = cls._recompute()
        cls._age()

    @classmethod
    def _age(cls):
        cls.env.flush_all()
        for table in TABLES:
            cls.env.cr.execute(
                SQL("UPDATE %s SET write_date = %s", SQL.identifier(table), LONG_AGO)
            )
        cls.env.invalidate_all()

    def assertLooksAt(self, *clients, day=None):
        """Check which clients a run looks at, and that a full run comes to the same.
        But for RFM: among so few clients any order moves its cut-offs."""
        Run = self.env.registry["client.segment.run"]
        looked_at = self.env["res.partner"]
        write_results = Run._write_results

        def spy(run, parameters, cut_offs):
            nonlocal looked_at
            run.env.cr.execute(SQL("SELECT partner_id FROM client_segment_touched"))
            ids = [partner_id for [partner_id] in run.env.cr.fetchall()]
            looked_at = looked_at.browse(ids)
            return write_results(run, parameters, cut_offs)

        with patch.object(Run, "_write_results", spy):
            run = self._recompute(day)
        self.assertEqual(run.scope, "touched")
        self.assertEqual(
            sorted(looked_at.mapped("name")), sorted(client.name for client in clients)
        )
        found = self._read_segments()
        self._recompute_all(day)
        self.assertEqual(self._read_segments(), found)
        return run

    def _read_segments(self):
        names = [*FACT_COLUMNS, *CLASS_COLUMNS, "partner_id"]
        segments = self.env["client.segment"].search(
            [("company_id", "=", self.company.id)], order="partner_id"
        )
        return segments.read([name for name in names if "rfm" not in name], load=None)

    def assertRevenue(self, client, revenue):
        """Check the revenue of all time."""
        segment = self.env["client.segment"].search(
            [("company_id", "=", self.company.id), ("partner_id", "=", client.id)]
        )
        self.assertEqual(segment.total_revenue, revenue)

    def _recompute_all(self, day=None):
        company = self.company.with_context(segment_all_clients=True)
        return self._recompute(day, company)

    def test_nothing_written_nothing_looked_at(self):
        run = self.assertLooksAt()
        self.assertEqual(run.touched_count, 0)
        self.assertEqual(run.client_count, self.first.client_count)
        self.assertEqual(run.profit_total, 1000)
        self.assertEqual(run.measure_total, 1000)
        self.assertEqual(run.cut_off_date, self.first.as_of)

    def test_order(self):
        """Of this month, which no class by the finished ones depends on."""
        self._create_order(self.small, "2025-07-10", 30)
        self.assertLooksAt(self.small)
        self.assertRevenue(self.small, 59)
        self.assertEqual(self.small.segment_last_order_date, date(2025, 7, 10))
        self.assertEqual(self.big.segment_revenue, 850)

    def test_order_of_a_contact(self):
        contact = self._create_client(
            "contact", parent_id=self.small.id, is_company=False
        )
        self._age()
        self._create_order(contact, "2025-07-10", 30)
        self.assertLooksAt(self.small, contact)
        self.assertRevenue(self.small, 59)

    def test_cancelled_order(self):
        order = self._create_order(self.small, "2025-07-10", 30)
        self._recompute_all()
        self._age()
        order._action_cancel()
        self.assertLooksAt(self.small)
        self.assertRevenue(self.small, 29)

    def test_cancelled_and_deleted_order(self):
        order = self._create_order(self.small, "2025-07-10", 30)
        self._recompute_all()
        order._action_cancel()
        self._age()
        order.unlink()
        self.assertLooksAt(self.small)
        self.assertRevenue(self.small, 29)

    def test_order_of_another_client(self):
        order = self._create_order(self.small, "2025-07-10", 30)
        self._recompute_all()
        self._age()
        order.partner_id = self.idle
        self.assertLooksAt(self.small, self.idle)
        self.assertRevenue(self.small, 29)
        self.assertRevenue(self.idle, 31)

    def test_order_dated_ahead(self):
        self._create_order(self.small, "2025-07-18", 30)
        self._recompute_all()
        self._age()
        self.assertLooksAt()
        self.assertRevenue(self.small, 29)
        with freeze_time("2025-07-18 20:00:00"):
            self.assertLooksAt(self.small, day=date(2025, 7, 18))
        self.assertRevenue(self.small, 59)

    def test_quotation_makes_warm(self):
        cold = self._create_client("cold")
        self._recompute_all()
        self._age()
        order = self._create_order(cold, "2025-07-10", 30, state="sent")
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order SET create_date = date_order WHERE id = %s", order.id
            )
        )
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "warm")

    def test_deleted_opportunity(self):
        cold = self._create_client("cold")
        stage = self.env["crm.stage"].search([], order="sequence desc", limit=1)
        lead = self.env["crm.lead"].create(
            {
                "name": "lead",
                "type": "opportunity",
                "partner_id": cold.id,
                "stage_id": stage.id,
                "company_id": self.company.id,
            }
        )
        lead.date_last_stage_update = "2025-07-01"
        self._recompute_all()
        self.assertEqual(cold.segment_temperature, "warm")
        self._age()
        lead.unlink()
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "cold")

    def _post(self, author):
        """A message of the client on its own record."""
        message = author.message_post(
            body="Hello", author_id=author.id, message_type="comment"
        )
        message.date = "2025-07-10 09:00:00"
        return message

    def test_incoming_message(self):
        cold = self._create_client("cold")
        self._recompute_all()
        self._age()
        self._post(cold)
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "warm")

    def test_our_message(self):
        self.small.message_post(
            body="Hello",
            author_id=self.salesman.partner_id.id,
            message_type="comment",
        )
        self.assertLooksAt()

    def test_deleted_message(self):
        cold = self._create_client("cold")
        message = self._post(cold)
        self._recompute_all()
        self.assertEqual(cold.segment_temperature, "warm")
        self._age()
        message.unlink()
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "cold")

    def _create_meeting(self, client, start="2025-07-10 09:00:00"):
        people = client + self.salesman.partner_id
        return (
            self.env["calendar.event"]
            .with_user(self.salesman)
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Talk",
                    "start": start,
                    "stop": fields.Datetime.add(
                        fields.Datetime.to_datetime(start), hours=1
                    ),
                    "partner_ids": [Command.set(people.ids)],
                }
            )
        )

    def test_meeting(self):
        cold = self._create_client("cold")
        self._recompute_all()
        self._age()
        self._create_meeting(cold)
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "warm")

    def test_meeting_that_takes_place(self):
        cold = self._create_client("cold")
        self._create_meeting(cold, "2025-07-17 09:00:00")
        self._recompute_all()
        self._age()
        self.assertLooksAt()
        self.assertEqual(cold.segment_temperature, "cold")
        with freeze_time("2025-07-17 20:00:00"):
            self.assertLooksAt(cold, day=date(2025, 7, 17))
        self.assertEqual(cold.segment_temperature, "warm")

    def test_meeting_that_is_declined(self):
        cold = self._create_client("cold")
        meeting = self._create_meeting(cold)
        self._recompute_all()
        self._age()
        meeting.attendee_ids.filtered(lambda a: a.partner_id == cold).do_decline()
        self.env.flush_all()
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "cold")

    def test_deleted_meeting(self):
        cold = self._create_client("cold")
        meeting = self._create_meeting(cold)
        self._recompute_all()
        self._age()
        meeting.unlink()
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "cold")

    def test_guest_taken_off_a_meeting(self):
        cold = self._create_client("cold")
        meeting = self._create_meeting(cold)
        self._recompute_all()
        self._age()
        meeting.partner_ids -= cold
        self.assertLooksAt(cold)
        self.assertEqual(cold.segment_temperature, "cold")

    def test_reactions_to_mailings(self):
        cold = self._create_client("cold", email="cold@prospect.example.com")
        subscriber = self.env["mailing.contact"].create({"email": cold.email})
        trace = self.env["mailing.trace"].create(
            {
                "model": "mailing.contact",
                "res_id": subscriber.id,
                "email": cold.email,
            }
        )
        self._recompute_all()
        self._age()
        self.assertLooksAt()
        # As the watermark, by the clock of the database: after the day looked at
        trace.links_click_datetime = self.env.cr.now()
        self.assertLooksAt(cold)

    def test_signal_that_does_not_count(self):
        self.company.segment_warm_message = False
        self.company.segment_warm_meeting = False
        self._recompute_all()
        self._age()
        self._post(self.idle)
        self._create_meeting(self.idle)
        self.assertLooksAt()

    def test_new_and_archived_client(self):
        new = self._create_client("new")
        self.idle.active = False
        run = self.assertLooksAt(new, self.idle)
        self.assertEqual((run.created_count, run.removed_count), (1, 1))
        self.assertEqual(run.client_count, self.first.client_count)
        self.assertEqual(new.segment_temperature, "cold")

    def test_client_given_a_parent(self):
        """Its small revenue goes to the parent, and its row goes."""
        self.idle.parent_id = self.small
        self.idle.is_company = False
        self.assertLooksAt(self.small, self.idle)
        self.assertEqual(self.small.segment_revenue, 30)
        self.idle.parent_id = self.middle
        self.assertEqual(self._recompute().scope, "touched")
        self.assertEqual(self.small.segment_revenue, 29)
        self.assertEqual(self.middle.segment_revenue, 121)

    def test_merged_clients(self):
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.idle + self.small).ids, self.small
        )
        self.assertEqual(self._recompute().scope, "touched")
        self.assertEqual(self.small.segment_revenue, 30)
        found = self._read_segments()
        self._recompute_all()
        self.assertEqual(self._read_segments(), found)

    def test_client_becomes_inactive(self):
        self._create_order(self.idle, "2025-04-18", 1)
        self._recompute_all()
        self.assertTrue(self.idle.segment_is_active)
        self._age()
        with freeze_time("2025-07-17 08:00:00"):  # the 90th day
            self.assertLooksAt(day=date(2025, 7, 17))
        self.assertTrue(self.idle.segment_is_active)
        with freeze_time("2025-07-18 08:00:00"):
            self.assertLooksAt(self.idle, day=date(2025, 7, 18))
        self.assertFalse(self.idle.segment_is_active)

    def test_pin_that_ends(self):
        self.env["client.segment.pin"].create(
            {
                "partner_id": self.small.id,
                "company_id": self.company.id,
                "axis": "abc",
                "segment_class": "abc:a",
                "date_end": "2025-07-16",
                "reason": "Promised to grow",
            }
        )
        self._age()
        self.assertEqual(self.small.segment_abc, "a")
        with freeze_time("2025-07-17 08:00:00"):
            self.assertLooksAt(self.small, day=date(2025, 7, 17))
        self.assertEqual(self.small.segment_abc, "c")

    def test_recency_is_measured_on_the_day_of_the_cut_offs(self):
        before = self.small.segment_rfm_recency
        self.small.name = "renamed"
        with freeze_time("2025-07-20 08:00:00"):
            self._recompute(date(2025, 7, 20))
        self.assertEqual(self.small.segment_rfm_recency, before)

    # When a full run is due

    def assertIsFull(self, run):
        self.assertEqual((run.state, run.scope), ("done", "all"))

    def test_full_when_the_month_turns(self):
        with freeze_time("2025-07-31 08:00:00"):
            self._recompute_all(date(2025, 7, 31))
        with freeze_time("2025-08-01 08:00:00"):
            self.assertIsFull(self._recompute(date(2025, 8, 1)))

    def test_full_once_a_week(self):
        for day in range(16, 22):
            with freeze_time(f"2025-07-{day} 08:00:00"):
                self.assertEqual(self._recompute(date(2025, 7, day)).scope, "touched")
        with freeze_time("2025-07-22 08:00:00"):
            self.assertIsFull(self._recompute(date(2025, 7, 22)))

    def test_full_after_another_signal_counts(self):
        self.company.segment_warm_mailing_click = False
        self.assertIsFull(self._recompute())
        self.company.segment_warm_stage_id = self.env["crm.stage"].search([], limit=1)
        self.assertIsFull(self._recompute())

    def test_full_after_settings_changed(self):
        self.company.segment_active_days = 100
        self.assertIsFull(self._recompute())

    def test_full_after_rules_changed(self):
        rule = self.env["client.segment.rfm.rule"].search([], limit=1)
        rule.r_min = 6 - rule.r_min
        rule.r_max = 5
        self.assertIsFull(self._recompute())

    def test_full_after_a_look_at_the_past(self):
        self._recompute(date(2025, 7, 10))
        self.assertIsFull(self._recompute())

    def test_full_when_late_orders_move_the_totals(self):
        """1 % of 1000 are 10."""
        order = self._create_order(self.small, "2025-06-10", 10)
        self.assertEqual(self._recompute().scope, "touched")
        self._recompute_all()
        self._age()
        # By 10.2 from 1010 on
        order.order_line.price_unit = 20.2
        self.assertIsFull(self._recompute())

    def test_few_clients_are_all_computed(self):
        many = self.first.client_count + 1
        with patch.object(client_segment_run_touched, "MANY_CLIENTS", many):
            self.assertIsFull(self._recompute())

    def test_cut_offs_are_those_of_the_full_run(self):
        """Middle, with 120 the last B, has 850 of 1000 before it. With 121 small takes
        that place, and middle is left until all are looked at: 971 of 1092 are before
        it, 89 %."""
        self.company.segment_abc_threshold_a = 75
        self.company.segment_abc_threshold_b = 88
        self._recompute()
        self.assertEqual((self.middle.segment_abc, self.small.segment_abc), ("b", "c"))
        self._age()
        self._create_order(self.small, "2025-06-10", 92)
        with patch.object(client_segment_run_touched, "DRIFT", 1):
            self.assertEqual(self._recompute().scope, "touched")
        self.assertEqual((self.middle.segment_abc, self.small.segment_abc), ("b", "b"))
        self._recompute_all()
        self.assertEqual((self.middle.segment_abc, self.small.segment_abc), ("c", "b"))

    def test_wizard_can_look_at_all(self):
        wizard = Form(self.env["client.segment.recompute"].with_user(self.manager))
        wizard.all_clients = True
        with self._commits_allowed() as company:
            in_its_own = wizard.save().with_env(company.env).with_user(self.manager)
            in_its_own.action_recompute()
        last = self.env["client.segment"]._get_last_run(self.company)
        self.assertIsFull(last)

    def test_old_touches_go(self):
        Touch = self.env["client.segment.touch"]
        Touch._touch(self.small)
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE client_segment_touch SET create_date = %s", LONG_AGO)
        )
        self.env.invalidate_all()
        Touch._touch(self.big)
        Touch._gc_touches()
        kept = Touch.search([("partner_id", "in", (self.small + self.big).ids)])
        self.assertEqual(kept.partner_id, self.big)

    def test_salesperson_may_move_an_order(self):
        order = self._create_order(self.small, "2025-07-10", 30, state="draft")
        order.user_id = self.salesman
        order.with_user(self.salesman).partner_id = self.idle
        touched = self.env["client.segment.touch"].search([], order="id desc", limit=1)
        self.assertEqual(touched.partner_id, self.small)
        self.assertTrue(fields.Datetime.to_string(touched.create_date))

    def test_expired_quotation(self):
        order = self._create_order(self.small, "2025-07-01", 30, state="sent")
        order.validity_date = "2025-07-15"
        self._recompute_all()
        self._age()
        self.assertLooksAt(day="2025-07-15")
        self._age()
        with freeze_time("2025-07-16 08:00:00"):
            self.assertLooksAt(self.small, day="2025-07-16")
        segment = self.env["client.segment"].search(
            [("company_id", "=", self.company.id), ("partner_id", "=", self.small.id)]
        )
        self.assertEqual(segment.expired_quotation_count, 1)

    def test_lines(self):
        order = self._create_order(self.idle, "2025-06-10", 5)
        self._recompute_all()
        self._age()
        line = Command.update(order.order_line.id, {"discount": 10})
        order.write({"order_line": [line]})
        self.assertLooksAt(self.idle)
        segment = self.env["client.segment"].search(
            [("company_id", "=", self.company.id), ("partner_id", "=", self.idle.id)]
        )
        self.assertEqual(segment.discount_amount, 0.5)
