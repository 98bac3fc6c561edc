# What tests write is for nobody to read.
# pylint: disable=translation-required
from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..clock.test_tasks import TaskCase


@tagged("post_install", "-at_install")
class TestWorkViews(TaskCase):
    """The dossier is due on Thursday 12 March 2026."""

    def _find(self, user, states):
        dossiers = self.env["key.account.dossier"].with_user(user)
        return dossiers.search([("clock_state", "in", states)])

    def test_state_in_sql_is_the_state_shown(self):
        paused = self._new_dossier(self.owner)
        self._open_on(paused, "2026-03-02")
        paused.contact_ids = [
            Command.create({"date": date(2026, 3, 6), "outcome": "negative"})
        ]
        for day in ("2026-03-09", "2026-03-10", "2026-03-12", "2026-03-13"):
            with freeze_time(day):
                self.env.invalidate_all()
                for dossier in self.dossier.with_user(self.owner) | paused.with_user(
                    self.owner
                ):
                    self.assertIn(
                        dossier, self._find(self.owner, [dossier.clock_state])
                    )
                groups = dossier._read_group([], ["clock_state"], ["id:recordset"])
                for state, dossiers in groups:
                    self.assertEqual(set(dossiers.mapped("clock_state")), {state})

    def test_state_search_keeps_outsiders_out(self):
        everything = ["overdue", "today", "soon", "paused", "ok"]
        self.assertIn(self.dossier, self._find(self.boss, everything))
        self.assertNotIn(self.dossier, self._find(self.grand, everything))

    def test_start_page(self):
        model = self.env["key.account.dossier"]
        names = {
            self.owner: "key_account_dossier_action_today",
            self.boss: "key_account_dossier_action_team",
            self.colleague: "key_account_dossier_action_today",
        }
        for user, name in names.items():
            action = model.with_user(user)._get_start_action()
            self.assertEqual(action["xml_id"], f"key_account_dossier.{name}")

    def test_agenda(self):
        self.dossier.date_ids = [
            Command.create({"name": "Anniversary", "date": date(2001, 3, 8)})
        ]
        self.dossier.own_review_months = 1  # due on 2 April
        with freeze_time("2026-03-02"):
            self.env.invalidate_all()
            self.assertEqual(self.dossier.agenda, "8 Mar · Anniversary")
        with freeze_time("2026-03-20"):
            self.env.invalidate_all()
            self.assertEqual(self.dossier.agenda, "2 Apr · Review of the dossier")

    def test_last_time(self):
        self._log("2026-03-04", note="Asked for a sample")
        self.assertEqual(
            self.dossier.last_contact_note, "03/04/2026 · Positive · Asked for a sample"
        )

    def test_report(self):
        for day, outcome in (
            ("2026-03-10", "positive"),  # 8 days: kept
            ("2026-03-25", "positive"),  # 15 days: not kept
            ("2026-03-26", "negative"),
            ("2026-04-12", "positive"),  # 3 days after the pause: kept
        ):
            self._log(day, outcome)
        report = self.env["key.account.contact.report"].with_user(self.owner)
        lines = report.search(
            [("dossier_id", "=", self.dossier.id), ("outcome", "!=", "missed")],
            order="date",
        )
        self.assertEqual(lines.mapped("interval_days"), [8, 15, 0, 3])
        self.assertEqual(lines.mapped("kept"), [100.0, 0.0, 0.0, 100.0])
        [[average]] = report._read_group([("id", "in", lines.ids)], [], ["kept:avg"])
        # the negative contact is no interval: 200 / 3
        self.assertAlmostEqual(average, 66.67, 2)
        missed = report.search([("outcome", "=", "missed")])
        self.assertIn(self.dossier, missed.dossier_id)

    def test_report_is_closed_to_others(self):
        self._log("2026-03-10")
        report = self.env["key.account.contact.report"]
        for name in ("grand", "colleague", "all_documents", "settings_admin"):
            found = report.with_user(self.outsiders[name]).search([])
            self.assertNotIn(self.dossier, found.sudo().dossier_id, name)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
            report.with_user(self.outsiders["salesperson_only"]).search([])

    def test_log_form(self):
        person = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": self.client_partner.id}
        )
        action = self.dossier.action_log_contact()
        wizard = self.env[action["res_model"]].with_user(self.owner)
        with Form(wizard.with_context(**action["context"])) as form:
            form.person_id = person
            form.channel = "meeting"
        form.record.action_log_neutral()
        contact = self.dossier.contact_ids
        self.assertEqual(contact.person_id, person)
        person.unlink()
        self.assertFalse(contact.person_id)


@tagged("post_install", "-at_install")
class TestSuggestions(TaskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {"name": "Ann", "parent_id": cls.client_partner.id}
        )
        cls.yesterday = cls.today - timedelta(days=1)

    def _suggest(self, user=None):
        dossier = self.dossier.with_user(user or self.owner)
        action = dossier.action_suggest_contacts()
        model = self.env[action["res_model"]].with_user(user or self.owner)
        return model.search(action["domain"])

    def _meet(self, organizer=None, **values):
        organizer = organizer or self.owner
        return (
            self.env["calendar.event"]
            .with_user(organizer)
            .create(
                {
                    "name": "Line inspection",
                    "start": f"{self.yesterday} 10:00:00",
                    "stop": f"{self.yesterday} 11:00:00",
                    "partner_ids": (organizer.partner_id | self.person).ids,
                    **values,
                }
            )
        )

    def test_meeting(self):
        event = self._meet()
        suggestion = self._suggest()
        self.assertEqual(suggestion.title, "Line inspection")
        self.assertEqual(suggestion.date, self.yesterday)
        self.assertEqual(suggestion.channel, "meeting")
        suggestion.action_positive()
        contact = self.dossier.contact_ids
        self.assertEqual(contact.person_id, self.person)
        self.assertEqual(self.dossier.last_positive_date, self.yesterday)
        self.assertFalse(self._suggest(), "in the log already")
        # Nothing on the meeting tells of the dossier.
        self.assertFalse(event.res_model)
        self.assertNotIn("dossier", str(event.read()).lower())

    def test_meeting_of_somebody_else(self):
        self._meet(self.colleague)
        self.assertFalse(self._suggest())

    def test_meeting_to_come(self):
        tomorrow = self.today + timedelta(days=1)
        self._meet(start=f"{tomorrow} 10:00:00", stop=f"{tomorrow} 11:00:00")
        self.assertFalse(self._suggest())

    def test_mail(self):
        self.person.message_post(
            body="We agree", message_type="email", author_id=self.person.id
        )
        self.person.message_post(body="Internal", subtype_xmlid="mail.mt_note")
        suggestion = self._suggest()
        self.assertEqual(suggestion.channel, "email")
        self.assertEqual(suggestion.title, "We agree")
        self.assertEqual(suggestion.person_id, self.person)

    def test_call(self):
        self.client_partner.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.owner.id
        ).with_user(self.owner).action_feedback("Talked about the pump")
        self.assertEqual(self._suggest().channel, "call")

    def test_outsiders(self):
        self._meet()
        self._suggest()
        model = self.env["key.account.contact.suggestion"]
        for name in ("grand", "colleague", "settings_admin"):
            self.assertFalse(model.with_user(self.outsiders[name]).search([]))
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                self._suggest(self.outsiders[name])
