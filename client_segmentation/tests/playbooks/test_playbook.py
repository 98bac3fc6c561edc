from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...models.playbooks.mail_activity_plan import TEXT_BY_SOURCE, translate_ready
from ..common import SegmentationCommon


class PlaybookCommon(SegmentationCommon):
    """Playbooks of their own, so that nothing hangs on the ready-made ones.

    Shares before: giant 0, dwarf 80 % -> A and B; both hot.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.segment.playbook"].search([]).action_archive()
        cls.plan = cls._create_plan("res.partner", Call=0, Letter=3)
        cls.hot = cls._create_playbook("Hot book", "temperature:hot")
        cls.giant, cls.dwarf = cls._create_clients(giant=80, dwarf=20)
        cls.giant.user_id = cls.salesman
        # Both are sleeping by July: see test_playbook_state.py for what states forbid.
        cls.company.segment_policy_id.use_state = False
        # Those that a draw leaves out: see tests/comparison.
        cls.company.segment_policy_id.playbook_aside_share = 0
        cls.today = cls.company._get_segment_today()

    @classmethod
    def _create_plan(cls, res_model, **days_by_task):
        return cls.env["mail.activity.plan"].create(
            {
                "name": "Test plan",
                "res_model": res_model,
                "company_id": False,
                "template_ids": [
                    Command.create(
                        {
                            "summary": task,
                            "delay_count": days,
                            "delay_from": "after_plan_date",
                            "activity_type_id": cls.env.ref(
                                "mail.mail_activity_data_call"
                            ).id,
                        }
                    )
                    for task, days in days_by_task.items()
                ],
            }
        )

    @classmethod
    def _create_playbook(cls, name, segment_class, **values):
        return cls.env["client.segment.playbook"].create(
            {
                "name": name,
                "segment_class": segment_class,
                "goal": f"Goal of {name}",
                "script": "<p>Say hello.</p>",
                "plan_id": cls.plan.id,
                **values,
            }
        )

    def _get_tasks(self, record):
        return self.env["mail.activity"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)],
            order="date_deadline, id",
        )

    def _get_starts(self, client):
        return self.env["client.segment.playbook.start"].search(
            [("partner_id", "=", client.id)], order="id"
        )


@tagged("post_install", "-at_install")
class TestPlaybook(PlaybookCommon):
    def _start(self, client, playbook=None, **kwargs):
        playbook = (playbook or self.hot).with_user(self.salesman)
        return playbook._start(client.with_user(self.salesman), **kwargs)

    def test_start_schedules_the_plan(self):
        launch = self._start(self.giant)
        self.assertEqual(list(launch.documents), [self.giant])
        tasks = self._get_tasks(self.giant)
        self.assertEqual(
            [(task.summary, task.date_deadline, task.user_id) for task in tasks],
            [
                ("Call", self.today, self.salesman),
                ("Letter", self.today + timedelta(days=3), self.salesman),
            ],
        )
        start = self._get_starts(self.giant)
        self.assertEqual(start.state, "running")
        self.assertEqual(start.user_id, self.salesman)
        self.assertEqual(start.starter_id, self.salesman)
        self.assertEqual(start.company_id, self.company)
        self.assertIn("Goal of Hot book", tasks[0].note)
        self.assertIn("Hot book", self.giant.message_ids[0].body)

    def test_starting_twice_does_not_double(self):
        self._start(self.giant)
        launch = self._start(self.giant, again=True)
        self.assertFalse(launch.documents)
        self.assertEqual(launch.obstacles["running"], self.giant)
        self.assertEqual(len(self._get_tasks(self.giant)), 2)

    def test_done_then_again(self):
        self._start(self.giant)
        first, second = self._get_tasks(self.giant).with_user(self.salesman)
        start = self._get_starts(self.giant)
        first.action_done()
        self.assertEqual(start.state, "running")
        self.assertEqual(start.progress, "1 of 2 tasks done")
        self.assertIn("Letter", start.next_task)
        second.action_done()
        self.assertEqual(start.state, "done")
        launch = self._start(self.giant)
        self.assertEqual(launch.obstacles["done_before"], self.giant)
        self.assertFalse(launch.documents)
        self._start(self.giant, again=True)
        self.assertEqual(
            self._get_starts(self.giant).mapped("state"), ["done", "running"]
        )

    def test_stop(self):
        self._start(self.giant)
        start = self._get_starts(self.giant).with_user(self.salesman)
        self._get_tasks(self.giant)[0].action_done()
        start.action_stop()
        self.assertEqual(start.state, "stopped")
        self.assertFalse(self._get_tasks(self.giant))
        self.assertEqual(self.hot.stopped_count, 1)
        self._start(self.giant, again=True)
        self.assertEqual(len(self._get_tasks(self.giant)), 2)

    def test_all_tasks_deleted_is_stopped(self):
        self._start(self.giant)
        self._get_tasks(self.giant).unlink()
        self.assertEqual(self._get_starts(self.giant).state, "stopped")

    def test_responsible(self):
        """The client's salesperson, else the playbook's, else who starts; users of
        other companies do not count."""
        stranger = self._create_user("base.group_user", name="Stranger")
        other = self._create_company("Other")
        stranger.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        self.dwarf.user_id = stranger
        self._start(self.dwarf)
        self.assertEqual(self._get_tasks(self.dwarf).user_id, self.salesman)
        self.hot.user_id = self.manager
        newcomer = self._create_client("newcomer")
        self._start(newcomer)
        self.assertEqual(self._get_tasks(newcomer).user_id, self.manager)

    def test_task_with_its_own_user(self):
        task = self.plan.template_ids[1]
        task.write({"responsible_type": "other", "responsible_id": self.manager.id})
        self._start(self.giant)
        self.assertEqual(
            self._get_tasks(self.giant).mapped("user_id"), self.salesman + self.manager
        )

    def test_on_the_opportunity(self):
        self.hot.plan_id = self._create_plan("crm.lead", Call=1)
        lead = self.env["crm.lead"].create(
            {
                "name": "Big deal",
                "type": "opportunity",
                "partner_id": self.giant.id,
                "user_id": self.salesman.id,
                "company_id": self.company.id,
            }
        )
        launch = self._start(self.giant + self.dwarf)
        self.assertEqual(launch.obstacles["no_opportunity"], self.dwarf)
        self.assertEqual(len(self._get_tasks(lead)), 1)
        self.assertEqual(self._get_starts(self.giant).lead_id, lead)

    def test_contact_means_its_company(self):
        contact = self._create_client("Bob", parent_id=self.giant.id, is_company=False)
        self._start(contact)
        self.assertEqual(self._get_starts(self.giant).state, "running")

    def test_no_tasks_no_start(self):
        self.hot.plan_id = False
        with self.assertRaisesRegex(ValidationError, "no tasks"):
            self._start(self.giant)

    def test_who_may_start_and_edit(self):
        mailer = self._create_user("mass_mailing.group_mass_mailing_user")
        playbook = self.hot.with_user(mailer)
        self.assertTrue(playbook.goal)
        launch = playbook._start(self.giant.with_user(mailer))
        self.assertEqual(launch.obstacles["no_access"], self.giant)
        self.assertFalse(self._get_starts(self.giant))
        self._start(self.giant)
        start = self._get_starts(self.giant)
        with self.assertRaises(AccessError):
            start.with_user(mailer).action_stop()
        for user, expected in ((self.salesman, False), (self.manager, True)):
            for operation in ("create", "write", "unlink"):
                self.assertEqual(
                    self.hot.with_user(user).has_access(operation), expected
                )
            self.assertFalse(start.with_user(user).has_access("write"))
        worker = self._create_user("base.group_user")
        with self.assertRaises(AccessError):
            self.hot.with_user(worker).read(["goal"])

    def test_manager_edits_plan_of_contacts(self):
        self.plan.with_user(self.manager).template_ids[0].summary = "Visit"
        with self.assertRaises(AccessError):
            self.plan.with_user(self.salesman).template_ids[0].summary = "Nothing"

    def test_two_companies(self):
        other = self._create_company("Other")
        seller = self._create_user("sales_team.group_sale_salesman", name="Seller")
        seller.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        foreign = self._create_playbook(
            "Foreign", "temperature:hot", company_id=other.id, plan_id=False
        )
        self.giant.company_id = False
        self._recompute()
        self._recompute(company=other)
        giant = self.giant.with_user(self.salesman)
        self.assertEqual(giant.segment_playbook_ids, self.hot)
        self._start(self.giant)
        # cold there, as all its orders are in the first company
        there = self.giant.with_user(seller)
        there = there.with_context(allowed_company_ids=other.ids)
        self.assertFalse(there.segment_playbook_ids)
        self.assertFalse(there.segment_playbook_start_ids)
        self.assertFalse(there.segment_playbook_start_ids.search([]))
        with self.assertRaises(AccessError):
            foreign.with_user(self.salesman).read(["name"])
        with self.assertRaisesRegex(UserError, "switch to that company"):
            foreign.plan_id = self.plan
            foreign._start(self.giant)

    def test_matching_most_specific_first(self):
        a_class = self._create_playbook("A book", "abc:a")
        corner = self._create_playbook("AN book", "abcxyz:an")
        key = self._create_playbook("Key book", "is_key:true", sequence=1)
        lapsed = self._create_playbook("Lapsed book", "is_active:false")
        self._create_playbook("B book", "abc:b")
        self._recompute()
        # One quarter of data: XYZ is N. 80 % of the profit is a key client. The order
        # of January is more than 90 days before July.
        self.assertEqual(self.giant.segment_abcxyz, "an")
        self.assertEqual(
            list(self.giant.with_user(self.salesman).segment_playbook_ids),
            [corner, key, a_class, self.hot, lapsed],
        )
        # Who has never bought has not stopped buying.
        newcomer = self._create_client("newcomer", user_id=self.salesman.id)
        self._recompute()
        self.assertNotIn(lapsed, newcomer.with_user(self.salesman).segment_playbook_ids)
        self.assertEqual(lapsed.with_user(self.salesman).client_count, 2)
        domain = self._get_listed(lapsed.action_view_clients())
        self.assertNotIn(newcomer, self.env["res.partner"].search(domain))
        self.assertEqual(corner.with_user(self.salesman).client_count, 1)
        # both buyers, and key, too: 20 % of the profit
        self.assertEqual(self.hot.with_user(self.salesman).client_count, 2)
        self.assertEqual(key.with_user(self.salesman).client_count, 2)
        domain = self._get_listed(key.action_view_clients())
        self.assertEqual(
            self.env["res.partner"].search(domain), self.giant + self.dwarf
        )

    def test_matching_query_count(self):
        clients = self.giant + self.dwarf
        self._recompute()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            clients.mapped("segment_playbook_ids")

    def test_state_on_the_client(self):
        self._recompute()
        playbook = self.hot.with_user(self.salesman)
        for client, state in ((self.giant, "running"), (self.dwarf, False)):
            shown = playbook.with_context(segment_client_id=client.id)
            if state:
                shown.action_start_for_client()
                self.assertIn("Call", shown.client_next_task)
                self.assertEqual(shown.client_progress, "0 of 2 tasks done")
            self.assertEqual(shown.client_state, state)
        self.assertEqual(playbook.running_count, 1)
        spec = {"segment_playbook_ids": {"fields": {"client_state": {}}}}
        [values] = self.giant.with_user(self.salesman).web_read(spec)
        self.assertEqual(values["segment_playbook_ids"][0]["client_state"], "running")
        client = self.giant.with_user(self.salesman)
        with Form(client, view="client_segmentation.client_segments_view_form") as form:
            self.assertTrue(form.segment_playbook_ids)
            self.assertTrue(form.segment_playbook_start_ids)
        playbook.with_context(segment_client_id=self.giant.id).action_stop_for_client()
        self.assertEqual(playbook.stopped_count, 1)

    def test_wizard(self):
        self._recompute()
        self._start(self.giant)
        Wizard = self.env["client.segment.playbook.launch"].with_user(self.salesman)
        action = self.hot.with_user(self.salesman).action_launch()
        self.assertEqual(action["context"]["default_partner_ids"], self.dwarf.ids)
        from_list = Wizard.with_context(
            active_model="res.partner", active_ids=(self.giant + self.dwarf).ids
        )
        with Form(from_list) as form:
            form.playbook_id = self.hot.with_user(self.salesman)
        wizard = form.record
        self.assertEqual(
            wizard.message, "Will start for 1 clients, 2 tasks. Already in progress: 1."
        )
        self.assertFalse(wizard.is_done_before)
        wizard.action_start()
        self.assertEqual(len(self._get_tasks(self.dwarf)), 2)
        self.assertEqual(len(self._get_tasks(self.giant)), 2)
        self._get_tasks(self.dwarf).action_done()
        wizard = Wizard.create(
            {"playbook_id": self.hot.id, "partner_ids": self.dwarf.ids}
        )
        self.assertTrue(wizard.is_done_before)
        self.assertIn("Done or stopped before: 1.", wizard.message)
        wizard.again = True
        wizard.action_start()
        self.assertEqual(len(self._get_tasks(self.dwarf)), 2)

    def test_unknown_class_and_rfm(self):
        with self.assertRaisesRegex(ValidationError, "no class"):
            self._create_playbook("Nonsense", "abc:q")
        with self.assertRaisesRegex(ValidationError, "RFM"):
            self._create_playbook("RFM", "rfm:loyal", auto_start=True)
        with self.assertRaisesRegex(ValidationError, "no tasks"):
            self._create_playbook("Empty", "abc:a", auto_start=True, plan_id=False)

    def test_thousand_clients_query_count(self):
        # All of one person on one day
        self.company.segment_policy_id.playbook_day_limit = 0
        clients = self.env["res.partner"].create(
            [
                {
                    "name": f"Client {number}",
                    "company_id": self.company.id,
                    "user_id": self.salesman.id,
                }
                for number in range(1000)
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        # 4,000 rows are inserted by the hundred; the rest is fixed, with what add-ons
        # that are installed beside ask about the tasks
        with self.assertQueryCount(140):
            launch = self._start(clients)
            self.env.flush_all()
        self.assertEqual(len(launch.documents), 1000)
        self.assertEqual(self.hot.running_count, 1000)

    def test_merge(self):
        self._start(self.giant)
        self._start(self.dwarf)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.giant + self.dwarf).ids, self.giant)
        running = self._get_starts(self.giant).filtered(lambda s: s.state == "running")
        self.assertEqual(len(running), 1)
        self.assertEqual(len(self._get_tasks(self.giant)), 2)

    def test_ready_made_texts_can_be_translated(self):
        for plan in self.env["mail.activity.plan"].search([]):
            xmlid = plan.get_external_id()[plan.id]
            if xmlid.startswith("client_segmentation."):
                self.assertIn(plan.name, TEXT_BY_SOURCE)
                for task in plan.template_ids:
                    self.assertIn(task.summary, TEXT_BY_SOURCE)
        self.assertEqual(translate_ready(self.env, "Own words"), "Own words")

    def test_ready_made(self):
        playbooks = self.env["client.segment.playbook"].with_context(active_test=False)
        corner = self.env.ref("client_segmentation.playbook_abcxyz_ax")
        self.assertEqual(corner.segment_class, "abcxyz:ax")
        self.assertIn("<li>", corner.script)
        self.assertIn("Meet", corner.task_overview)
        ready = playbooks.search([("plan_id", "!=", False)])
        self.assertFalse(ready.filtered("auto_start"))


@tagged("post_install", "-at_install")
class TestPlaybookStartsByItself(PlaybookCommon):
    """A cold client buys, a run finds it hot, and the job starts the playbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hot.auto_start = True
        cls.clients = cls.env["res.partner"]
        for number in range(3):
            cls.clients += cls._create_client(f"cold {number}", user_id=cls.salesman.id)
        cls._recompute(cls.today)

    def _buy(self, *amounts):
        for client, amount in zip(self.clients, amounts, strict=False):
            self._create_order(client, self.today - timedelta(days=1), amount)
        return self._recompute(self.today)

    def _start_playbooks(self, run):
        IrCron = type(self.env["ir.cron"])
        with patch.object(IrCron, "_commit_progress", return_value=60):
            return run._start_playbooks()

    def test_change_starts(self):
        run = self._buy(5)
        self.assertTrue(run.is_playbook_due)
        self.assertFalse(self._get_starts(self.clients[0]))
        self._start_playbooks(run)
        start = self._get_starts(self.clients[0])
        self.assertEqual(start.state, "running")
        self.assertEqual(start.run_id, run)
        self.assertEqual(start.user_id, self.salesman)
        self.assertEqual(len(self._get_tasks(self.clients[0])), 2)
        self.assertEqual((run.playbook_count, run.playbook_left_count), (1, 0))
        self.assertFalse(run.is_playbook_due)
        self.assertFalse(self._get_starts(self.clients[1]))

    def test_limit_of_a_run_the_largest_first(self):
        self.company.segment_policy_id.playbook_limit = 2
        run = self._buy(5, 9, 7)
        self.assertEqual(self.company.segment_policy_id.playbook_recent_count, 3)
        self._start_playbooks(run)
        self.assertEqual((run.playbook_count, run.playbook_left_count), (2, 1))
        self.assertEqual(
            [bool(self._get_starts(client)) for client in self.clients],
            [False, True, True],
        )
        self._start_playbooks(run)
        self.assertEqual((run.playbook_count, run.playbook_left_count), (2, 1))

    def test_limit_zero(self):
        self.company.segment_policy_id.playbook_limit = 0
        run = self._buy(5)
        self._start_playbooks(run)
        self.assertEqual((run.playbook_count, run.playbook_left_count), (0, 1))

    def test_never_twice_within_the_pause(self):
        run = self._buy(5)
        self._start_playbooks(run)
        self._get_tasks(self.clients[0]).action_done()
        run.is_playbook_due = True
        self._start_playbooks(run)
        self.assertEqual(len(self._get_starts(self.clients[0])), 1)
        # Ninety days ago is long enough, 89 is not.
        start = self._get_starts(self.clients[0])
        start.date_start = self.today - timedelta(days=89)
        self._start_playbooks(run)
        self.assertEqual(len(self._get_starts(self.clients[0])), 1)
        start.date_start = self.today - timedelta(days=90)
        self._start_playbooks(run)
        self.assertEqual(len(self._get_starts(self.clients[0])), 2)

    def test_nobody_responsible_is_told(self):
        self.clients[0].user_id = False
        run = self._buy(5).with_user(self.env.ref("base.user_root"))
        self._start_playbooks(run)
        self.assertEqual((run.playbook_count, run.playbook_left_count), (0, 1))

    def test_gone_again(self):
        run = self._buy(5)
        self.env["client.segment.pin"].create(
            {
                "partner_id": self.clients[0].id,
                "company_id": self.company.id,
                "segment_class": "temperature:warm",
                "reason": "Test",
            }
        )
        self._start_playbooks(run)
        self.assertFalse(self._get_starts(self.clients[0]))

    def test_corner(self):
        self.hot.auto_start = False
        corner = self._create_playbook("CN", "abcxyz:cn", auto_start=True)
        # giant and dwarf bought too long ago: the client is the only one with a
        # measure, so A.
        corner.segment_class = "abcxyz:an"
        last_month = self.today.replace(day=1) - timedelta(days=10)
        self._create_order(self.clients[0], last_month, 50)
        run = self._recompute(self.today)
        self.assertEqual(self.clients[0].segment_abcxyz, "an")
        self._start_playbooks(run)
        self.assertEqual(self._get_starts(self.clients[0]).playbook_id, corner)

    def _start_candidates(self, run):
        candidates, _total = run._get_playbook_candidates(10)
        return self.env["res.partner"].browse(
            client for client, _playbook in candidates
        )

    def test_other_days_start_nothing(self):
        self.assertFalse(self._recompute(self.AS_OF).is_playbook_due)
        # and back again: the clients did not move, until one of them has bought
        self.assertFalse(self._start_candidates(self._recompute(self.today)))
        self._recompute(self.AS_OF)
        run = self._buy(5)
        self.assertTrue(run.is_playbook_due)
        self.assertEqual(self._start_candidates(run), self.clients[0])

    def test_not_switched_on(self):
        self.hot.auto_start = False
        self.assertFalse(self._buy(5).is_playbook_due)

    def test_job(self):
        run = self._buy(5, 6)
        cron = self.env.ref("client_segmentation.ir_cron_start_playbooks")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(run.playbook_count, 2)
        self.assertFalse(run.is_playbook_due)

    def test_settings(self):
        with Form(self.company.segment_policy_id) as policy:
            policy.playbook_limit = 7
        self.assertEqual(self.company.segment_policy_id.playbook_limit, 7)
        with self.assertRaisesRegex(ValidationError, "Playbooks"):
            self.company.segment_policy_id.playbook_pause_days = 0
