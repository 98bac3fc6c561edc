from freezegun import freeze_time

from odoo.tests import tagged

from ..common import SegmentationCommon

AXES = ("abc", "xyz", "temperature", "tier", "rfm", "is_active", "is_key")


@tagged("post_install", "-at_install")
@freeze_time("2025-07-15 10:00:00")
class TestOtherDay(SegmentationCommon):
    """Loaders look at earlier days; nothing follows from it.

    Today, 15 July 2025, big has 90 % of the revenue; as of 15 December 2024 only small
    has bought, and new is no client yet.
    """

    PAST = "2024-12-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.History = cls.env["client.segment.history"]
        cls.Run = cls.env["client.segment.run"]
        cls.partner.active = False
        cls.big, cls.small = cls._create_clients(big=90, small=5)
        cls._create_order(cls.small, "2024-09-15", 5)
        cls.new = cls._create_client("new")
        cls._set_known_since(cls.new, "2025-01-01")
        cls.first = cls._today()

    @classmethod
    def _today(cls):
        run = cls.company.recompute_client_segments()
        assert run.state == "done", run.message
        return run

    def _count_history(self):
        return self.History.search_count([("company_id", "=", self.company.id)])

    def _read_segments(self, *names):
        segments = self.env["client.segment"].search(
            [("company_id", "=", self.company.id)], order="id"
        )
        return segments.read([*AXES, "partner_id", "rfm_month", *names])

    def test_shows_that_day(self):
        self.assertClasses("segment_abc", {self.big: "a", self.small: "b"})
        run = self._recompute(self.PAST)
        self.assertTrue(run.is_other_day)
        self.assertFalse(self.first.is_other_day)
        self.assertClasses("segment_abc", {self.big: False, self.small: "a"})
        self.assertFalse(self.new.segment_temperature)

    def test_back_and_forth_changes_nothing(self):
        self._create_order(self.small, "2025-02-15", 200)
        self._today()
        before, shown = self._count_history(), self._read_segments("run_id")
        self.assertTrue(before)
        for day in (self.PAST, "2025-03-01", "2026-01-01"):
            self._recompute(day)
            self.assertEqual(self._count_history(), before)
        self._today()
        self.assertEqual(self._count_history(), before)
        self.assertEqual(self._read_segments("run_id"), shown)
        kept = self.env["client.segment.kept"].sudo()
        self.assertFalse(kept.search([("company_id", "=", self.company.id)]))

    def test_real_changes_are_told_once(self):
        self._recompute(self.PAST)
        self._create_order(self.small, "2025-02-15", 200)
        self.assertFalse(self._count_history())
        run = self._today()
        changes = self.History.search(
            [("company_id", "=", self.company.id), ("axis", "=", "abc")]
        )
        # big 90 of 300, small 210: shares before 70 % and 0
        self.assertEqual(
            {
                change.partner_id: (change.old_value, change.new_value)
                for change in changes
            },
            {self.small: ("abc:b", "abc:a")},
        )
        self.assertEqual(changes.run_id, run)

    def test_change_that_was_shown_already(self):
        """A class that the look at the other day has shown by chance is a change all
        the same: small is A then, was B before, and is A now."""
        self._recompute(self.PAST)
        self.assertEqual(self.small.segment_abc, "a")
        self._create_order(self.small, "2025-02-15", 200)
        self._today()
        [change] = self.History.search(
            [("partner_id", "=", self.small.id), ("axis", "=", "abc")]
        )
        self.assertEqual((change.old_value, change.new_value), ("abc:b", "abc:a"))

    def test_before_any_ordinary_run(self):
        company = self._create_company("Loaded")
        client = self._create_client("theirs", company_id=company.id)
        for day in ("2024-06-10", "2025-06-10"):
            self._create_order(client, day, 5, company_id=company.id)
        run = self._recompute("2025-05-01", company=company)
        self.assertFalse(run.month_count)
        run = company.recompute_client_segments()
        self.assertEqual(str(run.month_from), "2024-06-01")
        self.assertFalse(self.History.search([("company_id", "=", company.id)]))

    def test_other_company_is_left_alone(self):
        other = self._create_company("Other")
        client = self._create_client("theirs", company_id=other.id)
        self._create_order(client, "2025-06-10", 5, company_id=other.id)
        other.recompute_client_segments()
        self._recompute(self.PAST)
        self.assertFalse(other._shows_other_segment_day())
        self.assertEqual(client.with_company(other).segment_abc, "a")
        self.assertEqual(
            self.env["res.company"]._search_showing_other_segment_day(), self.company
        )

    def test_keeps_no_month(self):
        months = self.env["client.segment.month"]
        kept = months.search([("company_id", "=", self.company.id)])
        self._recompute(self.PAST)
        self.assertEqual(months.search([("company_id", "=", self.company.id)]), kept)
        # The job waits, too, and goes on after the next run.
        self.assertFalse(self.first._fill_next_month())
        self._today()
        self.assertTrue(self.first._fill_next_month())

    def test_nothing_follows(self):
        self.company.segment_policy_id.write(
            {"publish_abc": True, "use_playbooks": True}
        )
        tags = self.big.category_id
        self.assertTrue(tags)
        run = self._recompute(self.PAST)
        self.assertEqual(self.big.category_id, tags)
        self.assertFalse(run.is_playbook_due or run.is_terms_due)
        self.assertEqual(self.company._create_segment_tasks(), 0)
        # Nor when jobs come by meanwhile
        with self._commits_allowed() as company:
            company._cron_publish_segment_tags()
            company.env["client.segment.run"]._cron_start_playbooks()
            company.env["client.segment.run"]._cron_propose_terms()
            company._cron_create_segment_tasks()
        self.env.invalidate_all()
        self.assertEqual(self.big.category_id, tags)
        self._today()
        self.assertEqual(self.big.category_id, tags)

    def test_pin_meanwhile_is_told_once(self):
        self._recompute(self.PAST)
        self.env["client.segment.pin"].create(
            {
                "partner_id": self.small.id,
                "company_id": self.company.id,
                "segment_class": "abc:c",
                "reason": "Test",
            }
        )
        self.assertEqual(self.small.segment_abc, "c")
        self._today()
        self.assertEqual(self.small.segment_abc, "c")
        [change] = self.History.search(
            [("partner_id", "=", self.small.id), ("axis", "=", "abc")]
        )
        self.assertEqual((change.old_value, change.new_value), ("abc:b", "abc:c"))

    def test_merge_and_deletion_meanwhile(self):
        self._recompute(self.PAST)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.big + self.small).ids, self.big)
        self.new.unlink()
        self._today()
        segments = self.env["client.segment"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(segments.partner_id, self.big)
        self.assertEqual(segments.revenue, 100)

    def test_nightly_job_brings_today_back(self):
        self.assertIn(self.company, self.company._get_freshly_segmented())
        self._recompute(self.PAST)
        self.assertNotIn(self.company, self.company._get_freshly_segmented())

    def test_screens_say_so(self):
        self._recompute(self.PAST)
        self.assertIn("not today", self.small.segment_explanation)
        freshness = self.Run.get_freshness()
        self.assertEqual(str(freshness["as_of"]), self.PAST)
        self.assertFalse(freshness["is_current"])
        self._today()
        self.assertNotIn("not today", self.small.segment_explanation)
        self.assertTrue(self.Run.get_freshness()["is_current"])

    def test_wizard_knows_today_only(self):
        wizard = self.env["client.segment.recompute"]
        self.assertNotIn("as_of", wizard._fields)
