import random
from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from ...arithmetic.clock import clock, tasks
from .test_tasks import TaskCase

START = date(2026, 3, 2)
OUTCOMES = [clock.POSITIVE] * 5 + [clock.NEUTRAL, clock.NEGATIVE]


class Crash(Exception):
    """Raised in the midst of a run."""


@tagged("post_install", "-at_install")
class TestTasksSimulation(TaskCase):
    """Sixty days of three dossiers, with a job that runs twice and dies halfway."""

    def test_sixty_days(self):
        self.random = random.Random(20260302)
        self.dossiers = self.dossier.with_env(self.env) | self._new_dossier(self.owner)
        self.dossiers |= self._new_dossier(self.boss)
        self._open_on(self.dossiers, "2026-03-02")
        for number in range(60):
            with freeze_time(START + timedelta(days=number, hours=12)):
                self._live_a_day(START + timedelta(days=number))

    def _live_a_day(self, today):
        self._log_something(today)
        if self.random.random() < 0.1:
            self.company.key_account_contact_interval = self.random.randrange(3, 15)
        if self.random.random() < 0.1:
            self._leave(f"{today} 00:00:00", f"{today} 23:59:59", self.resource)
        if self.random.random() < 0.3:
            self._crash()
        for _twice in range(2):
            self._run_job()
        self._check(today)

    def _log_something(self, today):
        for dossier in self.dossiers:
            eager = 0.6 if dossier.next_contact_date <= today else 0.05
            if self.random.random() < eager:
                self.env["key.account.contact"].create(
                    {
                        "dossier_id": dossier.id,
                        "date": today,
                        "outcome": self.random.choice(OUTCOMES),
                        "user_id": dossier.user_id.id,
                    }
                )

    def _crash(self):
        savepoint = self.cr.savepoint()
        try:
            self._run_job()
            raise Crash
        except Crash:
            savepoint.rollback()
            self.env.invalidate_all(flush=False)
        finally:
            savepoint.close(rollback=False)

    def _check(self, today):
        for dossier in self.dossiers.sudo():
            paused = tasks.is_paused(today, dossier.pause_until)
            activities = self.env["mail.activity"].search(
                [("res_id", "=", dossier.id), ("key_account_task", "!=", False)]
            )
            found = activities.filtered(
                lambda one: one.key_account_task == tasks.CONTACT
            )
            self.assertEqual(len(found), 0 if paused else 1, today)
            if found:
                self.assertEqual(found.date_deadline, dossier.next_contact_date)
                self.assertEqual(found.user_id, dossier.user_id)
            self.assertLessEqual(len(activities - found), 1)
            interval = dossier.next_contact_date - max(
                filter(None, [START, dossier.last_positive_date, dossier.pause_until])
            )
            self.assertTrue(0 < interval.days <= dossier.contact_interval)
