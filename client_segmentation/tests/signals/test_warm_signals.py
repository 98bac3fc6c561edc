# What tests write is for nobody to read.
# pylint: disable=translation-required
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.mail.tests.common import MockEmail

from ..common import SegmentationCommon

MAIL = """From: {sender}
To: sales@segment.example.com
Subject: {subject}
Date: Thu, 10 Jul 2025 09:30:00 +0000
Message-ID: <{number}@prospect.example.com>
In-Reply-To: {reply_to}{headers}
Content-Type: text/plain; charset=utf-8

Good morning. Please call me back.
"""


class WarmSignalsCommon(MockEmail, SegmentationCommon):
    """A client that has never bought, and its buyer, with whom things happen on
    10 July 2025; the classes are those of 15 July."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_client("client")
        cls.buyer = cls._create_contact(cls.client, "Berta Buyer")
        cls.stages = cls.env["crm.stage"].search([])

    @classmethod
    def _create_contact(cls, client, name):
        address = f"{name.replace(' ', '.').lower()}@prospect.example.com"
        return cls._create_client(
            name, parent_id=client.id, is_company=False, email=address
        )

    def assertTemperature(self, expected, as_of=None):
        self.company.with_user(self.manager).recompute_client_segments(
            as_of or self.AS_OF
        )
        self.assertEqual(
            self.client.with_user(self.salesman).segment_temperature, expected
        )

    def assertWarm(self, signal, label, day="2025-07-10", shown="07/10/2025"):
        """Warm from ``day`` on, as the explanation says, and cold before."""
        self.assertTemperature("cold", fields.Date.to_date(day) - timedelta(days=1))
        self.assertTemperature("warm", day)
        self.assertTemperature("warm")
        segment = self._get_segment()
        self.assertEqual(segment.warm_signal, signal)
        self.assertEqual(str(segment.warm_signal_date), day)
        explanation = self.client.with_user(self.salesman).segment_explanation
        self.assertIn(label, explanation)
        self.assertIn(shown, explanation)

    def assertSwitch(self, name):
        """The signal no longer counts when it is switched off."""
        self.company.segment_policy_id[f"warm_{name}"] = False
        self.assertTemperature("cold")

    def _receive_mail(self, sender=None, reply_to="", subject="Racks", **headers):
        """Let a mail go through Odoo's gateway; it makes a lead, or is put to what
        it replies to.

        :param headers: others, with _ for -
        """
        number = self.env["mail.message"].search_count([])
        mail = MAIL.format(
            sender=sender or self.buyer.email_formatted,
            subject=subject,
            number=number,
            reply_to=reply_to,
            headers="".join(
                f"\n{name.replace('_', '-')}: {value}"
                for name, value in headers.items()
            ),
        )
        with self.mock_mail_gateway(), mute_logger("odoo.addons.mail.models"):
            Thread = self.env["mail.thread"]
            thread_id = Thread.message_process("crm.lead", mail)
        self.env.flush_all()
        return thread_id

    def _create_meeting(self, attendees=None, **values):
        """As a salesperson does, in the calendar."""
        people = (attendees or self.buyer) + self.salesman.partner_id
        meeting = (
            self.env["calendar.event"]
            .with_user(self.salesman)
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "First talk",
                    "start": "2025-07-10 09:00:00",
                    "stop": "2025-07-10 10:00:00",
                    "partner_ids": [Command.set(people.ids)],
                    **values,
                }
            )
        )
        self.env.flush_all()
        return meeting

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def _send_mailing(self, recipients, user=None, **values):
        """Send a mailing and return its trace."""
        model = self.env["ir.model"]._get(recipients._name)
        mailing = self.env["mailing.mailing"].create(
            {
                "name": "Catalogue",
                "subject": "Catalogue",
                "body_html": '<p>Our <a href="https://example.com/new">racks</a></p>',
                "mailing_model_id": model.id,
                "mailing_domain": [("id", "in", recipients.ids)],
                "user_id": (user or self.manager).id,
                "reply_to_mode": "new",
                "reply_to": "sales@segment.example.com",
                **values,
            }
        )
        with self.mock_mail_gateway(mail_unlink_sent=False):
            mailing.action_send_mail(res_ids=recipients.ids)
        return mailing.mailing_trace_ids

    def _click(self, trace):
        """Open the link of the mail, as the browser does."""
        link = self.env["link.tracker"].search(
            [("mass_mailing_id", "=", trace.mass_mailing_id.id)]
        )
        self.env["link.tracker.click"].sudo().add_click(
            link.code, ip="203.0.113.7", country_code="DE", mailing_trace_id=trace.id
        )
        self.env.flush_all()


@tagged("post_install", "-at_install")
class TestWarmSignals(WarmSignalsCommon):
    def test_incoming_mail(self):
        lead = self.env["crm.lead"].browse(self._receive_mail())
        self.assertEqual(lead.message_ids[-1].author_id, self.buyer)
        self.assertWarm("message", "Incoming message")
        self.assertSwitch("message")

    def test_reply_to_our_message(self):
        ours = self.client.message_post(
            body="Shall we talk?", author_id=self.salesman.partner_id.id
        )
        self.assertTemperature("cold")
        thread_id = self._receive_mail(reply_to=ours.message_id)
        self.assertEqual(thread_id, self.client.id)
        self.assertWarm("message", "Incoming message")

    def test_message_in_the_portal(self):
        portal = new_test_user(
            self.env, "segment-portal", groups="base.group_portal", name="Portal buyer"
        )
        portal.partner_id.parent_id = self.client
        lead = self.env["crm.lead"].create({"name": "lead", "type": "lead"})
        message = (
            lead.with_user(portal)
            .sudo()
            .message_post(
                body="When do you deliver?",
                author_id=portal.partner_id.id,
                message_type="comment",
            )
        )
        message.date = "2025-07-10 09:00:00"
        self.assertWarm("message", "Incoming message")

    def test_what_others_write_does_not_count(self):
        stranger = self._create_client("Stranger", email="stranger@example.com")
        self._receive_mail(sender=stranger.email_formatted)
        lead = self.env["crm.lead"].create(
            {"name": "lead", "type": "lead", "partner_id": self.client.id}
        )
        for message_type in ("comment", "notification", "email_outgoing"):
            lead.message_post(
                body="We have called",
                author_id=self.salesman.partner_id.id,
                message_type=message_type,
            )
        lead.message_post(
            body="Back on Monday",
            author_id=self.buyer.id,
            message_type="out_of_office",
        )
        self.assertTemperature("cold", "2100-01-01")

    def test_pure_vendor_is_no_client(self):
        vendor = self._create_client("vendor", supplier_rank=1, email="v@example.com")
        self._receive_mail(sender=vendor.email_formatted)
        self._create_meeting(vendor)
        self._recompute()
        self.assertFalse(self._get_segment(vendor))
        # Who also gets a quotation is one.
        order = self._create_order(vendor, "2025-07-01", 1, state="sent")
        self._set_create_date(order, "2025-07-01 12:00:00")
        self._recompute()
        self.assertEqual(self._get_segment(vendor).warm_signal, "quotation")

    def _set_create_date(self, order, moment):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order SET create_date = %s WHERE id = %s", moment, order.id
            )
        )
        order.invalidate_recordset()

    def test_meeting(self):
        self._create_meeting()
        self.assertWarm("meeting", "Meeting held")
        self.assertSwitch("meeting")

    def test_meeting_to_come(self):
        self._create_meeting()
        with freeze_time("2025-07-10 09:59:59"):
            self.assertTemperature("cold", "2025-07-10")
        with freeze_time("2025-07-10 10:00:00"):
            self.assertTemperature("warm", "2025-07-10")

    def test_meeting_that_did_not_happen(self):
        meeting = self._create_meeting()
        guest = meeting.attendee_ids.filtered(lambda a: a.partner_id == self.buyer)
        guest.do_decline()
        self.assertTemperature("cold")
        guest.do_accept()
        self.assertTemperature("warm")
        meeting.action_archive()
        self.assertTemperature("cold")

    def test_private_meeting(self):
        self._create_meeting(privacy="private")
        self.assertTemperature("cold")

    def test_meeting_without_the_client(self):
        self._create_meeting(self.manager.partner_id)
        self.assertTemperature("cold")

    @freeze_time("2025-07-10 11:00:00")
    def test_click_in_a_mailing(self):
        trace = self._send_mailing(self.buyer)
        self.assertTemperature("cold")
        self._click(trace)
        self.assertWarm("mailing_click", "Click in a mailing")
        self.assertSwitch("mailing_click")

    @freeze_time("2025-07-10 11:00:00")
    def test_reply_to_a_mailing(self):
        self.company.segment_policy_id.warm_message = False
        trace = self._send_mailing(self.buyer)
        self._receive_mail(reply_to=trace.message_id)
        self.assertEqual(trace.trace_status, "reply")
        self.assertWarm("mailing_reply", "Reply to a mailing")
        self.assertSwitch("mailing_reply")

    @freeze_time("2025-07-10 11:00:00")
    def test_mailing_to_a_subscriber(self):
        """Found by address, however it is written."""
        subscriber = self.env["mailing.contact"].create(
            {"name": "Berta", "email": "Berta.Buyer@PROSPECT.example.com"}
        )
        self._click(self._send_mailing(subscriber))
        self.assertTemperature("warm")
        self.assertEqual(self._get_segment().warm_signal, "mailing_click")

    @freeze_time("2025-07-10 11:00:00")
    def test_mailing_to_a_lead(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "lead",
                "type": "lead",
                "partner_id": self.client.id,
                "email_from": "somebody.else@example.com",
            }
        )
        self._click(self._send_mailing(lead))
        self.assertTemperature("warm")

    @freeze_time("2025-07-10 11:00:00")
    def test_test_mail(self):
        trace = self._send_mailing(self.buyer)
        trace.is_test_trace = True
        self._click(trace)
        self.assertTemperature("cold")

    def test_first_confirmed_order_makes_hot(self):
        """A draft is nothing, a cancelled order brings the signal back."""
        self._create_meeting()
        order = self._create_order(self.client, "2025-07-11", 1, state="draft")
        self.assertTemperature("warm")
        order = order.with_user(self.manager)
        with freeze_time("2025-07-11 08:00:00"):
            order.action_confirm()
        self.assertTemperature("hot")
        segment = self._get_segment()
        self.assertFalse(segment.warm_signal, "kept for those who have not bought")
        order._action_cancel()
        self.assertTemperature("warm")
        self.assertEqual(self._get_segment().warm_signal, "meeting")

    def test_order_not_invoiced_yet(self):
        """Where invoices count, it is no purchase but more than nothing."""
        self.company.segment_policy_id.source = "invoice"
        order = self._create_order(self.client, "2025-07-11", 1)
        self._set_create_date(order, "2025-07-10 12:00:00")
        self.assertWarm("quotation", "Quotation sent")

    def test_latest_signal_is_told(self):
        self._create_meeting()
        self._receive_mail()  # half an hour after it began, before it is over
        self.assertTemperature("warm")
        self.assertEqual(self._get_segment().warm_signal, "meeting")
        self._create_meeting(start="2025-07-09 09:00:00", stop="2025-07-09 09:15:00")
        self.assertTemperature("warm", "2025-07-09")
        self.assertEqual(str(self._get_segment().warm_signal_date), "2025-07-09")

    def test_cold_tells_what_was_looked_for(self):
        self.company.segment_policy_id.warm_meeting = False
        self.assertTemperature("cold")
        explanation = self.client.with_user(self.salesman).segment_explanation
        self.assertIn("Incoming message", explanation)
        self.assertNotIn("Meeting held", explanation)

    def test_no_signal_at_all(self):
        self._create_meeting()
        policy = self.company.segment_policy_id
        for name in policy._fields:
            if name.startswith("warm_") and name != "warm_stage_id":
                policy[name] = False
        self.assertTemperature("cold")
        explanation = self.client.with_user(self.salesman).segment_explanation
        self.assertNotIn("Signals that would", explanation)

    def test_preview(self):
        self._create_meeting()
        self._recompute()
        preview = self.company.segment_policy_id.with_user(self.manager).get_preview(
            {
                "warm_meeting": False,
                "warm_stage_id": self.stages[-1].id,
            }
        )
        by_axis = {axis["axis"]: axis for axis in preview["axes"]}
        temperature = by_axis["temperature"]
        self.assertEqual(temperature["changed"], 1)
        after = {row["value"]: row["after"] for row in temperature["classes"]}
        self.assertEqual(after["warm"], 0)
        self.assertTrue(self.company.segment_policy_id.warm_meeting)

    def test_settings_screen(self):
        with Form(self.company.segment_policy_id) as policy:
            policy.warm_mailing_click = False
            policy.warm_stage_id = self.stages[-1]
            policy.temperature_order = "hot_warm_cold"
        self.assertFalse(self.company.segment_policy_id.warm_mailing_click)
        self.assertTrue(self.company.segment_policy_id.warm_message)
        self.assertEqual(
            self.company.segment_policy_id._get_warm_stages(), self.stages[-1]
        )
        self.assertEqual(
            self.company.segment_policy_id.temperature_order, "hot_warm_cold"
        )


@tagged("post_install", "-at_install")
class TestWarmStages(WarmSignalsCommon):
    """Which stages of an opportunity are beyond first contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stages.sequence = 1000
        Stage = cls.env["crm.stage"]
        cls.new, cls.talks, cls.offer = Stage.create(
            [
                {"name": name, "sequence": sequence}
                for sequence, name in enumerate(("New", "Talks", "Offer"))
            ]
        )

    def _create_opportunity(self, stage, **values):
        lead = self.env["crm.lead"].create(
            {
                "name": "Opportunity",
                "type": "opportunity",
                "partner_id": self.buyer.id,
                "company_id": self.company.id,
                "team_id": False,
                "stage_id": stage.id,
                **values,
            }
        )
        lead.date_last_stage_update = "2025-07-10 09:00:00"
        return lead

    def test_second_stage(self):
        lead = self._create_opportunity(self.new)
        self.assertTemperature("cold")
        lead.with_user(self.manager).stage_id = self.talks
        lead.date_last_stage_update = "2025-07-10 09:00:00"
        self.assertWarm("opportunity", "Opportunity beyond first contact")
        self.assertSwitch("opportunity")

    def test_stage_that_is_set(self):
        lead = self._create_opportunity(self.talks)
        self.company.segment_policy_id.warm_stage_id = self.offer
        self.assertTemperature("cold")
        lead.stage_id = self.offer
        lead.date_last_stage_update = "2025-07-10 09:00:00"
        self.assertTemperature("warm")
        # Even the first one
        lead.stage_id = self.new
        lead.date_last_stage_update = "2025-07-10 09:00:00"
        self.assertTemperature("cold")
        self.company.segment_policy_id.warm_stage_id = self.new
        self.assertTemperature("warm")

    def test_first_stage_of_a_team(self):
        team = self.env["crm.team"].create({"name": "Exports"})
        first = self.env["crm.stage"].create(
            {"name": "Enquiry", "sequence": -1, "team_ids": team.ids}
        )
        stages = self.company.segment_policy_id._get_warm_stages()
        self.assertNotIn(first, stages)
        self.assertNotIn(self.new, stages)
        self.assertEqual(stages[:2], self.talks + self.offer)

    def test_lost_opportunity_counts(self):
        lead = self._create_opportunity(self.talks)
        lead.action_set_lost()
        lead.date_last_stage_update = "2025-07-10 09:00:00"
        self.assertTemperature("warm")

    def test_deleted_stage(self):
        self.company.segment_policy_id.warm_stage_id = self.offer
        self.offer.unlink()
        self.assertFalse(self.company.segment_policy_id.warm_stage_id)
        self.assertEqual(
            self.company.segment_policy_id._get_warm_stages()[0], self.talks
        )


