from datetime import date, timedelta

from freezegun import freeze_time

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import SegmentationCommon

TODAY = SegmentationCommon.AS_OF


@tagged("post_install", "-at_install")
class TestSegmentMailing(SegmentationCommon):
    """A mailing goes to those who are in the classes when it is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls._create_clients(c1=700, c2=150, c3=110, c4=40)
        for client in cls.clients:
            client.email = f"{client.name}@example.com"
        cls._run_on()
        cls.marketing = cls._create_user(
            "mass_mailing.group_mass_mailing_user", name="Marketing"
        )
        cls.cron = cls.env.ref("mass_mailing.ir_cron_mass_mailing_queue")

    def _create(self, *leaves, **values):
        domain = [("company_id", "=", self.company.id), *leaves]
        mailings = self.env["mailing.mailing"].with_user(self.marketing)
        return mailings.create(
            {
                "subject": "Offer",
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "mailing_domain": repr(domain),
                **values,
            }
        )

    def _send_on(self, day, mailing):
        """What Odoo's job does, which belongs to another company."""
        with freeze_time(day), self.enter_registry_test_mode():
            self.cron.with_user(SUPERUSER_ID).method_direct_trigger()

    def _plan(self):
        """Put a mailing in the queue, for a later day."""
        with freeze_time(TODAY):
            mailing = self._create(
                ("segment_abc", "=", "a"),
                schedule_type="scheduled",
                schedule_date="2025-07-25 10:00:00",
            )
            mailing.action_put_in_queue()
        return mailing

    def _age(self, day):
        self.env["client.segment"]._get_last_run(self.company).as_of = day

    def test_from_a_filter(self):
        Partner = self.env["res.partner"].with_user(self.marketing)
        action = Partner.action_mail_clients([("segment_abc", "=", "b")])
        mailings = self.env[action["res_model"]].with_user(self.marketing)
        form = Form(mailings.with_context(**action["context"]))
        form.subject = "Hello"
        mailing = form.save()
        self.assertEqual(mailing.segment_company_id, self.company)
        self.assertEqual(mailing._get_recipients(), self.clients[2].ids)

    def test_doors(self):
        clients = self.env["res.partner"]
        with self.assertRaises(AccessError):
            clients.with_user(self.salesman).action_mail_clients([])
        for nonsense in (
            "[]x",
            [("no_such_field", "=", 1)],
            [1, 2],
            7,
            [("segment_abc", "no operator", "a")],
        ):
            with self.assertRaises(UserError):
                clients.with_user(self.marketing).action_mail_clients(nonsense)

    def test_classes_of_its_company(self):
        """Odoo's job works in the main company; the classes are those of the company
        where the mailing was written."""
        mailing = self._create(("segment_abc", "=", "a"))
        sent = mailing.with_user(SUPERUSER_ID).with_context(allowed_company_ids=[])
        self.assertNotEqual(sent.env.company, self.company)
        self.assertEqual(sent._get_recipients(), self.clients[:2].ids)

    def test_no_question_about_another_company(self):
        other = self._create_company("Other Segment Company")
        mailing = self._create()
        with self.assertRaisesRegex(AccessError, "classes of this company"):
            mailing.segment_company_id = other
        with self.assertRaisesRegex(AccessError, "classes of this company"):
            self._create(segment_company_id=other.id)

    def test_old_classes_are_told_at_once(self):
        with freeze_time(TODAY + timedelta(days=2)):
            mailing = self._create(("segment_abc", "=", "a"))
            self.assertFalse(mailing.segment_problem)
        with freeze_time(TODAY + timedelta(days=3)):
            mailing.invalidate_recordset()
            self.assertIn("07/15/2025", mailing.segment_problem)
            with self.assertRaisesRegex(UserError, "Recompute the segments"):
                mailing.action_launch()
            self.assertEqual(mailing.state, "draft")
            mailing.is_sent_with_old_classes = True
            mailing.action_launch()
            self.assertEqual(mailing.state, "in_queue")

    def test_a_job_that_runs_weekly(self):
        job = self.env.ref("client_segmentation.ir_cron_recompute_client_segments")
        job.write({"interval_type": "weeks", "interval_number": 1})
        mailing = self._create(("segment_abc", "=", "a"))
        for days, told in ((14, False), (15, True)):
            with freeze_time(TODAY + timedelta(days=days)):
                mailing.invalidate_recordset()
                self.assertEqual(bool(mailing.segment_problem), told)

    def test_never_computed(self):
        company = self._create_company("Not Computed")
        self.marketing.company_ids += company
        mailing = self._create(("segment_abc", "=", "a"), segment_company_id=company.id)
        self.assertIn("have not been computed", mailing.segment_problem)

    def test_planned_mailing_is_looked_at_when_it_starts(self):
        """Fresh when it was planned, old when it starts: it becomes a draft again, and
        the responsible finds a task."""
        mailing = self._plan()
        self._send_on("2025-07-25 11:00:00", mailing)
        self.assertEqual(mailing.state, "draft")
        self.assertFalse(mailing.mailing_trace_ids)
        [task] = mailing.activity_ids
        self.assertEqual(task.user_id, self.marketing)
        self.assertIn("07/15/2025", task.note)

    def test_planned_mailing_with_fresh_classes_is_sent(self):
        mailing = self._plan()
        self._age(date(2025, 7, 24))
        self._send_on("2025-07-25 11:00:00", mailing)
        self.assertEqual(
            sorted(mailing.mailing_trace_ids.mapped("res_id")), self.clients[:2].ids
        )

    def test_other_mailings_are_not_looked_at(self):
        """Whatever day the classes are of: by name, or to opportunities without them"""
        with freeze_time("2026-07-15"):
            mailing = self._create(("name", "=", "c1"))
            self.assertFalse(mailing.segment_problem)
            mailing.mailing_domain = "not a filter"
            self.assertFalse(mailing.segment_problem)
            mailing.mailing_domain = repr([("child_ids", "any", [("name", "=", "x")])])
            self.assertFalse(mailing.segment_problem)
            within = [("parent_id", "any", [("segment_abc", "=", "a")])]
            mailing.mailing_domain = repr(within)
            self.assertTrue(mailing.segment_problem)

    def test_saved_segment_that_is_not_counted(self):
        with freeze_time(TODAY):
            segment = self.env["client.saved.segment"].with_user(self.manager)
            segment = segment.create(
                {"name": "Giants", "domain": "[]", "is_shared": True}
            )
            mailing = self._create(("saved_segment_ids", "in", segment.ids))
            self.assertFalse(mailing.segment_problem)
        self._age(date(2025, 7, 25))
        with freeze_time("2025-07-25"):
            mailing.invalidate_recordset()
            self.assertIn("Giants", mailing.segment_problem)

    def test_ready_filters(self):
        for key in ("late", "new", "lost", "best", "warm"):
            ready = self.env.ref(f"client_segmentation.mailing_filter_{key}")
            mailing = self.env["mailing.mailing"].with_user(self.marketing)
            mailing = mailing.create(
                {
                    "subject": "Offer",
                    "mailing_model_id": ready.mailing_model_id.id,
                    "mailing_filter_id": ready.id,
                }
            )
            self.assertEqual(mailing.mailing_domain, ready.mailing_domain)
            self.assertTrue(mailing._asks_for_classes())
            mailing._get_recipients()

    def test_menu(self):
        menus = self.env["ir.ui.menu"].with_user(self.marketing).load_menus(False)
        self.assertIn(
            self.env.ref("client_segmentation.mailing_segment_menu").id, menus
        )
