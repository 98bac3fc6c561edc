from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged, users
from odoo.tools import SQL, mute_logger

from ...sql.core import results
from ..common import SegmentationCommon

RUN_LOGGER = "odoo.addons.client_segmentation.models.runs.client_segment_run"


@tagged("post_install", "-at_install")
class TestRun(SegmentationCommon):
    def test_log_of_a_run(self):
        self._create_clients(c1=90, c2=10)
        run = self._recompute()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.as_of, self.AS_OF)
        self.assertEqual(run.horizon_start, date(2024, 7, 1))
        self.assertEqual(run.horizon_end, date(2025, 6, 30))
        self.assertEqual(run.user_id, self.env.user)
        self.assertEqual(run.created_count, run.client_count)
        self.assertGreaterEqual(run.client_count, 2)

    def test_named_by_the_clock_of_the_reader(self):
        run = self._recompute()
        run.date_start = "2025-06-30 22:30:00"
        there = run.with_context(tz="Europe/Moscow", lang="en_US")
        self.assertEqual(there.display_name, "07/01/2025 01:30:00 AM")

    def test_nothing_to_change_nothing_written(self):
        client = self._create_clients(c1=90)
        first = self._recompute()
        second = self._recompute()
        self.assertEqual(second.created_count + second.changed_count, 0)
        segment = self.env["client.segment"].search([("partner_id", "=", client.id)])
        self.assertEqual(segment.run_id, first)

    def test_only_differing_rows_are_written(self):
        big, small = self._create_clients(big=90, small=10)
        first = self._recompute()
        self._create_order(small, "2025-01-15", 1)
        second = self._recompute()
        self.assertEqual(second.changed_count, 1)
        segments = self.env["client.segment"].search(
            [("partner_id", "in", (big + small).ids)]
        )
        run_by_client = {segment.partner_id: segment.run_id for segment in segments}
        self.assertEqual(run_by_client, {big: first, small: second})

    def test_statistics_are_new_after_many_rows(self):
        self._create_clients(c1=90, c2=10)
        with patch(f"{RUN_LOGGER}_compute.MANY_ROWS", 0):
            self._recompute()
        [(known,)] = self.env.execute_query(
            SQL("SELECT reltuples::int FROM pg_class WHERE relname = 'client_segment'")
        )
        self.assertEqual(known, self.env["client.segment"].search_count([]))

    def test_deleted_run_is_forgotten(self):
        client = self._create_clients(client=90)
        self._run_on()
        self._create_order(client, "2025-06-20", 900)
        run = self._run_on()
        segment = self.env["client.segment"].search([("partner_id", "=", client.id)])
        history = self.env["client.segment.history"].search([("run_id", "=", run.id)])
        self.assertEqual(segment.run_id, run)
        self.assertEqual(history.partner_id, client)
        run.unlink()
        self.assertFalse(segment.run_id)
        self.assertFalse(history.run_id)

    def test_deleted_company_leaves_nothing(self):
        company = self._create_company("Gone")
        self._create_client("client", company_id=False)
        self._recompute(company=company)
        domain = [("company_id", "=", company.id)]
        self.assertTrue(self.env["client.segment"].search(domain))
        company.unlink()
        self.assertFalse(self.env["client.segment"].search(domain))

    def test_past_state_can_be_seen_again(self):
        client = self._create_clients(client=90)
        self._create_order(client, "2024-02-01", 7)
        self._recompute()
        self.assertEqual(client.segment_revenue, 90)
        self._recompute("2024-07-15")
        self.assertEqual(client.segment_revenue, 7)
        self._recompute()
        self.assertEqual(client.segment_revenue, 90)

    @freeze_time("2025-07-15 22:30:00")
    def test_default_date_is_the_company_today(self):
        self.company.resource_calendar_id.tz = "Europe/Moscow"
        [run] = self.company.recompute_client_segments()
        self.assertEqual(run.as_of, date(2025, 7, 16))

    def test_number_of_queries_does_not_grow_with_clients(self):
        self._create_clients(c1=90)
        self._recompute()
        counts = []
        for number in (1, 30):
            for index in range(number):
                self._create_client(f"more {number} {index}")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._recompute()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_failure_is_told_and_leaves_nothing_half_written(self):
        client = self._create_clients(client=90)
        self._recompute()
        self._create_order(client, "2025-02-01", 1)
        with (
            patch.object(results, "insert_new", side_effect=ValueError("Broken")),
            mute_logger(RUN_LOGGER),
        ):
            run = self._recompute()
        self.assertEqual((run.state, run.message), ("failed", "Broken"))
        self.assertEqual(client.segment_revenue, 90, "the update before was undone")
        self.assertEqual(self._recompute().state, "done")

    def test_date_that_is_none(self):
        with self.assertRaisesRegex(UserError, "31.12.2025 is not a date"):
            self.company.recompute_client_segments("31.12.2025")
        self.assertFalse(
            self.env["client.segment.run"].search(
                [("company_id", "=", self.company.id)]
            )
        )

    def test_who_may_recompute(self):
        for login, groups in (("nobody", "base.group_user"), ("seller", None)):
            user = self.salesman
            if groups:
                user = new_test_user(self.env, login=login, groups=groups)
            with self.assertRaises(AccessError):
                self.company.with_user(user).recompute_client_segments()
        runs = self.company.with_user(self.manager).recompute_client_segments(
            self.AS_OF
        )
        self.assertEqual(runs.user_id, self.manager)
        self.assertEqual(runs.state, "done")

    def test_freshness(self):
        Run = self.env["client.segment.run"].with_user(self.salesman)
        self.assertFalse(Run.get_freshness()["computed_at"])
        run = self.company.recompute_client_segments()
        freshness = Run.get_freshness()
        self.assertEqual(freshness["computed_at"], run.date_start)
        self.assertTrue(freshness["is_current"])
        self.assertFalse(freshness["can_recompute"])
        self._recompute()
        freshness = Run.with_user(self.manager).get_freshness()
        self.assertFalse(freshness["is_current"])
        self.assertTrue(freshness["can_recompute"])

    def test_cron_takes_every_company_once(self):
        cron = self.env.ref("client_segmentation.ir_cron_recompute_client_segments")
        Run = self.env["client.segment.run"]
        companies = self.env["res.company"].search([])
        last = Run.search([], limit=1).id or 0
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            first = Run.search([("id", ">", last)])
            cron.method_direct_trigger()
        self.assertEqual(first.company_id, companies)
        self.assertEqual(len(first), len(companies))
        self.assertEqual(set(first.mapped("state")), {"done"})
        self.assertEqual(Run.search([("id", ">", last)]), first, "nothing was due")

    def test_cron_comes_back_to_a_company_that_was_busy(self):
        cron = self.env.ref("client_segmentation.ir_cron_recompute_client_segments")
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        Run = self.env.registry["client.segment.run"]
        with (
            patch.object(Run, "_try_lock_company", return_value=False),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()
        self.assertGreater(
            self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]),
            triggers,
        )
        self.assertNotIn(self.company, self.company._get_freshly_segmented())

    def test_cron_is_due_again_next_night(self):
        with freeze_time("2025-07-15 01:30:00"):
            self.company.recompute_client_segments()
            self.assertIn(self.company, self.company._get_freshly_segmented())
        with freeze_time("2025-07-16 01:30:00"):
            self.assertFalse(self.company._get_freshly_segmented())

    def test_old_runs_go_the_last_one_stays(self):
        old, shown, failed = self._recompute(), self._recompute(), self._recompute()
        failed.state = "failed"
        runs = old + shown + failed
        runs.date_start = fields.Datetime.now() - timedelta(days=800)
        self.env["client.segment.run"]._gc_runs()
        self.assertEqual(runs.exists(), shown, "its figures are still on show")

    @users("segment-sales_team.group_sale_salesman-0")
    def test_salesperson_cannot_write_results(self):
        segment = self.env["client.segment"]
        self.assertTrue(segment.has_access("read"))
        for operation in ("write", "create", "unlink"):
            self.assertFalse(segment.has_access(operation))
            self.assertFalse(self.env["client.segment.run"].has_access(operation))