@tagged("post_install", "-at_install")
class TestSignalsOfCompanies(WarmSignalsCommon):
    """A client that both companies share is warm in that where something happened;
    one of one company only is that company's, whoever deals with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_company("Other Segment Company")
        cls.shared = cls._create_client("shared", company_id=False)
        cls.guest = cls._create_contact(cls.shared, "Gus Guest")
        cls.guest.company_id = False
        cls.elsewhere = new_test_user(
            cls.env,
            login="segment-elsewhere",
            groups="sales_team.group_sale_manager",
            company_id=cls.other.id,
            company_ids=[Command.set(cls.other.ids)],
        )

    def assertTemperatures(self, client, ours, others):
        self._recompute()
        self._recompute(company=self.other)
        self.assertEqual(
            (
                self._get_segment(client).temperature,
                self._get_segment(client, self.other).temperature,
            ),
            (ours, others),
        )

    def _comment(self, document):
        message = document.message_post(
            body="Hello", author_id=self.guest.id, message_type="comment"
        )
        message.date = "2025-07-10 09:00:00"

    def test_message_on_a_document(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "lead",
                "type": "lead",
                "company_id": self.company.id,
                "team_id": False,
                "user_id": False,
            }
        )
        self._comment(lead)
        self.assertTemperatures(self.shared, "warm", "cold")

    def test_message_on_the_contact(self):
        self._comment(self.guest)
        self.assertTemperatures(self.shared, "warm", "warm")

    def test_meeting(self):
        self._create_meeting(self.guest)
        self.assertTemperatures(self.shared, "warm", "cold")

    def test_meeting_of_nobody(self):
        self._create_meeting(self.guest).user_id = False
        self.assertTemperatures(self.shared, "warm", "warm")

    def test_meeting_with_another_companys_people(self):
        meeting = self._create_meeting()
        meeting.user_id = self.elsewhere
        self._recompute()
        self._recompute(company=self.other)
        self.assertEqual(self._get_segment().temperature, "warm")
        self.assertFalse(self._get_segment(company=self.other), "not its client")

    @freeze_time("2025-07-10 11:00:00")
    def test_mailing(self):
        self._click(self._send_mailing(self.guest, user=self.elsewhere))
        self.assertTemperatures(self.shared, "cold", "warm")

    def test_switches_are_of_one_company(self):
        self._create_meeting(self.guest).user_id = False
        self.other.segment_policy_id.warm_meeting = False
        self.assertTemperatures(self.shared, "warm", "cold")
