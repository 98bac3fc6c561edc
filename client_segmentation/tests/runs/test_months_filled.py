from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SegmentationCommon

RUN_LOGGER = "odoo.addons.client_segmentation.models.runs.client_segment_run_months"
MONTHS = ["2025-04-01", "2025-05-01", "2025-06-01"]


@tagged("post_install", "-at_install")
@freeze_time("2025-07-15 10:00:00")
class TestMonthsFilled(SegmentationCommon):
    """What the first run makes up for: one order in April, one in June, and today is
    15 July. Active is who bought within 90 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Month = cls.env["client.segment.month"]
        cls.partner.active = False
        cls.april = cls._create_client("april", user_id=cls.salesman.id)
        cls._create_order(cls.april, "2025-04-10", 100)
        cls.june = cls._create_client("june")
        cls._create_order(cls.june, "2025-06-10", 300)

    def _first_run(self, company=None):
        return (company or self.company).recompute_client_segments()

    def _fill(self, run, *times_left):
        """Let the job work on the months of a run, with so much time left each time
        it asks."""
        IrCron = self.registry["ir.cron"]
        answers = times_left or [60] * 100
        with patch.object(IrCron, "_commit_progress", side_effect=answers):
            return run._fill_months()

    def _get_months(self, company=None):
        months = self.Month.search(
            [("company_id", "=", (company or self.company).id)], order="month"
        )
        return [str(month) for month in dict.fromkeys(months.mapped("month"))]

    def _read_months(self):
        return self.Month.search(
            [("company_id", "=", self.company.id)], order="id"
        ).read()

    def _sum_month(self, month):
        rows = self.Month.search(
            [("company_id", "=", self.company.id), ("month", "=", month)]
        )
        names = ("client_count", "active_count", "lapsed_count", "revenue")
        return tuple(sum(rows.mapped(name)) for name in names)

    def test_first_run_invents_nothing(self):
        run = self._first_run()
        self.assertFalse(self._get_months())
        self.assertTrue(run.is_months_due)
        self.assertEqual((run.month_done_count, run.month_count), (0, 3))
        self.assertEqual(str(run.month_from), "2025-04-01")
        freshness = self.env["client.segment.run"].get_freshness()
        self.assertEqual(freshness["months"], {"done": 0, "count": 3})
        self.assertIn(
            "3 earlier months are being filled in",
            run._get_result_notification()["params"]["message"],
        )
        cron = self.env.ref("client_segmentation.ir_cron_fill_segment_months")
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))

    def test_months_by_hand(self):
        self._fill(self._first_run())
        self.assertEqual(self._get_months(), MONTHS)
        # clients, active, lapsed, revenue up to the end of the month before
        self.assertEqual(self._sum_month("2025-04-01"), (2, 1, 0, 0))
        self.assertEqual(self._sum_month("2025-05-01"), (2, 1, 0, 100))
        # 10 April is 81 days before the end of June.
        self.assertEqual(self._sum_month("2025-06-01"), (2, 2, 0, 100))

    def test_months_as_of_their_ends(self):
        self._create_order(self.june, "2025-05-20", 40)
        self._create_order(self._create_client("may"), "2025-05-31", 7)
        self._fill(self._first_run())
        for month, day in zip(
            MONTHS, ("2025-04-30", "2025-05-31", "2025-06-30"), strict=True
        ):
            kept = self.Month.search(
                [("company_id", "=", self.company.id), ("month", "=", month)]
            )
            shape = {(row.user_id, row.rfm): 0 for row in kept}
            for row in kept:
                shape[row.user_id, row.rfm] += row.client_count
            self._recompute(day)
            segments = self.env["client.segment"].search(
                [("company_id", "=", self.company.id)]
            )
            expected = {
                (user, rfm): count
                for user, rfm, count in segments._read_group(
                    [("id", "in", segments.ids)],
                    ["partner_id", "rfm"],
                    ["__count"],
                )
            }
            found = {}
            for (partner, rfm), count in expected.items():
                key = partner.user_id, rfm
                found[key] = found.get(key, 0) + count
            with self.subTest(month=month):
                self.assertEqual(shape, found)
                self.assertEqual(
                    self._sum_month(month),
                    (
                        len(segments),
                        len(segments.filtered("is_active")),
                        len(
                            segments.filtered(
                                lambda row: row.last_order_date and not row.is_active
                            )
                        ),
                        sum(segments.mapped("revenue")),
                    ),
                )

    def test_job_goes_on_where_it_stopped(self):
        run = self._first_run()
        self.assertFalse(self._fill(run, 0), "time is up")
        self.assertEqual((run.month_done_count, run.is_months_due), (1, True))
        self.assertEqual(self._get_months(), MONTHS[:1])
        self.assertTrue(self._fill(run))
        self.assertEqual((run.month_done_count, run.is_months_due), (3, False))
        self.assertEqual(self._get_months(), MONTHS)
        self.assertFalse(self.env["client.segment.run"].get_freshness()["months"])

    def test_repetition_changes_nothing(self):
        run = self._first_run()
        self._fill(run)
        kept = self._read_months()
        self._fill(run)
        again = self._first_run()
        self._fill(again)
        self.assertFalse(again.month_count)
        self.assertEqual(self._read_months(), kept)

    def test_another_run_while_months_are_filled(self):
        run = self._first_run()
        self._fill(run, 0)
        self.assertFalse(self._first_run().month_count)
        # The month turns before the job is through: July waits for its turn.
        with freeze_time("2025-08-02 10:00:00"):
            august = self._first_run()
            self.assertEqual((august.month_count, august.is_months_due), (1, True))
            self._fill(run + august)
        self.assertEqual(self._get_months(), [*MONTHS, "2025-07-01"])

    @mute_logger(RUN_LOGGER)
    def test_killed_in_the_middle(self):
        run = self._first_run()
        Month = self.registry["client.segment.month"]
        keep = Month._keep

        def keep_and_die(model, run, month):
            keep(model, run, month)
            if str(month) == MONTHS[1]:
                raise SystemError("Killed")

        with self._commits_allowed() as company:
            job = company.env["client.segment.run"]
            with patch.object(Month, "_keep", keep_and_die):
                job._cron_fill_months()
            self.assertEqual(job.browse(run.id).month_done_count, 1)
            self.assertEqual(
                {
                    str(day)
                    for day in job.env["client.segment.month"]
                    .search([("company_id", "=", company.id)])
                    .mapped("month")
                },
                set(MONTHS[:1]),
            )
            job._cron_fill_months()
            self.assertFalse(job.browse(run.id).is_months_due)
        self.env.invalidate_all()
        self.assertEqual(self._get_months(), MONTHS)

    def test_one_company_fails_the_other_is_filled(self):
        other = self._create_company("Other")
        client = self._create_client("theirs", company_id=other.id)
        for day in ("2025-03-10", "2025-05-10"):
            self._create_order(client, day, 5, company_id=other.id)
        runs = self._first_run() + self._first_run(other)
        self.assertEqual(runs.mapped("month_count"), [3, 4])
        Month = self.registry["client.segment.month"]
        keep = Month._keep

        def keep_other(model, run, month):
            if run.company_id == self.company:
                raise ValueError("Broken")
            keep(model, run, month)

        with (
            self._commits_allowed() as company,
            patch.object(Month, "_keep", keep_other),
            mute_logger(RUN_LOGGER),
        ):
            company.env["client.segment.run"]._cron_fill_months()
        self.env.invalidate_all()
        self.assertFalse(self._get_months())
        self.assertEqual(self._get_months(other), ["2025-03-01", *MONTHS])

    def test_two_years_at_most(self):
        self._create_order(self.april, "2019-01-10", 1)
        run = self._first_run()
        self.assertEqual((run.month_count, str(run.month_from)), (24, "2023-07-01"))
        # Known to have bought before, therefore compared with nothing
        self._fill(run)
        months = self.Month.search([("company_id", "=", self.company.id)])
        first = months.filtered(lambda row: row.month == date(2023, 7, 1))
        self.assertFalse(any(first.mapped("has_previous")))
        self.assertEqual(len(self._get_months()), 24)

    def test_nothing_to_make_up_for(self):
        company = self._create_company("Empty")
        self.assertFalse(self._first_run(company).month_count)
        client = self._create_client("new", company_id=company.id)
        self.assertFalse(self._first_run(company).month_count)
        self._create_order(client, "2025-07-05", 5, company_id=company.id)
        self.assertFalse(self._first_run(company).month_count)
        self.assertFalse(self._get_months(company))
        # July ends, and is kept by the run itself.
        with freeze_time("2025-08-01 01:30:00"):
            run = self._first_run(company)
        self.assertEqual((run.month_count, run.month_done_count), (1, 1))
        self.assertEqual(self._get_months(company), ["2025-07-01"])

    def test_months_missed_are_made_up_for(self):
        self._fill(self._first_run())
        with freeze_time("2025-10-03 10:00:00"):
            run = self._first_run()
            self.assertEqual((run.month_count, str(run.month_from)), (3, "2025-07-01"))
            self._fill(run)
        self.assertEqual(
            self._get_months(), [*MONTHS, "2025-07-01", "2025-08-01", "2025-09-01"]
        )

    def test_who_moved_in_a_filled_month(self):
        """The list behind a number has as many lines as the number says."""
        self._fill(self._first_run())
        Report = self.env["client.segment.rfm.report"].with_user(self.manager)
        rows = Report.search([("has_previous", "=", True), ("is_current", "=", False)])
        moved = rows.filtered(lambda row: row.rfm != row.rfm_before)
        self.assertTrue(moved)
        for row in moved:
            action = row.action_open_clients()
            found = self.env[action["res_model"]].search(self._get_listed(action))
            found = found.filtered(lambda line, row=row: line.user_id == row.user_id)
            self.assertEqual(len(found), row.client_count)
