from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.errors import DeadlockDetected, SerializationFailure

from odoo.exceptions import AccessError
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.runs import client_segment_run_commit
from ...models.runs.client_segment_run import LOCK_NAMESPACE
from ...sql.core import results
from ..common import SegmentationCommon

RUN_LOGGER = "odoo.addons.client_segmentation.models.runs.client_segment_run"


@tagged("post_install", "-at_install")
class TestRunCommit(SegmentationCommon):
    """Runs that commit, as the nightly job and the button start them. Real processes
    are in the tests of the scripts."""

    def _no_pauses(self):
        return patch.object(client_segment_run_commit.time, "sleep")

    def _fail_with(self, *errors):
        """Let the computation fail so many times, near its end."""
        insert_new = results.insert_new
        errors = list(errors)

        def fail_or_insert(parameters):
            if errors:
                raise errors.pop()
            return insert_new(parameters)

        return patch.object(results, "insert_new", fail_or_insert)

    @contextmanager
    def _held_elsewhere(self, function):
        """Take the company's lock in another session."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            lock = (LOCK_NAMESPACE, self.company.id)
            cr.execute("SET lock_timeout = '10s'")
            cr.execute(f"SELECT {function}(%s, %s)", lock)
            yield cr

    def test_record_stands_before_the_work_begins(self):
        Run = self.registry["client.segment.run"]
        compute = Run._compute_segments
        seen = []

        def undo_and_compute(run):
            run.env.cr.rollback()
            seen.append((run.exists().state, run._try_lock_company(run.company_id)))
            return compute(run)

        with (
            patch.object(Run, "_compute_segments", undo_and_compute),
            self._commits_allowed() as company,
            self._no_pauses(),
        ):
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual(run.state, "done")
            run.env.cr.rollback()
            self.assertEqual(run.exists().state, "done")
        self.assertEqual(seen, [("running", True)])

    def test_killed_run_is_told(self):
        Run = self.env["client.segment.run"]
        values = Run._prepare_run_values(self.company, self.AS_OF)
        other = self._create_company("Other")
        killed, elsewhere = Run.create([values, {**values, "company_id": other.id}])
        with self._commits_allowed() as company:
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual(run.state, "done")
        self.env.invalidate_all()
        self.assertEqual(killed.state, "interrupted")
        self.assertIn("Nothing was changed", killed.message)
        self.assertEqual(elsewhere.state, "running")
        self.assertFalse(self.company._get_freshly_segmented(), "the job comes back")

    def test_run_that_is_no_more_alone_marks_nothing(self):
        Run = self.env["client.segment.run"]
        alive = Run.create(Run._prepare_run_values(self.company, self.AS_OF))
        with (
            self._held_elsewhere("pg_advisory_xact_lock"),
            self._commits_allowed() as company,
            self._no_pauses(),
        ):
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual(run.state, "skipped")
        self.env.invalidate_all()
        self.assertEqual(alive.state, "running")

    def test_takes_no_lock_of_the_session(self):
        """A pooler gives each transaction another one."""
        with self._commits_allowed() as company:
            company.recompute_client_segments(self.AS_OF, commit=True)
        # Tells whether this session held it
        with mute_logger("odoo.sql_db"):
            lock = (LOCK_NAMESPACE, self.company.id)
            self.env.cr.execute("SELECT pg_advisory_unlock(%s, %s)", lock)
        self.assertEqual(self.env.cr.fetchall(), [(False,)])

    def test_other_run_between_record_and_work(self):
        """It marks the record as that of a killed run; what it has done is enough."""
        Run = self.registry["client.segment.run"]
        wait = Run._wait_for_lock

        def mark_and_wait(run, company):
            run.filtered("id").state = "interrupted"
            return wait(run, company)

        with (
            patch.object(Run, "_wait_for_lock", mark_and_wait),
            self._commits_allowed() as company,
        ):
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual(run.state, "skipped")

    def test_tries_again_while_somebody_pins(self):
        with (
            self._held_elsewhere("pg_advisory_xact_lock_shared") as other,
            self._commits_allowed() as company,
            self._no_pauses() as sleep,
        ):
            sleep.side_effect = lambda pause: other.rollback()
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual((run.state, sleep.call_count), ("done", 1))

    def test_leaves_a_company_to_another_run(self):
        with (
            self._held_elsewhere("pg_advisory_xact_lock"),
            self._commits_allowed() as company,
            self._no_pauses(),
        ):
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual(run.state, "skipped")

    def test_conflict_begins_anew(self):
        client = self._create_clients(client=90)
        with (
            self._commits_allowed() as company,
            self._no_pauses() as sleep,
            self._fail_with(SerializationFailure(), DeadlockDetected()),
        ):
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual((run.state, run.message), ("done", False))
        self.assertEqual(sleep.call_count, 2)
        self.assertEqual(client.segment_revenue, 90)

    @mute_logger(RUN_LOGGER)
    def test_conflict_again_and_again(self):
        tries = len(client_segment_run_commit.CONFLICT_PAUSES) + 1
        with (
            self._commits_allowed() as company,
            self._no_pauses(),
            self._fail_with(*[SerializationFailure("Conflict")] * tries),
        ):
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual((run.state, run.message), ("failed", "Conflict"))
        self.assertEqual(self._recompute().state, "done")

    @mute_logger(RUN_LOGGER)
    def test_other_failure_is_not_tried_again(self):
        client = self._create_clients(client=90)
        with (
            self._commits_allowed() as company,
            self._no_pauses() as sleep,
            self._fail_with(ValueError("Broken")),
        ):
            run = company.recompute_client_segments(self.AS_OF, commit=True)
            self.assertEqual((run.state, run.message), ("failed", "Broken"))
        self.assertFalse(sleep.called)
        self.assertEqual(client.segment_revenue, 0)

    def test_conflict_inside_the_transaction_of_another_is_for_that(self):
        with (
            self._fail_with(SerializationFailure()),
            self.assertRaises(SerializationFailure),
        ):
            self._recompute()

    def test_wizard_as_head_of_sales(self):
        self._create_clients(c1=90)
        wizard = self.env["client.segment.recompute"].with_user(self.manager).create({})
        self.assertEqual(wizard.company_ids, self.company)
        with self._commits_allowed() as company:
            action = (
                wizard.with_env(company.env).with_user(self.manager).action_recompute()
            )
        self.assertEqual(action["params"]["type"], "success")
        with self.assertRaises(AccessError):
            wizard.with_user(self.salesman).action_recompute()
