from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SECRET, DossierCommon
from .test_access import RULE_LOGGERS

DOSSIER = "key.account.dossier"


@tagged("post_install", "-at_install")
class TestMeeting(DossierCommon):
    """A meeting made from a dossier is open to those invited, however it was made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = datetime.combine(cls.today, datetime.min.time()) + timedelta(
            days=30, hours=10
        )

    def _meet(self, user=None, context=None, **values):
        user = user or self.owner
        events = self.env["calendar.event"].with_user(user)
        return events.with_context(**context or {}).create(
            {
                "name": SECRET,
                "start": self.start,
                "stop": self.start + timedelta(hours=1),
                "partner_ids": user.partner_id.ids,
                **values,
            }
        )

    def _link(self, record):
        return {
            "res_model_id": self.env["ir.model"]._get_id(record._name),
            "res_id": record.id,
        }

    def _sees(self, user, event):
        self.env.flush_all()
        self.env.invalidate_all()
        events = self.env["calendar.event"].with_user(user)
        found = bool(events.search([("id", "=", event.id)]))
        try:
            name = events.browse(event.id).read(["name"])[0]["name"]
        except AccessError:
            name = False
        self.assertEqual(bool(name), found)
        return found

    @mute_logger(*RULE_LOGGERS)
    def _assert_closed(self, event):
        """Only the owner is invited."""
        self.assertTrue(self._sees(self.owner, event))
        for name in ("boss", *self.outsiders):
            user = self.boss if name == "boss" else self.outsiders[name]
            if name == "public":
                continue
            self.assertFalse(self._sees(user, event), name)
        plain = event.sudo()
        self.assertFalse(plain.res_model)
        self.assertNotIn("dossier", str(plain.read()).lower())

    def test_on_the_dossier(self):
        self._assert_closed(self._meet(**self._link(self.dossier)))

    def test_on_a_part(self):
        self._assert_closed(self._meet(**self._link(self.contact)))

    def test_by_defaults(self):
        defaults = {f"default_{k}": v for k, v in self._link(self.dossier).items()}
        self._assert_closed(self._meet(context=defaults))
        defaults = {"default_res_model": DOSSIER, "default_res_id": self.dossier.id}
        self._assert_closed(self._meet(context=defaults))

    def test_by_the_record_one_comes_from(self):
        context = {"active_model": DOSSIER, "active_id": self.dossier.id}
        self._assert_closed(self._meet(context=context))

    def test_linked_afterwards(self):
        event = self._meet()
        self.assertTrue(self._sees(self.colleague, event))
        event.write(self._link(self.dossier))
        self._assert_closed(event)

    def _plan(self, **values):
        return self.dossier.with_user(self.owner).activity_schedule(
            "mail.mail_activity_data_meeting",
            date_deadline=self.start.date(),
            user_id=self.owner.id,
            summary=SECRET,
            **values,
        )

    def test_from_an_activity(self):
        activity = self._plan()
        context = activity.action_create_calendar_event()["context"]
        event = self._meet(context={**context, "default_name": SECRET})
        self.assertEqual(activity.calendar_event_id, event)
        self._assert_closed(event)
        activity.action_feedback(feedback=SECRET)
        self._assert_closed(event)

    def test_activity_linked_afterwards(self):
        event = self._meet()
        self._plan().calendar_event_id = event
        self._assert_closed(event)

    def test_meeting_of_somebody_else_stays_open(self):
        """Nobody closes a meeting that he may not change."""
        private = self._meet(self.colleague, privacy="private")
        self.env.flush_all()
        self._plan().calendar_event_id = private
        self.assertFalse(private.invited_only)

    def test_opening_it_up(self):
        event = self._meet(**self._link(self.dossier))
        for values in (
            {"privacy": "public"},
            {"privacy": False},
            {"invited_only": False},
            {"res_model_id": False},
        ):
            event.write(values)
            self.assertEqual(event.privacy, "private")
            self._assert_closed(event)

    def test_copies_and_series(self):
        event = self._meet(
            **self._link(self.dossier),
            recurrency=True,
            rrule_type="daily",
            rrule_type_ui="daily",
            end_type="count",
            count=3,
        )
        series = event.recurrence_id.calendar_event_ids
        self.assertEqual(len(series), 3)
        self._assert_closed(event.copy())
        self._assert_closed(series[-1])
        event.write({"recurrence_update": "all_events", "count": 5})
        series = self.env["calendar.event"].search([("name", "=", SECRET)])
        self.assertGreaterEqual(len(series), 5)
        for one in series:
            self.assertTrue(one.invited_only)
        series[0].with_user(self.owner).write(
            {"recurrence_update": "all_events", "privacy": "public"}
        )
        self.assertEqual(set(series.mapped("privacy")), {"private"})

    def test_series_linked_afterwards(self):
        event = self._meet(
            recurrency=True,
            rrule_type="daily",
            rrule_type_ui="daily",
            end_type="count",
            count=3,
        )
        event.write(self._link(self.dossier))
        for one in event.recurrence_id.calendar_event_ids:
            self._assert_closed(one)

    def test_those_invited(self):
        event = self._meet(
            **self._link(self.dossier),
            partner_ids=(self.owner | self.colleague).partner_id.ids,
        )
        self.assertTrue(self._sees(self.colleague, event))
        self.assertFalse(self._sees(self.boss, event))
        event.partner_ids = [Command.unlink(self.colleague.partner_id.id)]
        self._assert_closed(event)

    @mute_logger(*RULE_LOGGERS)
    def test_nobody_invites_himself(self):
        event = self._meet(**self._link(self.dossier))
        env = self.env(user=self.colleague)
        partner = self.colleague.partner_id
        meeting = env["calendar.event"].browse(event.id)
        invitations = {
            "attendee": lambda: env["calendar.attendee"].create(
                {"event_id": event.id, "partner_id": partner.id}
            ),
            "join": lambda: meeting.action_join_meeting(partner.id),
            "meetings of the contact": lambda: partner.with_env(env).write(
                {"meeting_ids": [Command.link(event.id)]}
            ),
            "follow": lambda: meeting.message_subscribe(partner.ids),
            "copy": lambda: meeting.copy(),
        }
        for name, invite in invitations.items():
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(way=name), self.assertRaises(AccessError):
                invite()
                self.env.flush_all()

    @mute_logger(*RULE_LOGGERS)
    def test_refusal_does_not_tell_of_a_dossier(self):
        event = self._meet(**self._link(self.dossier))
        message = event.message_post(body=SECRET)
        for record in (event, event.attendee_ids, message):
            with self.assertRaises(AccessError) as refused:
                record.with_user(self.grand).read(["display_name"])
            self.assertNotIn("ossier", str(refused.exception))
            self.assertNotIn(SECRET, str(refused.exception))

    def test_messages_go_to_those_invited(self):
        event = self._meet(
            **self._link(self.dossier),
            partner_ids=(self.owner | self.boss).partner_id.ids,
        )
        (self.boss | self.colleague).notification_type = "inbox"
        event.message_subscribe(self.grand.partner_id.ids)
        message = event.message_post(
            body=SECRET,
            partner_ids=(self.boss | self.colleague).partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
        got = message.sudo().notification_ids.res_partner_id
        self.assertEqual(got, self.boss.partner_id)

    def test_ordinary_meetings_are_as_ever(self):
        event = self._meet()
        self.assertTrue(self._sees(self.colleague, event))
        self.assertFalse(event.privacy)
        private = self._meet(privacy="private")
        self.assertTrue(self._sees(self.colleague, private), "Odoo shows them as busy")
        self.assertEqual(private.with_user(self.colleague).display_name, "Busy")
