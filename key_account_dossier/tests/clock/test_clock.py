import unittest
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ...arithmetic.clock import clock

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
except ImportError:  # needed by developers only
    st = None

MONDAY = date(2026, 3, 2)


def workdays(first, last, holidays=()):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day for day in days if day.weekday() < 5 and day not in holidays}


@tagged("post_install", "-at_install")
class TestClock(BaseCase):
    def _due(self, anchor, interval, holidays=()):
        first, last = clock.contact_window(anchor, interval)
        return clock.find_due(anchor, interval, workdays(first, last, holidays)).day

    def test_working_day_stays(self):
        # Monday 2 March + 10 days = Thursday 12 March
        self.assertEqual(self._due(MONDAY, 10), date(2026, 3, 12))

    def test_weekend_moves_to_friday_before(self):
        # Wednesday 4 March + 10 days = Saturday 14 March
        self.assertEqual(self._due(date(2026, 3, 4), 10), date(2026, 3, 13))
        # Thursday 5 March + 10 days = Sunday 15 March
        self.assertEqual(self._due(date(2026, 3, 5), 10), date(2026, 3, 13))

    def test_new_year_holidays(self):
        days_off = {date(2025, 12, 31)}
        days_off |= {date(2026, 1, day) for day in range(1, 12)}
        # Monday 29 December + 10 = 8 January, a holiday: Tuesday 30 December
        self.assertEqual(
            self._due(date(2025, 12, 29), 10, days_off), date(2025, 12, 30)
        )
        # Tuesday 30 December: not one working day until 9 January, the limit
        self.assertEqual(self._due(date(2025, 12, 30), 10, days_off), date(2026, 1, 9))

    def test_interval_of_one_day(self):
        self.assertEqual(self._due(MONDAY, 1), date(2026, 3, 3))
        # Friday + 1 = Saturday, and there is no other day in the window
        self.assertEqual(self._due(date(2026, 3, 6), 1), date(2026, 3, 7))

    def test_reason(self):
        window = workdays(MONDAY, date(2026, 3, 31))
        # Monday 2 March + 10 = Thursday 12 March; Wednesday 4 + 10 = a Saturday
        self.assertEqual(clock.find_due(MONDAY, 10, window), (date(2026, 3, 12), None))
        self.assertEqual(
            clock.find_due(date(2026, 3, 4), 10, window),
            (date(2026, 3, 13), clock.DAY_OFF),
        )
        self.assertEqual(
            clock.find_due(MONDAY, 10, set()),
            (date(2026, 3, 12), clock.NO_WORKING_DAY),
        )

    def test_absence_of_the_manager(self):
        company = workdays(MONDAY, date(2026, 3, 31))
        # away from Monday 9 to Friday 20 March: due on the Friday before
        manager = {day for day in company if not 9 <= day.day <= 20}
        due = clock.find_due(MONDAY, 10, company, manager)
        self.assertEqual(due, (date(2026, 3, 6), clock.AWAY))
        # back on Thursday 12 March, the limit: nothing to move
        manager.add(date(2026, 3, 12))
        due = clock.find_due(MONDAY, 10, company, manager)
        self.assertEqual(due, (date(2026, 3, 12), None))

    def test_absence_throughout(self):
        company = workdays(MONDAY, date(2026, 3, 31))
        manager = {day for day in company if day.day > 20}
        due = clock.find_due(MONDAY, 10, company, manager)
        self.assertEqual(due, (date(2026, 3, 12), clock.AWAY_THROUGHOUT))
        # Saturday 14 March is the limit: the company's Friday stays due
        due = clock.find_due(date(2026, 3, 4), 10, company, manager)
        self.assertEqual(due, (date(2026, 3, 13), clock.AWAY_THROUGHOUT))

    def test_most_specific(self):
        for values, expected in (
            ((3, 5, 10), "dossier"),
            ((0, 5, 10), "type"),
            ((0, 0, 10), "company"),
            ((0, 0, 0), "company"),
        ):
            sources = zip(("dossier", "type", "company"), values, strict=True)
            self.assertEqual(clock.most_specific(*sources)[0], expected)

    def test_anchor_without_contacts(self):
        anchor = clock.find_anchor(MONDAY, [], 14)
        self.assertEqual(anchor, (MONDAY, None, None))

    def test_neutral_contact_moves_nothing(self):
        log = [(date(2026, 3, 9), clock.NEUTRAL)]
        self.assertEqual(clock.find_anchor(MONDAY, log, 14).day, MONDAY)

    def test_negative_contact_pauses(self):
        log = [
            (date(2026, 3, 3), clock.POSITIVE),
            (date(2026, 3, 5), clock.NEGATIVE),
        ]
        anchor = clock.find_anchor(MONDAY, log, 14)
        self.assertEqual(anchor.last_positive, date(2026, 3, 3))
        self.assertEqual(anchor.pause_until, date(2026, 3, 19))
        self.assertEqual(anchor.day, date(2026, 3, 19))

    def test_positive_contact_ends_the_pause(self):
        log = [
            (date(2026, 3, 5), clock.NEGATIVE),
            (date(2026, 3, 9), clock.POSITIVE),
        ]
        anchor = clock.find_anchor(MONDAY, log, 14)
        self.assertEqual(anchor, (date(2026, 3, 9), date(2026, 3, 9), None))

    def test_no_pause_wanted(self):
        log = [(date(2026, 3, 5), clock.NEGATIVE)]
        self.assertEqual(clock.find_anchor(MONDAY, log, 0), (MONDAY, None, None))

    def test_bad_input(self):
        with self.assertRaises(ValueError):
            clock.contact_window(MONDAY, 0)
        with self.assertRaises(ValueError):
            clock.find_anchor(MONDAY, [], -1)


