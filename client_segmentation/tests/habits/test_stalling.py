from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from ..common import SegmentationCommon

TASK_TYPE = "client_segmentation.mail_activity_type_stalling"


class StallingCommon(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._create_client("client", user_id=cls.salesman.id)

    def setUp(self):
        super().setUp()
        self._freeze("2025-07-15 12:00:00")

    def _freeze(self, moment):
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _create_lead(self, *deadlines, client=None, **values):
        """Create an opportunity and write the other ``deadlines`` one by one."""
        first, *others = deadlines or ["2025-08-01"]
        lead = self.env["crm.lead"].create(
            {
                "name": "Opportunity",
                "type": "opportunity",
                "partner_id": (client or self.client).id,
                "company_id": self.company.id,
                "team_id": False,
                "user_id": self.salesman.id,
                "date_deadline": first,
                **values,
            }
        )
        # The ORM does not let anybody write create_date.
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s",
            (values.get("create_date", "2025-07-01"), lead.id),
        )
        for deadline in others:
            lead.date_deadline = deadline
        return lead

    def _create_postponed_lead(self, count, **values):
        days = [f"2025-09-{day + 1:02}" for day in range(count + 1)]
        return self._create_lead(*days, **values)

    def _create_quotation(self, day, validity, state="sent", client=None):
        order = self._create_order(client or self.client, day, 100, state=state)
        order.validity_date = validity
        return order

    def _recompute(self, as_of=None, company=None):
        run = super()._recompute(as_of, company)
        self.assertEqual(run.state, "done", run.message)
        return run

    def _get_tasks(self, clients=None):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", (clients or self.client).ids),
                ("activity_type_id", "=", self.env.ref(TASK_TYPE).id),
            ]
        )


