import random
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ...arithmetic.clock import clock, tasks
from ...arithmetic.clock.working_days import days_between

START = date(2026, 1, 5)
MANAGER, SUPERVISOR = "manager", "supervisor"
DAYS = 365


class Office:
    """A year of one dossier: a calendar, a clumsy manager and a job that fails."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        # In order: that of a set of dates differs from process to process.
        year = sorted(days_between(START, START + timedelta(days=DAYS + 400)))
        self.company_days = {
            day for day in year if day.weekday() < 5 and self.random.random() > 0.04
        }
        self.manager_days = set(self.company_days)
        for _leave in range(5):
            first = START + timedelta(days=self.random.randrange(DAYS))
            length = self.random.randrange(1, 25)
            self.manager_days -= days_between(first, first + timedelta(days=length))
        self.log = []
        self.open_tasks = {}
        self.last_task = 0
        self.interval, self.pause, self.escalation = 10, 14, 2

    def change_settings(self):
        self.interval = self.random.randrange(1, 25)
        self.pause = self.random.randrange(0, 25)
        self.escalation = self.random.randrange(0, 5)

    def read_clock(self):
        anchor = clock.find_anchor(START, self.log, self.pause)
        due = clock.find_due(
            anchor.day, self.interval, self.company_days, self.manager_days
        )
        return anchor, due

    def maybe_contact(self, today):
        _anchor, due = self.read_clock()
        eager = 0.7 if today == due.day else 0.05
        if today in self.manager_days and self.random.random() < eager:
            outcomes = [clock.POSITIVE] * 6 + [clock.NEUTRAL, clock.NEGATIVE]
            outcome = self.random.choice(outcomes)
            self.log.append((today, outcome))
            return outcome
        return None

    def get_wanted(self, today):
        anchor, due = self.read_clock()
        wanted = {}
        if not tasks.is_paused(today, anchor.pause_until):
            wanted[1, tasks.CONTACT] = tasks.Task(MANAGER, due.day)
        if tasks.is_escalated(today, due.day, anchor.pause_until, self.escalation):
            wanted[1, tasks.ESCALATION] = tasks.Task(SUPERVISOR, due.day)
        return wanted

    def get_changes(self, today):
        existing = [(task_id, *task) for task_id, task in self.open_tasks.items()]
        return tasks.compare(self.get_wanted(today), existing)

    def run_job(self, today, crash=False):
        """A crash loses the transaction: all of it, or nothing, is done."""
        changes = self.get_changes(today)
        if crash:
            return
        for task_id in changes.drop:
            del self.open_tasks[task_id]
        for task_id, task in changes.move.items():
            self.open_tasks[task_id] = self.open_tasks[task_id][0], task
        for key, task in changes.create.items():
            self.last_task += 1
            self.open_tasks[self.last_task] = key, task

    def lose_a_task(self):
        if self.open_tasks and self.random.random() < 0.02:
            self.open_tasks.popitem()

    def double_a_task(self):
        """As if the unique index of the database were not there."""
        if self.open_tasks and self.random.random() < 0.02:
            self.last_task += 1
            self.open_tasks[self.last_task] = next(iter(self.open_tasks.values()))


@tagged("post_install", "-at_install")
class TestClockSimulation(BaseCase):
    def test_a_year_of_random_contacts(self):
        for seed in range(60):
            office = Office(seed)
            for number in range(DAYS):
                self._live_a_day(office, START + timedelta(days=number))
            self.assertGreater(len(office.log), 3, "nothing was simulated")

    def _live_a_day(self, office, today):
        if office.random.random() < 0.02:
            office.change_settings()
        _anchor, before = office.read_clock()
        outcome = office.maybe_contact(today)
        office.lose_a_task()
        office.double_a_task()
        office.run_job(today, crash=office.random.random() < 0.2)
        office.run_job(today)  # the next run, or a second one at once
        self._check_clock(office, today, outcome, before)
        self._check_tasks(office, today)

    def _check_clock(self, office, today, outcome, before):
        anchor, due = office.read_clock()
        limit = timedelta(days=office.interval)
        self.assertTrue(anchor.day < due.day <= anchor.day + limit)
        if anchor.pause_until:
            self.assertGreater(due.day, anchor.pause_until)
        if outcome == clock.POSITIVE:
            self.assertLessEqual(due.day, today + limit)
            if today <= before.day:
                # a contact in time: due dates are never farther apart
                self.assertLessEqual(due.day - before.day, limit)
        if due.reason in (None, clock.DAY_OFF, clock.AWAY):
            self.assertIn(due.day, office.manager_days)

    def _check_tasks(self, office, today):
        anchor, due = office.read_clock()
        by_kind = {kind: [] for kind in (tasks.CONTACT, tasks.ESCALATION)}
        for (_dossier, kind), task in office.open_tasks.values():
            by_kind[kind].append(task)
        paused = tasks.is_paused(today, anchor.pause_until)
        expected = [] if paused else [tasks.Task(MANAGER, due.day)]
        self.assertEqual(by_kind[tasks.CONTACT], expected)
        late = today - due.day
        told = office.escalation and late >= timedelta(days=office.escalation)
        self.assertEqual(len(by_kind[tasks.ESCALATION]), 1 if told else 0)
        self.assertEqual(office.get_changes(today), ({}, {}, []))


@tagged("post_install", "-at_install")
class TestTaskChanges(BaseCase):
    def setUp(self):
        super().setUp()
        self.key = (7, tasks.CONTACT)
        self.task = tasks.Task(1, START)

    def test_create(self):
        changes = tasks.compare({self.key: self.task}, [])
        self.assertEqual(changes, ({self.key: self.task}, {}, []))

    def test_keep(self):
        changes = tasks.compare({self.key: self.task}, [(3, self.key, self.task)])
        self.assertEqual(changes, ({}, {}, []))

    def test_move(self):
        later = self.task._replace(deadline=START + timedelta(days=1))
        changes = tasks.compare({self.key: later}, [(3, self.key, self.task)])
        self.assertEqual(changes, ({}, {3: later}, []))

    def test_drop(self):
        changes = tasks.compare({}, [(3, self.key, self.task)])
        self.assertEqual(changes, ({}, {}, [3]))

    def test_of_two_the_older_stays(self):
        existing = [(5, self.key, self.task), (3, self.key, self.task)]
        changes = tasks.compare({self.key: self.task}, existing)
        self.assertEqual(changes, ({}, {}, [5]))

    def test_escalation(self):
        pause = START + timedelta(days=30)
        for days_late, days, pause_until, expected in (
            (1, 2, None, False),
            (2, 2, None, True),
            (2, 0, None, False),
            (2, 2, pause, False),
        ):
            today = START + timedelta(days=days_late)
            escalated = tasks.is_escalated(today, START, pause_until, days)
            self.assertEqual(escalated, expected)
