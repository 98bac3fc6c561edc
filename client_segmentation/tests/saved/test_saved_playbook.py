from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ...arithmetic.comparison.uniform import is_drawn
from .common_saved import SavedCommon


@tagged("post_install", "-at_install")
class TestSavedPlaybook(SavedCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.segment.playbook"].search([]).action_archive()
        call = cls.env.ref("mail.mail_activity_data_call").id
        plan = cls.env["mail.activity.plan"].create(
            {
                "name": "Entry plan",
                "res_model": "res.partner",
                "company_id": False,
                "template_ids": [
                    Command.create({"summary": "Call", "activity_type_id": call})
                ],
            }
        )
        cls.playbook = cls.env["client.segment.playbook"].create(
            {
                "name": "On entry",
                "segment_class": "temperature:hot",
                "goal": "Say hello",
                "plan_id": plan.id,
                "user_id": cls.manager.id,
            }
        )
        cls.policy = cls.company.segment_policy_id
        cls.policy.use_playbooks = True
        # Those that a draw leaves out: see test_kept_aside
        cls.policy.playbook_aside_share = 0

    def _run_and_count(self, day, clients, segment):
        (self.one + self.two + self.three).ref = False
        clients.ref = "in"
        self._run_on(day)
        with freeze_time(f"{day} 10:00:00"), self._commits_allowed() as company:
            company.env["client.saved.segment"]._cron_count()
            company.env["client.segment.run"]._cron_start_playbooks()
            company.env.flush_all()
        self.env.invalidate_all()
        starts = self.env["client.segment.playbook.start"].search(
            [("playbook_id", "=", self.playbook.id)], order="id"
        )
        return [start.partner_id.name for start in starts]

    def _save_with_playbook(self):
        self.one.ref = "in"
        with freeze_time("2025-07-01 09:00:00"):
            return self._save(playbook_id=self.playbook.id)

    def test_starts_once_on_entry(self):
        segment = self._save_with_playbook()
        one, two = self.one, self.two
        # In from the beginning: no entry
        self.assertEqual(self._run_and_count("2025-07-01", one, segment), [])
        self.assertEqual(self._run_and_count("2025-07-02", one + two, segment), ["two"])
        self.assertEqual(self._run_and_count("2025-07-02", one + two, segment), ["two"])
        self.assertEqual(self._run_and_count("2025-07-03", one + two, segment), ["two"])
        tasks = self.env["mail.activity"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", (one + two).ids)]
        )
        self.assertEqual(tasks.mapped("res_id"), two.ids)

    def test_limit_of_the_run(self):
        self.company.segment_policy_id.playbook_limit = 1
        segment = self._save_with_playbook()
        clients = self.one + self.two + self.three
        started = self._run_and_count("2025-07-02", clients, segment)
        self.assertEqual(started, ["two"])
        run = self.env["client.segment"]._get_last_run(self.company)
        self.assertEqual((run.playbook_count, run.playbook_left_count), (1, 1))

    def test_kept_aside(self):
        """Who is drawn to be kept aside is not started on an entry either."""
        self.policy.playbook_aside_share = 50
        seed = next(n for n in range(100) if is_drawn(n, self.two.id, 50))
        draw = self.env["client.segment.playbook.draw"].create(
            {
                "playbook_id": self.playbook.id,
                "company_id": self.company.id,
                "share": 50,
                "seed": seed,
                "date_start": "2025-06-01",
                "date_end": "2026-06-01",
            }
        )
        segment = self._save_with_playbook()
        clients = self.one + self.two
        self.assertEqual(self._run_and_count("2025-07-02", clients, segment), [])
        self.assertEqual(draw.aside_ids.partner_id, self.two)
        run = self.env["client.segment"]._get_last_run(self.company)
        self.assertEqual((run.playbook_count, run.playbook_aside_count), (0, 1))
        # Nor does the next job come across it again
        with freeze_time("2025-07-02 12:00:00"):
            self.assertFalse(run._select_entries())

    def test_pause(self):
        self.company.segment_policy_id.playbook_pause_days = 30
        segment = self._save_with_playbook()
        started = self._run_and_count("2025-07-02", self.one + self.two, segment)
        self.assertEqual(started, ["two"])
        self.env["client.segment.playbook.start"].search(
            [("playbook_id", "=", self.playbook.id)]
        ).action_stop()
        self._run_and_count("2025-07-03", self.one, segment)
        again = self._run_and_count("2025-07-04", self.one + self.two, segment)
        self.assertEqual(again, ["two"])
        self._run_and_count("2025-08-05", self.one, segment)
        later = self._run_and_count("2025-08-06", self.one + self.two, segment)
        self.assertEqual(later, ["two", "two"])

    def test_nothing_where_playbooks_are_off(self):
        self.company.segment_policy_id.use_playbooks = False
        segment = self._save_with_playbook()
        started = self._run_and_count("2025-07-02", self.one + self.two, segment)
        self.assertEqual(started, [])

    def test_a_new_filter_starts_nothing(self):
        segment = self._save_with_playbook()
        self._run_and_count("2025-07-02", self.one, segment)
        self.two.ref = "other"
        with freeze_time("2025-07-03 08:00:00"):
            segment.domain = "[('ref', 'in', ['in', 'other'])]"
        self.assertEqual(len(segment.member_ids), 2)
        started = self._run_and_count("2025-07-03", self.one + self.two, segment)
        self.assertEqual(started, [])

    def test_only_heads_of_sales_let_playbooks_start(self):
        segment = self._save(user=self.salesman)
        with self.assertRaises(AccessError):
            segment.with_user(self.salesman).playbook_id = self.playbook
        segment.with_user(self.manager).playbook_id = self.playbook