@tagged("post_install", "-at_install")
class TestPostponements(StallingCommon):
    """The counter on the opportunity, written as its salesperson."""

    def _write(self, lead, deadline):
        lead.with_user(self.salesman).date_deadline = deadline

    def test_only_later_days_count(self):
        lead = self._create_lead("2025-08-01")
        self.assertEqual(lead.postponement_count, 0)
        for deadline, count in (
            ("2025-08-01", 0),
            ("2025-08-10", 1),
            ("2025-08-05", 1),
            ("2025-08-06", 2),
            (False, 2),
            (False, 2),
            ("2025-08-06", 2),
            (False, 2),
            ("2025-08-07", 3),
            ("2025-08-01", 3),
        ):
            self._write(lead, deadline)
            self.assertEqual(lead.postponement_count, count, deadline)
        self.assertEqual(str(lead.postponement_date), "2025-07-15 12:00:00")

    def test_first_deadline_is_no_postponement(self):
        lead = self._create_lead(False)
        self._write(lead, "2025-08-01")
        self.assertEqual(lead.postponement_count, 0)
        self.assertFalse(lead.postponement_date)

    def test_copy_begins_anew(self):
        lead = self._create_postponed_lead(2).copy()
        self.assertEqual(lead.postponement_count, 0)

    def _merge(self, *leads):
        return self.env["crm.lead"].concat(*leads).merge_opportunity()

    def test_merge_keeps_the_most(self):
        """Two of them, three of the other: not five, nor those of the kept one."""
        for kept, merged in ((2, 3), (3, 2), (0, 3), (2, 0)):
            leads = [self._create_postponed_lead(kept, probability=90)]
            leads.append(self._create_postponed_lead(merged, probability=10))
            result = self._merge(*leads)
            self.assertEqual(result.postponement_count, max(kept, merged))
            self.assertEqual(str(result.postponement_date), "2025-07-15 12:00:00")
        self._recompute()
        self.assertTrue(self.client.segment_is_stalling)

    def test_merge_of_none_postponed(self):
        result = self._merge(self._create_lead(), self._create_lead())
        self.assertEqual(result.postponement_count, 0)
        self.assertFalse(result.postponement_date)

    def test_merge_is_no_postponement(self):
        """The deadline was taken away from one; that of the other, later, is no delay
        of it."""
        first = self._create_lead("2025-08-01", probability=90)
        first.date_deadline = False
        second = self._create_lead("2025-09-01", probability=10)
        result = self._merge(first, second)
        self.assertEqual(str(result.date_deadline), "2025-09-01")
        self.assertEqual(result.postponement_count, 0)
        self.assertFalse(result.former_deadline)
        # Nobody has one: what was taken away is not forgotten.
        first = self._create_lead("2025-08-01")
        second = self._create_lead("2025-09-01")
        (first + second).date_deadline = False
        result = self._merge(first, second)
        result.date_deadline = "2025-10-01"
        self.assertEqual(result.postponement_count, 1)

    def test_batch_in_few_queries(self):
        leads = self.env["crm.lead"].concat(
            *(self._create_postponed_lead(number % 2) for number in range(20))
        )
        few, many = leads[:2], leads[2:]
        counts = []
        for batch, day in ((few, 20), (many, 20)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.write({"date_deadline": f"2025-10-{day}"})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(set(many.mapped("postponement_count")), {1, 2})

    def test_is_stalling(self):
        calm, stalling = self._create_postponed_lead(2), self._create_postponed_lead(3)
        Lead = self.env["crm.lead"].with_user(self.salesman)
        domain = [("id", "in", (calm + stalling).ids)]
        for lead in (calm, stalling):
            self.assertEqual(
                lead.with_user(self.salesman).is_stalling, lead == stalling
            )
        found = Lead.search([*domain, ("is_stalling", "=", True)])
        self.assertEqual(found, stalling)
        found = Lead.search([*domain, ("is_stalling", "=", False)])
        self.assertEqual(found, calm)
        self.company.segment_policy_id.stalling_postponements = 2
        self.assertEqual(
            Lead.search([*domain, ("is_stalling", "=", True)]), calm + stalling
        )
        stalling.action_set_lost()
        self.assertFalse(stalling.is_stalling)

    def test_companies_have_their_own_limits(self):
        other = self._create_company("Other", stalling_postponements=5)
        self.client.company_id = False
        mine = self._create_postponed_lead(3)
        theirs = self._create_postponed_lead(3, company_id=other.id, user_id=False)
        shared = self._create_postponed_lead(3, company_id=False)
        leads = mine + theirs + shared
        Lead = self.env["crm.lead"].with_context(
            allowed_company_ids=(self.company + other).ids
        )
        domain = [("id", "in", leads.ids), ("is_stalling", "=", True)]
        self.assertEqual(Lead.search(domain), mine + shared)
        self.assertEqual(Lead.with_company(other).search(domain), mine)
        self.assertEqual(
            leads.with_env(Lead.env).mapped("is_stalling"), [True, False, True]
        )


@tagged("post_install", "-at_install")
class TestStallingClients(StallingCommon):
    def assertStalling(self, expected, postponements, leads, quotations):
        segment = self._get_segment()
        self.assertEqual(segment.postponement_count, postponements)
        self.assertEqual(segment.stalling_lead_count, leads)
        self.assertEqual(segment.expired_quotation_count, quotations)
        self.assertEqual(self.client.segment_is_stalling, expected)

    def test_nothing_to_say(self):
        self._recompute()
        self.assertStalling(False, 0, 0, 0)

    def test_postponements_do_not_add_up(self):
        self._create_postponed_lead(2)
        self._create_postponed_lead(2)
        self._recompute()
        self.assertStalling(False, 2, 0, 0)
        self._create_postponed_lead(3)
        self._recompute()
        self.assertStalling(True, 3, 1, 0)

    def test_closed_opportunities_do_not_count(self):
        lost = self._create_postponed_lead(4)
        lost.action_set_lost()
        won = self._create_postponed_lead(4)
        won.action_set_won()
        self._create_postponed_lead(4).type = "lead"
        self._recompute()
        self.assertStalling(False, 0, 0, 0)

    def test_quotations_expire_after_their_last_day(self):
        for day in ("2025-04-01", "2025-05-01", "2025-06-01"):
            self._create_quotation(day, "2025-07-14")
        self._create_quotation("2025-06-01", "2025-07-15")
        self._create_quotation("2025-06-01", "2025-07-01", state="draft")
        self._create_quotation("2025-06-01", "2025-07-01", state="cancel")
        self._create_quotation("2025-06-01", False)
        self._recompute()
        self.assertStalling(True, 0, 0, 3)
        self._recompute("2025-07-14")
        self.assertStalling(False, 0, 0, 0)
        self._recompute("2025-07-16")
        self.assertStalling(True, 0, 0, 4)

    def test_quotations_before_the_last_order_do_not_count(self):
        for day in ("2025-04-01", "2025-05-01", "2025-06-01"):
            self._create_quotation(day, "2025-07-01")
        self._create_order(self.client, "2025-05-15", 100)
        self._recompute()
        self.assertStalling(False, 0, 0, 1)

    def test_contacts_count_for_their_company(self):
        contact = self._create_client("contact", is_company=False)
        contact.parent_id = self.client
        self._create_postponed_lead(3, client=contact)
        self._recompute()
        self.assertStalling(True, 3, 1, 0)

    def test_opportunity_of_another_company(self):
        other = self._create_company("Other")
        self.client.company_id = False
        self._create_postponed_lead(3, company_id=other.id, user_id=False)
        self._recompute()
        self.assertStalling(False, 0, 0, 0)
        self._recompute(company=other)
        self.assertTrue(self.client.with_company(other).segment_is_stalling)

    def test_thresholds(self):
        self._create_postponed_lead(2)
        self.company.segment_policy_id.stalling_postponements = 2
        self._recompute()
        self.assertStalling(True, 2, 1, 0)
        with self.assertRaisesRegex(ValidationError, "Stalling clients"):
            self.company.segment_policy_id.stalling_quotations = 0

    def test_filters_tags_and_explanation(self):
        lead = self._create_postponed_lead(3)
        self._create_postponed_lead(1, name="Secret", user_id=self.manager.id)
        self._recompute()
        Partner = self.env["res.partner"].with_user(self.salesman)
        found = Partner.search(
            [
                ("company_id", "=", self.company.id),
                ("segment_is_stalling", "=", True),
            ]
        )
        self.assertEqual(found, self.client)
        self.assertIn("Stalling", found.segment_tag_ids.mapped("name"))
        text = " ".join(found.segment_explanation.striptags().split())
        self.assertIn("drop or requalify", text)
        self.assertIn("Opportunity: 3", text)
        self.assertNotIn("Secret", text, "of another salesperson")
        self.assertTrue(lead.segment_is_stalling)


@tagged("post_install", "-at_install")
class TestStallingTasks(StallingCommon):
    def _run(self, as_of="2025-07-15"):
        self._recompute(as_of)
        return self.company._create_segment_tasks()

    def test_one_task_for_the_salesperson(self):
        self._create_postponed_lead(3)
        self._create_postponed_lead(4, user_id=self.manager.id)
        self._run()
        [task] = self._get_tasks()
        self.assertEqual(task.user_id, self.manager, "of the worst opportunity")
        self.assertEqual(str(task.date_deadline), "2025-07-15")
        self.assertIn("of an opportunity: 4;", task.note)
        self._run()
        self.assertEqual(self._get_tasks(), task)

    def test_salesperson_of_the_client(self):
        for _number in range(3):
            self._create_quotation("2025-06-01", "2025-07-01")
        self._run()
        self.assertEqual(self._get_tasks().user_id, self.salesman)

    def test_head_of_sales_for_clients_of_nobody(self):
        self.client.user_id = False
        self._create_postponed_lead(3, user_id=False)
        self._run()
        self.assertEqual(self._get_tasks().user_id, self.manager)

    def test_salesperson_who_has_left(self):
        self._create_postponed_lead(3)
        self.salesman.active = False
        self._run()
        self.assertEqual(self._get_tasks().user_id, self.manager)

    def test_not_again_until_something_happens(self):
        lead = self._create_postponed_lead(3)
        self._run()
        self._get_tasks().action_done()
        self.assertFalse(self._get_tasks())
        self._freeze("2025-07-16 12:00:00")
        self._run("2025-07-16")
        self.assertFalse(self._get_tasks(), "nothing new")
        lead.date_deadline = "2025-11-01"
        self._run("2025-07-16")
        self.assertEqual(len(self._get_tasks()), 1, "postponed again")

    def test_delay_while_the_task_is_open(self):
        lead = self._create_postponed_lead(3)
        self._run()
        self._freeze("2025-07-16 12:00:00")
        lead.date_deadline = "2025-11-01"
        self._run("2025-07-16")
        self.assertEqual(len(self._get_tasks()), 1)
        self._get_tasks().action_done()
        self._run("2025-07-16")
        self.assertFalse(self._get_tasks(), "it was known when the task was done")

    def test_another_quotation_expires(self):
        for _number in range(3):
            self._create_quotation("2025-06-01", "2025-07-01")
        self._create_quotation("2025-06-01", "2025-07-15")
        self._run()
        self._get_tasks().action_done()
        self._freeze("2025-07-16 12:00:00")
        self._run("2025-07-16")
        self.assertEqual(len(self._get_tasks()), 1)

    def test_withdrawn_when_the_client_orders(self):
        for _number in range(3):
            self._create_quotation("2025-06-01", "2025-07-01")
        self._run()
        self.assertTrue(self._get_tasks())
        self._create_order(self.client, "2025-07-15", 100)
        self._run()
        self.assertFalse(self._get_tasks())

    def test_one_task_for_both_companies(self):
        other = self._create_company("Other")
        self.salesman.company_ids += other
        self.client.company_id = False
        self._create_postponed_lead(3, company_id=False)
        for company in self.company + other:
            self._recompute(company=company)
            company._create_segment_tasks()
        self.assertEqual(len(self._get_tasks()), 1)

    def test_pinned_without_any_delay(self):
        self.env["client.segment.pin"].create(
            {
                "partner_id": self.client.id,
                "segment_class": "is_stalling:true",
                "reason": "Talks and talks",
            }
        )
        self._run()
        self.assertTrue(self.client.segment_is_stalling)
        self.assertFalse(self._get_tasks(), "who pins knows")

    def test_nothing_from_the_past(self):
        self._create_postponed_lead(3, create_date="2025-01-01")
        self._run("2025-06-15")
        self.assertTrue(self.client.segment_is_stalling)
        self.assertFalse(self._get_tasks())

    def test_archived_type(self):
        self.env.ref(TASK_TYPE).active = False
        self._create_postponed_lead(3)
        self.assertEqual(self._run(), 0)
        self.assertFalse(self._get_tasks())

    def test_as_many_queries_for_many_as_for_one(self):
        self._count_queries(1)
        few, many = self._count_queries(1), self._count_queries(20)
        self.assertEqual(few, many)

    def _count_queries(self, number):
        clients = self.env["res.partner"]
        for _number in range(number):
            client = self._create_client("client")
            self._create_postponed_lead(3, client=client)
            clients += client
        self._recompute()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.company._create_segment_tasks()
        self.env.flush_all()
        count = self.env.cr.sql_log_count - before
        found = self._get_tasks(clients).mapped("res_id")
        self.assertEqual(sorted(found), clients.ids)
        return count

    def test_run_starts_the_job(self):
        cron = self.env.ref("client_segmentation.ir_cron_create_segment_tasks")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        triggers.unlink()
        self._recompute("2025-06-15")
        self.assertFalse(triggers.search([("cron_id", "=", cron.id)]))
        self._recompute("2025-07-15")
        self.assertTrue(triggers.search([("cron_id", "=", cron.id)]))

    def test_cron(self):
        self._create_postponed_lead(3)
        self._recompute()
        with self.enter_registry_test_mode():
            self.env.ref(
                "client_segmentation.ir_cron_create_segment_tasks"
            ).method_direct_trigger()
        self.assertEqual(len(self._get_tasks()), 1)


@tagged("post_install", "-at_install")
class TestMonoTasks(SegmentationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.giant = cls._create_client("giant")
        cls.other = cls._create_client("other")
        cls.day = fields.Datetime.now() - timedelta(days=62)

    def _run(self):
        run = self._recompute(self.company._get_segment_today())
        self.assertEqual(run.state, "done", run.message)
        self.company._create_segment_tasks()

    def _get_tasks(self, user=None):
        return (
            self.env["mail.activity"]
            .with_user(user or self.manager)
            .search(
                [
                    ("summary", "=like", "Mono-client:%"),
                    ("user_id", "in", (self.manager + self.salesman).ids),
                ]
            )
        )

    def test_task_for_the_head_of_sales(self):
        self._create_order(self.giant, self.day, 700)
        self._create_order(self.other, self.day, 300)
        self._run()
        [task] = self._get_tasks()
        self.assertEqual(task.user_id, self.manager)
        self.assertIn("giant", task.summary)
        # Back at 50 % when all bring 1400
        self.assertIn("400.00", task.note)
        self._run()
        self.assertEqual(self._get_tasks(), task)
        task.action_done()
        self._run()
        self.assertFalse(self._get_tasks())

    def test_salespeople_do_not_see_it(self):
        self._create_order(self.giant, self.day, 700)
        self._run()
        self.assertTrue(self._get_tasks())
        self.assertFalse(self._get_tasks(self.salesman))

    def test_once_more_after_it_was_over(self):
        self._create_order(self.giant, self.day, 700)
        self._run()
        self._get_tasks().action_done()
        order = self._create_order(self.other, self.day, 1000)
        self._run()
        [task] = self._get_tasks()
        self.assertIn("other", task.summary)
        task.action_done()
        order.state = "cancel"
        self._run()
        self.assertIn("giant", self._get_tasks().summary)

    def test_nobody_is_mono(self):
        self._create_order(self.giant, self.day, 500)
        self._create_order(self.other, self.day, 500)
        self._run()
        self.assertFalse(self._get_tasks())

    def test_pinned_mono_client_is_no_task(self):
        """700 of 1000 are more than 50 %; what is pinned is no share of the profit."""
        self._create_order(self.giant, self.day, 700)
        self._create_order(self.other, self.day, 300)
        self._pin_as_mono(self.other)
        self._run()
        [task] = self._get_tasks()
        self.assertIn("giant", task.summary)
        task.action_done()
        self._pin_as_mono(self.giant)
        self._run()
        self.assertFalse(self._get_tasks(), "giant has been told of")

    def test_pinned_mono_client_is_told_once_it_is_one(self):
        giant_order = self._create_order(self.giant, self.day, 700)
        self._create_order(self.other, self.day, 300)
        self._pin_as_mono(self.giant)
        self._run()
        self._get_tasks().action_done()
        giant_order.state = "cancel"
        self._run()
        self.assertIn("other", self._get_tasks().summary)
        giant_order.state = "sale"
        self._run()
        self.assertIn("giant", "".join(self._get_tasks().mapped("summary")))

    def _pin_as_mono(self, client):
        return (
            self.env["client.segment.pin"]
            .with_user(self.manager)
            .create(
                {
                    "partner_id": client.id,
                    "segment_class": "is_mono:true",
                    "reason": "I know better",
                }
            )
        )

    def test_who_is_the_head_of_sales(self):
        self.assertEqual(self.company._get_sales_head(), self.manager)
        leader = self._create_user("sales_team.group_sale_manager", name="Leader")
        self.env["crm.team"].create(
            {"name": "Team", "company_id": self.company.id, "user_id": leader.id}
        )
        self.assertEqual(self.company._get_sales_head(), leader)
        self.company.segment_policy_id.sales_head_id = self.manager
        self.assertEqual(self.company._get_sales_head(), self.manager)
        self.manager.active = False
        self.assertEqual(self.company._get_sales_head(), leader)
        with self.assertRaisesRegex(ValidationError, "not a sales administrator"):
            self.company.segment_policy_id.sales_head_id = self.salesman
