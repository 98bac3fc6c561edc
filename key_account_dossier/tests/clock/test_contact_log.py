from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..common import DossierCommon


@tagged("post_install", "-at_install")
class TestContactLog(DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.unlink()
        # Monday 2 March 2026 is the first day of the dossier.
        cls.dossier.since_date = date(2026, 3, 2)
        cls.cr.execute(
            "UPDATE key_account_dossier SET create_date = '2026-03-02 09:00:00' "
            "WHERE id = %s",
            [cls.dossier.id],
        )
        cls.dossier.invalidate_recordset()
        cls.dossier = cls.dossier.with_user(cls.owner)

    def _log(self, day, outcome):
        values = {"date": day, "outcome": outcome}
        self.dossier.contact_ids = [Command.create(values)]

    def test_positive_contact_winds_the_clock_up(self):
        self._log(date(2026, 3, 4), "positive")
        # 4 + 10 = Saturday 14 March, so Friday 13 March
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 13))
        self.assertEqual(self.dossier.last_positive_date, date(2026, 3, 4))
        self.assertFalse(self.dossier.pause_until)

    def test_negative_contact_starts_a_pause(self):
        self._log(date(2026, 3, 4), "positive")
        self._log(date(2026, 3, 5), "negative")
        # 5 + 14 = 19 March; 19 + 10 = Sunday 29 March, so Friday 27 March
        self.assertEqual(self.dossier.pause_until, date(2026, 3, 19))
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 27))

    def test_second_contact_of_a_day_counts(self):
        self._log(date(2026, 3, 4), "negative")
        self._log(date(2026, 3, 4), "positive")
        self.assertFalse(self.dossier.pause_until)
        self._log(date(2026, 3, 4), "negative")
        self.assertEqual(self.dossier.pause_until, date(2026, 3, 18))

    def test_correcting_and_deleting_a_contact(self):
        self._log(date(2026, 3, 4), "negative")
        self.dossier.contact_ids.outcome = "positive"
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 13))
        self.dossier.contact_ids.unlink()
        # from the first day: 2 + 10 = Thursday 12 March
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 12))
        self.assertFalse(self.dossier.last_positive_date)

    def test_settings(self):
        self._log(date(2026, 3, 4), "positive")
        self.company.key_account_contact_interval = 5
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 9))
        self._log(date(2026, 3, 4), "negative")
        self.company.key_account_pause_days = 2
        self.assertEqual(self.dossier.pause_until, date(2026, 3, 6))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.company.key_account_contact_interval = 0
            self.env.flush_all()

    def test_holiday(self):
        self._log(date(2026, 3, 2), "positive")
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 12))
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Town day",
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-03-11 00:00:00",
                "date_to": "2026-03-12 23:59:59",
            }
        )
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 10))

    def test_holiday_of_all_calendars(self):
        self._log(date(2026, 3, 2), "positive")
        self.env.flush_all()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "National day",
                "company_id": self.company.id,
                "calendar_id": False,
                "date_from": "2026-03-12 00:00:00",
                "date_to": "2026-03-12 23:59:59",
            }
        )
        with self.enter_registry_test_mode():
            self.env.ref(
                "key_account_dossier.ir_cron_key_account_clock"
            ).method_direct_trigger()
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 11))

    def test_company_without_calendar(self):
        self.company.resource_calendar_id = False
        self._log(date(2026, 3, 4), "positive")
        self.assertEqual(self.dossier.next_contact_date, date(2026, 3, 13))

    def test_clock_state(self):
        self._log(date(2026, 3, 4), "positive")
        for day, state in (
            ("2026-03-10", "ok"),
            ("2026-03-11", "soon"),
            ("2026-03-13", "today"),
            ("2026-03-14", "overdue"),
        ):
            with freeze_time(day):
                self.dossier.invalidate_recordset(["clock_state"])
                self.assertEqual(self.dossier.clock_state, state, day)
        self._log(date(2026, 3, 5), "negative")
        for day, state in (("2026-03-19", "paused"), ("2026-03-20", "ok")):
            with freeze_time(day):
                self.dossier.invalidate_recordset(["clock_state"])
                self.assertEqual(self.dossier.clock_state, state, day)

    def test_future_contact(self):
        with self.assertRaises(ValidationError):
            self._log(self.today + timedelta(days=2), "positive")

    def test_unsaved_contact_in_the_form(self):
        with Form(self.dossier) as form:
            with form.contact_ids.new() as line:
                line.date = date(2026, 3, 4)
                line.outcome = "positive"
            self.assertEqual(form.next_contact_date, date(2026, 3, 13))
        self.assertEqual(self.dossier.contact_ids.user_id, self.owner)

    def test_log_in_two_clicks(self):
        action = self.dossier.action_log_contact()
        wizard = self.env[action["res_model"]].with_user(self.owner)
        for outcome in ("positive", "neutral", "negative"):
            log = wizard.with_context(**action["context"]).create({"note": "Called"})
            getattr(log, f"action_log_{outcome}")()
            contact = self.dossier.contact_ids.sorted("id")[-1:]
            self.assertEqual(contact.outcome, outcome)
            self.assertEqual(contact.note, "Called")
            self.assertEqual(contact.user_id, self.owner)
            self.assertEqual(contact.channel, "call")

    def test_label(self):
        self._log(date(2026, 3, 4), "positive")
        self.assertEqual(self.dossier.contact_ids.display_name, "03/04/2026 · Positive")
