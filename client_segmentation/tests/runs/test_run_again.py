# What tests write is for nobody to read.
# pylint: disable=translation-required
from datetime import date

from odoo import fields
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ...sql.core.results import COLUMNS
from ..common import SegmentationCommon

TODAY = "2025-07-15 08:00:00"


class RunAgainCase:
    """Whatever has happened since the last run, the next one comes to the same as a
    first one, to the last cent."""

    def _read_segments(self):
        segments = self.env["client.segment"].search(
            [("company_id", "=", self.company.id)], order="partner_id"
        )
        return segments.read([*COLUMNS, "partner_id"], load=None)

    def assertSameAnew(self, day=None):
        run = self.company.recompute_client_segments(day)
        self.assertEqual(run.state, "done", run.message)
        found = self._read_segments()
        self.assertTrue(found)
        of_company = [("company_id", "=", self.company.id)]
        self.env["client.segment"].sudo().search(of_company).unlink()
        self.company.recompute_client_segments(day)
        # Rows made anew have ids of their own.
        for row in found + (again := self._read_segments()):
            del row["id"]
        self.assertEqual(found, again)
        return run


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRunAgain(SegmentationCommon, RunAgainCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.big, cls.middle, cls.small, cls.idle = cls._create_clients(
            big=850, middle=120, small=29, idle=1
        )
        cls.first = cls._recompute()

    def assertRevenue(self, client, revenue):
        """Check the revenue of all time."""
        segment = self.env["client.segment"].search(
            [("company_id", "=", self.company.id), ("partner_id", "=", client.id)]
        )
        self.assertEqual(segment.total_revenue, revenue)

    def test_nothing_happened(self):
        run = self.assertSameAnew()
        self.assertEqual(run.changed_count + run.created_count, 0)
        self.assertEqual(run.client_count, self.first.client_count)
        self.assertEqual(run.profit_total, 1000)
        self.assertEqual(run.measure_total, 1000)

    def test_order(self):
        """Of this month, which no class by the finished ones depends on."""
        self._create_order(self.small, "2025-07-10", 30)
        self.assertSameAnew()
        self.assertRevenue(self.small, 59)
        self.assertEqual(self.small.segment_last_order_date, date(2025, 7, 10))
        self.assertEqual(self.big.segment_revenue, 850)

    def test_order_of_a_contact(self):
        contact = self._create_client(
            "contact", parent_id=self.small.id, is_company=False
        )
        self._create_order(contact, "2025-07-10", 30)
        self.assertSameAnew()
        self.assertRevenue(self.small, 59)

    def test_cancelled_order(self):
        order = self._create_order(self.small, "2025-07-10", 30)
        self._recompute()
        order._action_cancel()
        self.assertSameAnew()
        self.assertRevenue(self.small, 29)

    def test_cancelled_and_deleted_order(self):
        order = self._create_order(self.small, "2025-07-10", 30)
        self._recompute()
        order._action_cancel()
        order.unlink()
        self.assertSameAnew()
        self.assertRevenue(self.small, 29)

    def test_order_of_another_client(self):
        order = self._create_order(self.small, "2025-07-10", 30)
        self._recompute()
        order.partner_id = self.idle
        self.assertSameAnew()
        self.assertRevenue(self.small, 29)
        self.assertRevenue(self.idle, 31)

    def test_order_dated_ahead(self):
        self._create_order(self.small, "2025-07-18", 30)
        self._recompute()
        self.assertSameAnew()
        self.assertRevenue(self.small, 29)
        with freeze_time("2025-07-18 20:00:00"):
            self.assertSameAnew(day=date(2025, 7, 18))
        self.assertRevenue(self.small, 59)

    def test_quotation_makes_warm(self):
        cold = self._create_client("cold")
        self._recompute()
        order = self._create_order(cold, "2025-07-10", 30, state="sent")
        self.env.cr.execute(
            "UPDATE sale_order SET create_date = date_order WHERE id = %s", order.ids
        )
        self.assertSameAnew()
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
        self._recompute()
        self.assertEqual(cold.segment_temperature, "warm")
        lead.unlink()
        self.assertSameAnew()
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
        self._recompute()
        self._post(cold)
        self.assertSameAnew()
        self.assertEqual(cold.segment_temperature, "warm")

    def test_deleted_message(self):
        cold = self._create_client("cold")
        message = self._post(cold)
        self._recompute()
        self.assertEqual(cold.segment_temperature, "warm")
        message.unlink()
        self.assertSameAnew()
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
        self._recompute()
        self._create_meeting(cold)
        self.assertSameAnew()
        self.assertEqual(cold.segment_temperature, "warm")

    def test_meeting_that_takes_place(self):
        cold = self._create_client("cold")
        self._create_meeting(cold, "2025-07-17 09:00:00")
        self._recompute()
        self.assertSameAnew()
        self.assertEqual(cold.segment_temperature, "cold")
        with freeze_time("2025-07-17 20:00:00"):
            self.assertSameAnew(day=date(2025, 7, 17))
        self.assertEqual(cold.segment_temperature, "warm")

    def test_meeting_that_is_declined(self):
        cold = self._create_client("cold")
        meeting = self._create_meeting(cold)
        self._recompute()
        meeting.attendee_ids.filtered(lambda a: a.partner_id == cold).do_decline()
        self.env.flush_all()
        self.assertSameAnew()
        self.assertEqual(cold.segment_temperature, "cold")

    def test_deleted_meeting(self):
        cold = self._create_client("cold")
        meeting = self._create_meeting(cold)
        self._recompute()
        meeting.unlink()
        self.assertSameAnew()
        self.assertEqual(cold.segment_temperature, "cold")

    def test_guest_taken_off_a_meeting(self):
        cold = self._create_client("cold")
        meeting = self._create_meeting(cold)
        self._recompute()
        meeting.partner_ids -= cold
        self.assertSameAnew()
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
        self._recompute()
        self.assertEqual(cold.segment_temperature, "cold")
        trace.links_click_datetime = "2025-07-10 09:00:00"
        self.assertSameAnew()
        self.assertEqual(cold.segment_temperature, "warm")

    def test_new_and_archived_client(self):
        new = self._create_client("new")
        self.idle.active = False
        run = self.assertSameAnew()
        self.assertEqual((run.created_count, run.removed_count), (1, 1))
        self.assertEqual(run.client_count, self.first.client_count)
        self.assertEqual(new.segment_temperature, "cold")

    def test_client_given_a_parent(self):
        """Its small revenue goes to the parent, and its row goes."""
        self.idle.parent_id = self.small
        self.idle.is_company = False
        self.assertSameAnew()
        self.assertEqual(self.small.segment_revenue, 30)
        self.idle.parent_id = self.middle
        self.assertSameAnew()
        self.assertEqual(self.small.segment_revenue, 29)
        self.assertEqual(self.middle.segment_revenue, 121)

    def test_merged_clients(self):
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.idle + self.small).ids, self.small
        )
        self.assertSameAnew()
        self.assertEqual(self.small.segment_revenue, 30)

    def test_client_becomes_inactive(self):
        self._create_order(self.idle, "2025-04-18", 1)
        self._recompute()
        self.assertTrue(self.idle.segment_is_active)
        with freeze_time("2025-07-17 08:00:00"):  # the 90th day
            self.assertSameAnew(day=date(2025, 7, 17))
        self.assertTrue(self.idle.segment_is_active)
        with freeze_time("2025-07-18 08:00:00"):
            self.assertSameAnew(day=date(2025, 7, 18))
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
        self.assertEqual(self.small.segment_abc, "a")
        with freeze_time("2025-07-17 08:00:00"):
            self.assertSameAnew(day=date(2025, 7, 17))
        self.assertEqual(self.small.segment_abc, "c")

    def test_one_order_moves_another_client(self):
        """Middle, with 120 the last B, has 850 of 1000 before it. With 121 small takes
        that place, and middle falls at once: 971 of 1092 are before it, 89 %."""
        self.company.segment_policy_id.abc_threshold_a = 75
        self.company.segment_policy_id.abc_threshold_b = 88
        self._recompute()
        self.assertEqual((self.middle.segment_abc, self.small.segment_abc), ("b", "c"))
        self._create_order(self.small, "2025-06-10", 92)
        self.assertSameAnew()
        self.assertEqual((self.middle.segment_abc, self.small.segment_abc), ("c", "b"))

    def test_expired_quotation(self):
        order = self._create_order(self.small, "2025-07-01", 30, state="sent")
        order.validity_date = "2025-07-15"
        self._recompute()
        self.assertSameAnew(day="2025-07-15")
        with freeze_time("2025-07-16 08:00:00"):
            self.assertSameAnew(day="2025-07-16")
        segment = self.env["client.segment"].search(
            [("company_id", "=", self.company.id), ("partner_id", "=", self.small.id)]
        )
        self.assertEqual(segment.expired_quotation_count, 1)

    def test_lines(self):
        order = self._create_order(self.idle, "2025-06-10", 5)
        self._recompute()
        line = Command.update(order.order_line.id, {"discount": 10})
        order.write({"order_line": [line]})
        self.assertSameAnew()
        segment = self.env["client.segment"].search(
            [("company_id", "=", self.company.id), ("partner_id", "=", self.idle.id)]
        )
        self.assertEqual(segment.discount_amount, 0.5)
