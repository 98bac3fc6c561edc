from datetime import date

from odoo import Command
from odoo.tests import freeze_time, tagged

from ...arithmetic.clock import clock
from ..common import DossierCommon


class ClockCase(DossierCommon):
    """A dossier that was opened on Monday 2 March 2026: due on Thursday 12 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.unlink()
        cls.resource = cls.employees[0].resource_id
        cls._open_on(cls.dossier, "2026-03-02")

    @classmethod
    def _open_on(cls, dossiers, day):
        dossiers.since_date = day
        cls.env.flush_all()
        cls.cr.execute(
            "UPDATE key_account_dossier SET create_date = %s WHERE id IN %s",
            [f"{day} 09:00:00", tuple(dossiers.ids)],
        )
        cls.env.invalidate_all()
        dossiers.modified(["since_date"])

    @classmethod
    def _leave(cls, start, stop, resource=None, calendar=None):
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": resource.id if resource else False,
                "calendar_id": calendar.id if calendar else False,
                "company_id": cls.company.id,
                "date_from": start,
                "date_to": stop,
            }
        )

    def _assert_due(self, day, reason=None):
        self.assertEqual(self.dossier.next_contact_date, day)
        self.assertEqual(self.dossier.due_reason or None, reason)


@tagged("post_install", "-at_install")
class TestClockCalendar(ClockCase):
    def test_day_of_opening_is_that_of_the_manager(self):
        """A Monday evening in Los Angeles, Tuesday in Greenwich: whoever or whatever
        job has the clock computed, ten days go by from Monday on."""
        self.owner.tz = "America/Los_Angeles"
        self.env.flush_all()
        self.cr.execute(
            "UPDATE key_account_dossier SET create_date = '2026-03-03 01:00:00'"
            " WHERE id = %s",
            [self.dossier.id],
        )
        self.env.invalidate_all()
        for timezone in ("UTC", "America/Los_Angeles", "Asia/Tokyo"):
            self.dossier.with_context(tz=timezone)._refresh_clock()
            self._assert_due(date(2026, 3, 12))

    def test_absence_of_the_manager(self):
        self._assert_due(date(2026, 3, 12))
        leave = self._leave("2026-03-11 00:00:00", "2026-03-16 23:59:59", self.resource)
        self._assert_due(date(2026, 3, 10), clock.AWAY)
        leave.date_from = "2026-03-13 00:00:00"
        self._assert_due(date(2026, 3, 12))
        leave.date_from = "2026-03-03 00:00:00"
        # away from the day after the dossier was opened: the company's day stays
        self._assert_due(date(2026, 3, 12), clock.AWAY_THROUGHOUT)
        leave.unlink()
        self._assert_due(date(2026, 3, 12))

    def test_absence_of_somebody_else(self):
        self._leave(
            "2026-03-11 00:00:00",
            "2026-03-16 23:59:59",
            self.employees[1].resource_id,
        )
        self._assert_due(date(2026, 3, 12))

    def test_half_a_day_off(self):
        self._leave("2026-03-12 06:00:00", "2026-03-12 12:00:00", self.resource)
        self._assert_due(date(2026, 3, 12))

    def test_holiday_of_all_calendars(self):
        self._leave("2026-03-12 00:00:00", "2026-03-12 23:59:59")
        self._assert_due(date(2026, 3, 11), clock.DAY_OFF)

    def test_holidays_throughout(self):
        self._leave("2026-03-01 00:00:00", "2026-03-15 23:59:59")
        self._assert_due(date(2026, 3, 12), clock.NO_WORKING_DAY)

    def test_part_time(self):
        """A manager who works from Monday to Wednesday."""
        calendar = self.env["resource.calendar"].create(
            {"name": "Part time", "tz": "UTC", "company_id": self.company.id}
        )
        late = calendar.attendance_ids.filtered(lambda day: day.dayofweek in "34")
        late.unlink()
        self.employees[0].resource_calendar_id = calendar
        self._assert_due(date(2026, 3, 11), clock.AWAY)

    def test_flexible_manager(self):
        """No fixed hours: each day may be worked, but for leaves."""
        self.employees[0].resource_calendar_id = False
        self.dossier._refresh_clock()
        self._assert_due(date(2026, 3, 12))
        self._leave("2026-03-11 00:00:00", "2026-03-16 23:59:59", self.resource)
        self._assert_due(date(2026, 3, 10), clock.AWAY)

    def test_manager_in_another_time_zone(self):
        """An absence on Thursday in Kamchatka ends on Thursday at noon of UTC."""
        self.resource.tz = "Asia/Kamchatka"  # UTC+12
        self._leave("2026-03-11 12:00:00", "2026-03-12 11:59:59", self.resource)
        self._assert_due(date(2026, 3, 11), clock.AWAY)

    def test_west_of_greenwich(self):
        self.resource.tz = "America/Los_Angeles"  # UTC-7 in March after the 8th
        self._leave("2026-03-12 07:00:00", "2026-03-13 06:59:59", self.resource)
        self._assert_due(date(2026, 3, 11), clock.AWAY)

    def test_daylight_saving(self):
        """In Berlin Sunday 29 March has 23 hours. A leave of local days, Friday 27
        to Monday 30, runs from 23:00 to 22:00 of UTC."""
        self.company.resource_calendar_id.tz = "Europe/Berlin"
        self.resource.tz = "Europe/Berlin"
        self._open_on(self.dossier, "2026-03-20")
        self._assert_due(date(2026, 3, 30))
        self._leave("2026-03-26 23:00:00", "2026-03-30 21:59:59", self.resource)
        self._assert_due(date(2026, 3, 26), clock.AWAY)

    def test_day_of_the_reader(self):
        """A contact due on 12 March is overdue in Auckland while it is still due in
        Los Angeles."""
        with freeze_time("2026-03-12 12:00:00"):
            for tz, state in (
                ("Pacific/Auckland", "overdue"),  # 01:00 on 13 March
                ("America/Los_Angeles", "today"),  # 05:00 on 12 March
            ):
                dossier = self.dossier.with_context(tz=tz)
                dossier.invalidate_recordset(["clock_state"])
                self.assertEqual(dossier.clock_state, state)

    def test_own_employee_of_another_company_stands_in(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.owner.company_ids = [Command.link(other.id)]
        dossier = self._new_dossier(self.owner, company_id=other.id)
        self._open_on(dossier, "2026-03-02")
        self._leave("2026-03-11 00:00:00", "2026-03-16 23:59:59", self.resource)
        dossier._refresh_clock()
        self.assertEqual(dossier.next_contact_date, date(2026, 3, 10))


@tagged("post_install", "-at_install")
class TestIntervals(ClockCase):
    def test_most_specific_wins(self):
        kind = self.dossier.type_id
        self.company.key_account_contact_interval = 8
        self._assert_due(date(2026, 3, 10))
        self.assertIn("8 days (set for the company)", self.dossier.interval_note)
        kind.contact_interval = 7
        self._assert_due(date(2026, 3, 9))
        self.assertIn("7 days (set for its type)", self.dossier.interval_note)
        self.dossier.with_user(self.owner).own_contact_interval = 3
        self._assert_due(date(2026, 3, 5))
        self.assertIn("3 days (set for this dossier)", self.dossier.interval_note)
        self.dossier.own_contact_interval = 0
        self._assert_due(date(2026, 3, 9))

    def test_change_of_type(self):
        self.dossier.type_id = self.env["key.account.type"].create(
            {"name": "Watched", "contact_interval": 2}
        )
        self._assert_due(date(2026, 3, 4))

    def test_pause(self):
        self.dossier.contact_ids = [
            Command.create({"date": date(2026, 3, 4), "outcome": "negative"})
        ]
        self.assertEqual(self.dossier.pause_until, date(2026, 3, 18))
        self.dossier.type_id.pause_days = 7
        self.assertEqual(self.dossier.pause_until, date(2026, 3, 11))
        self.dossier.own_pause_days = 2
        self.assertEqual(self.dossier.pause_until, date(2026, 3, 6))
        # 6 + 10 = Monday 16 March
        self._assert_due(date(2026, 3, 16))

    def test_review(self):
        self.assertEqual(self.dossier.next_review_date, date(2026, 6, 2))
        self.dossier.type_id.review_months = 2
        self.assertEqual(self.dossier.next_review_date, date(2026, 5, 2))
        self.dossier.own_review_months = 1
        self.assertEqual(self.dossier.next_review_date, date(2026, 4, 2))

    def test_last_contact_of_any_outcome(self):
        self.assertFalse(self.dossier.last_contact_date)
        for day, outcome in ((3, "positive"), (5, "neutral")):
            self.dossier.contact_ids = [
                Command.create({"date": date(2026, 3, day), "outcome": outcome})
            ]
        self.assertEqual(self.dossier.last_positive_date, date(2026, 3, 3))
        self.assertEqual(self.dossier.last_contact_date, date(2026, 3, 5))