if st:
    # The first draw looks through all loaded modules, which are many under Odoo.
    thorough = settings(
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
    outcomes = st.sampled_from([clock.POSITIVE, clock.NEUTRAL, clock.NEGATIVE])
    logs = st.lists(st.tuples(days, outcomes), max_size=12).map(
        lambda log: sorted(log, key=lambda event: event[0])
    )

    @tagged("post_install", "-at_install")
    class TestClockProperties(BaseCase):
        @thorough
        @given(days, st.integers(1, 60), st.sets(st.integers(-5, 70)))
        def test_due_date(self, anchor, interval, offsets):
            working = {anchor + timedelta(days=offset) for offset in offsets}
            due = clock.find_due(anchor, interval, working).day
            limit = anchor + timedelta(days=interval)
            self.assertTrue(anchor < due <= limit)
            window = {day for day in working if anchor < day <= limit}
            if window:
                self.assertIn(due, window)
                self.assertFalse({day for day in window if day > due})
            else:
                self.assertEqual(due, limit)

        @thorough
        @given(days, logs, st.integers(1, 60))
        def test_pause(self, start, log, pause):
            anchor = clock.find_anchor(start, log, pause)
            deciding = [event for event in log if event[1] != clock.NEUTRAL]
            paused = bool(deciding) and deciding[-1][1] == clock.NEGATIVE
            self.assertEqual(anchor.pause_until is not None, paused)
            if paused:
                self.assertEqual(anchor.day, deciding[-1][0] + timedelta(days=pause))

        @thorough
        @given(days, logs, st.integers(0, 60))
        def test_last_positive(self, start, log, pause):
            anchor = clock.find_anchor(start, log, pause)
            positive = [day for day, outcome in log if outcome == clock.POSITIVE]
            self.assertEqual(anchor.last_positive, max(positive, default=None))

        @thorough
        @given(days, logs, st.integers(0, 60), st.integers(1, 60))
        def test_no_contact_falls_into_a_pause(self, start, log, pause, interval):
            anchor = clock.find_anchor(start, log, pause)
            first, last = clock.contact_window(anchor.day, interval)
            due = clock.find_due(anchor.day, interval, workdays(first, last)).day
            if anchor.pause_until:
                self.assertGreater(due, anchor.pause_until)

else:

    @tagged("post_install", "-at_install")
    class TestClockProperties(BaseCase):
        @unittest.skip("hypothesis is not installed")
        def test_due_date(self):
            """Stand in for the property tests, so that their absence shows."""
