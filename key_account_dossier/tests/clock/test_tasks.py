from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...arithmetic.clock import tasks
from ..common import MANAGER
from .test_clock_calendar import ClockCase

SECRET_MATTER = "Replace the pump before Friday"


class TaskCase(ClockCase):
    """The dossier was opened on Monday 2 March 2026: due on Thursday 12 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier = cls.dossier.with_user(cls.owner)
        cls._on("2026-03-02")

    @classmethod
    def _on(cls, day):
        """Run the job as on that day."""
        with freeze_time(f"{day} 12:00:00"):
            cls._run_job()

    @classmethod
    def _run_job(cls):
        dossiers = cls.env["key.account.dossier"].sudo().search([])
        dossiers._refresh_clock()
        cls.env.cr.flush()
        cls.env.invalidate_all()

    def _log(self, day, outcome="positive", **values):
        with freeze_time(f"{day} 12:00:00"):
            self.env["key.account.contact"].with_user(self.owner).create(
                {
                    "dossier_id": self.dossier.id,
                    "date": day,
                    "outcome": outcome,
                    **values,
                }
            )
            self.env.cr.flush()
            self.env.invalidate_all()

    def _get_tasks(self, kind=tasks.CONTACT):
        return self.env["mail.activity"].search(
            [("res_id", "=", self.dossier.id), ("key_account_task", "=", kind)]
        )

    def _assert_task(self, day, user=None):
        task = self._get_tasks()
        self.assertEqual(len(task), 1)
        self.assertEqual(task.date_deadline, day)
        self.assertEqual(task.user_id, user or self.owner)
        return task


@tagged("post_install", "-at_install")
class TestTasks(TaskCase):
    def test_task_of_a_new_dossier(self):
        task = self._assert_task(date(2026, 3, 12))
        self.assertIn(self.client_partner.name, task.summary)

    def test_contact_closes_the_task_and_schedules_the_next(self):
        first = self._assert_task(date(2026, 3, 12))
        self._log("2026-03-04", "neutral")
        self.assertEqual(self._assert_task(date(2026, 3, 12)), first)
        self._log("2026-03-05")
        # Thursday 5 + 10 = Sunday 15 March, so Friday 13
        second = self._assert_task(date(2026, 3, 13))
        self.assertNotEqual(first, second)
        self.assertEqual(first.state, "done")

    def test_no_task_in_a_pause(self):
        self._log("2026-03-04", "negative")
        self.assertFalse(self._get_tasks())
        self._on("2026-03-18")  # the last day of the pause
        self.assertFalse(self._get_tasks())
        self._on("2026-03-19")
        # 18 + 10 = Saturday 28 March, so Friday 27
        self._assert_task(date(2026, 3, 27))

    def test_the_client_comes_round(self):
        self._log("2026-03-04", "negative")
        self._log("2026-03-06", "positive")
        self._assert_task(date(2026, 3, 16))

    def test_settings_move_the_task(self):
        task = self._assert_task(date(2026, 3, 12))
        for record, name, day in (
            (self.company, "key_account_contact_interval", 10),
            (self.dossier.type_id.sudo(), "contact_interval", 9),
            (self.dossier, "own_contact_interval", 3),
        ):
            record[name] = day - 2 if day != 3 else day
            self.env.cr.flush()
            expected = self.dossier.next_contact_date
            self.assertEqual(self._assert_task(expected), task)
        self.assertEqual(expected, date(2026, 3, 5))

    def test_absence_moves_the_task_and_says_so(self):
        self._leave("2026-03-11 00:00:00", "2026-03-16 23:59:59", self.resource)
        self.env.cr.flush()
        task = self._assert_task(date(2026, 3, 10))
        self.assertIn("absence", task.note)

    def test_handover_takes_the_task_along(self):
        task = self._assert_task(date(2026, 3, 12))
        self.dossier.with_user(self.boss).user_id = self.boss
        self.env.cr.flush()
        self.env.invalidate_all()
        self.assertEqual(self._assert_task(date(2026, 3, 12), self.boss), task)

    def test_manager_leaves(self):
        self.owner.sudo().active = False
        self._on("2026-03-03")
        self._assert_task(date(2026, 3, 12), self.boss)

    def test_manager_loses_the_role(self):
        """Whoever cannot open the dossier does not see the task on it either."""
        self.owner.sudo().write(
            {"group_ids": [Command.unlink(self.env.ref(MANAGER).id)]}
        )
        self.env.cr.flush()
        self.env.invalidate_all()
        self._assert_task(date(2026, 3, 12), self.boss)

    def test_archived_dossier_has_no_task(self):
        self.dossier.action_archive()
        self.env.cr.flush()
        self.assertFalse(self._get_tasks())
        self.dossier.action_unarchive()
        self.env.cr.flush()
        self.assertEqual(len(self._get_tasks()), 1)

    def test_done_asks_what_happened(self):
        task = self._assert_task(date(2026, 3, 12)).with_user(self.owner)
        for method in ("action_done", "action_feedback_schedule_next"):
            with self.assertRaises(RedirectWarning) as catcher:
                getattr(task, method)()
            action = catcher.exception.args[1]
            self.assertEqual(action["res_model"], "key.account.contact.log")
        wizard = self.env[action["res_model"]].with_user(self.owner)
        log = wizard.with_context(**action["context"]).create({"date": "2026-03-05"})
        log.action_log_positive()
        self.env.cr.flush()
        self.assertEqual(task.state, "done")
        self._assert_task(date(2026, 3, 13))

    def test_task_is_not_cancelled_or_moved(self):
        task = self._assert_task(date(2026, 3, 12)).with_user(self.owner)
        for attempt in (
            task.unlink,
            task.action_cancel,
            task.action_reschedule_nextweek,
            task.action_archive,
            lambda: task.write({"key_account_task": False}),
            lambda: task.write({"user_id": self.boss.id}),
        ):
            with self.assertRaises(UserError):
                attempt()
        self._assert_task(date(2026, 3, 12))
        task.note = "Ask about the pump"

    def test_deleted_task_comes_back(self):
        self._get_tasks().sudo().unlink()
        self._on("2026-03-03")
        self._assert_task(date(2026, 3, 12))

    def test_never_two_tasks(self):
        task = self._get_tasks()
        with self.assertRaisesRegex(Exception, "key_account_task_unique"):
            with mute_logger("odoo.sql_db"), self.cr.savepoint():
                task.sudo().copy({"key_account_task": tasks.CONTACT})
        self._on("2026-03-03")
        self._on("2026-03-03")
        self._assert_task(date(2026, 3, 12))

    def test_nobody_makes_such_a_task_by_hand(self):
        activity = self.env["mail.activity"].with_user(self.owner)
        made = activity.create(
            {
                "res_model_id": self.env["ir.model"]._get_id(self.dossier._name),
                "res_id": self.dossier.id,
                "key_account_task": tasks.ESCALATION,
            }
        )
        self.assertFalse(made.key_account_task)

    def test_outsiders_do_not_see_the_task(self):
        task = self._get_tasks()
        for name in ("grand", "colleague", "settings_admin", "portal"):
            user = self.outsiders[name]
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                task.with_user(user).read(["summary"])


@tagged("post_install", "-at_install")
class TestEscalation(TaskCase):
    def test_overdue_contact(self):
        # two days after Thursday 12 March
        self._on("2026-03-13")
        self.assertFalse(self._get_tasks(tasks.ESCALATION))
        for _twice in range(2):
            self._on("2026-03-14")
            escalation = self._get_tasks(tasks.ESCALATION)
            self.assertEqual(escalation.user_id, self.boss)
        self._log("2026-03-16", "neutral")
        self.assertTrue(self._get_tasks(tasks.ESCALATION))
        self._log("2026-03-16", "positive")
        self.assertFalse(self._get_tasks(tasks.ESCALATION))

    def test_seen_by_the_supervisor(self):
        self._on("2026-03-14")
        self._get_tasks(tasks.ESCALATION).with_user(self.boss).action_done()
        self._on("2026-03-15")
        self.assertFalse(self._get_tasks(tasks.ESCALATION))
        self._log("2026-03-16")
        self._on("2026-04-01")  # due on 26 March
        self.assertEqual(len(self._get_tasks(tasks.ESCALATION)), 1)

    def test_manager_cannot_close_it(self):
        self._on("2026-03-14")
        escalation = self._get_tasks(tasks.ESCALATION).with_user(self.owner)
        with self.assertRaises(UserError):
            escalation.action_done()
        self.assertEqual(escalation.state, "overdue")

    def test_never(self):
        self.company.key_account_escalation_days = 0
        self._on("2026-05-01")
        self.assertFalse(self._get_tasks(tasks.ESCALATION))

    def test_not_in_a_pause(self):
        self._log("2026-03-13", "negative")
        self._on("2026-03-20")
        self.assertFalse(self._get_tasks(tasks.ESCALATION))

    def test_nobody_to_tell(self):
        self.employees.unlink()
        self._on("2026-05-01")
        self.assertFalse(self._get_tasks(tasks.ESCALATION))
        self._assert_task(date(2026, 3, 12))

    def test_new_supervisor(self):
        self._on("2026-03-14")
        self.employees[0].parent_id = self.employees[2]
        self._on("2026-03-15")
        self.assertEqual(self._get_tasks(tasks.ESCALATION).user_id, self.grand)

    def test_days_of_the_manager(self):
        """At noon of UTC on the 13th it is the 14th in Auckland already."""
        self.owner.sudo().tz = "Pacific/Auckland"
        self._on("2026-03-13")
        self.assertTrue(self._get_tasks(tasks.ESCALATION))


@tagged("post_install", "-at_install")
class TestMatter(TaskCase):
    def setUp(self):
        super().setUp()
        self.substitute = self.outsiders["salesperson_only"]
        self.matter = (
            self.env["key.account.matter"]
            .with_user(self.owner)
            .create(
                {
                    "dossier_id": self.dossier.id,
                    "name": SECRET_MATTER,
                    "description": "Their line stands still",
                    "user_id": self.substitute.id,
                    "date_deadline": "2026-03-06",
                }
            )
        )
        self.env.flush_all()
        self.todo = self.matter.sudo().activity_id

    def test_assignee_gets_what_is_needed(self):
        todo = self.todo.with_user(self.substitute)
        [values] = todo.read(
            ["summary", "note", "date_deadline", "res_model", "res_id"]
        )
        self.assertEqual(values["summary"], SECRET_MATTER)
        self.assertIn("stands still", values["note"])
        self.assertIn(self.client_partner.name, values["note"])
        self.assertFalse(values["res_model"] or values["res_id"])
        self.assertNotIn("dossier", str(todo.read()).lower())

    def test_nobody_else_reads_it(self):
        for name, user in self.outsiders.items():
            if user == self.substitute:
                continue
            found = self.env["mail.activity"].with_user(user)
            with mute_logger("odoo.addons.base.models.ir_model"):
                try:
                    self.assertNotIn(self.todo, found.search([]), name)
                except AccessError:
                    continue

    def test_assignee_has_no_access(self):
        for record in (self.matter, self.dossier):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                record.with_user(self.substitute).read(["display_name"])

    def test_done(self):
        with freeze_time("2026-03-05 12:00:00"):
            todo = self.todo.with_user(self.substitute)
            todo.action_feedback(feedback="Replaced on the spot")
        self.assertEqual(self.matter.state, "done")
        self.assertEqual(self.matter.answer, "Replaced on the spot")
        self.assertEqual(self.matter.done_date, date(2026, 3, 5))

    def test_withdrawn(self):
        self.matter.action_withdraw()
        self.assertFalse(self.todo.exists())
        self.assertEqual(self.matter.state, "cancelled")

    def test_deleted_by_the_assignee(self):
        self.todo.with_user(self.substitute).unlink()
        self.assertEqual(self.matter.state, "cancelled")

    def test_without_the_client(self):
        matter = self.matter.copy({"name_client": False})
        self.assertNotIn(self.client_partner.name, matter.sudo().activity_id.note)

    def test_stays_as_told(self):
        with self.assertRaises(UserError):
            self.matter.name = "Something else"

    def test_to_whom(self):
        for user in (self.owner, self.outsiders["portal"]):
            with self.assertRaises(UserError):
                self.matter.copy({"user_id": user.id})


@tagged("post_install", "-at_install")
class TestPauseWarning(TaskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {"name": "Ann", "parent_id": cls.client_partner.id}
        )
        cls.day = date.today() + timedelta(days=3)
        cls.env["key.account.contact"].create(
            {"dossier_id": cls.dossier.id, "outcome": "negative", "date": cls.today}
        )
        cls.env.flush_all()

    def _warn(self, user, day=None):
        event = self.env["calendar.event"].with_user(user)
        event = event.new({"partner_ids": self.person.ids, "start": day or self.day})
        return event._onchange_key_account_pause()

    def test_meeting(self):
        for user in (self.owner, self.boss):
            self.assertIn(self.client_partner.name, str(self._warn(user)))
        self.assertFalse(self._warn(self.owner, self.day + timedelta(days=30)))

    def test_others_are_not_warned(self):
        for name in ("grand", "colleague", "salesperson_only", "settings_admin"):
            self.assertFalse(self._warn(self.outsiders[name]), name)

    def test_activity(self):
        def schedule(user):
            wizard = self.env["mail.activity.schedule"].with_user(user)
            return wizard.new(
                {
                    "res_model": "res.partner",
                    "res_ids": str(self.person.ids),
                    "date_deadline": self.day,
                    "activity_user_id": user.id,
                }
            )

        self.assertIn(self.client_partner.name, schedule(self.owner).warning)
        self.assertFalse(schedule(self.outsiders["salesperson_only"]).has_warning)

    def test_log(self):
        log = self.env["key.account.contact.log"].with_user(self.owner)
        log = log.new({"dossier_id": self.dossier.id})
        self.assertIn(self.client_partner.name, log.pause_note)
        log.date = self.today + timedelta(days=15)
        self.assertFalse(log.pause_note)
