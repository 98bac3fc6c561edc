import random
from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import SQL

from .common_saved import SavedCommon


@tagged("post_install", "-at_install")
class TestSavedCount(SavedCommon):
    @freeze_time("2025-07-01 09:00:00")
    def _save_empty(self, **values):
        return self._save(**values)

    def test_three_days(self):
        segment = self._save_empty()
        self._count_on("2025-07-01", self.one + self.two, segment)
        self._count_on("2025-07-02", self.two + self.three, segment)
        self._count_on("2025-07-03", self.three, segment)
        self.assertEqual(
            self._get_spans(segment),
            [
                ("one", "2025-07-01", "2025-07-02"),
                ("two", "2025-07-01", "2025-07-03"),
                ("three", "2025-07-02", False),
            ],
        )
        self.assertEqual(
            self._get_days(segment),
            [
                ("2025-07-01", 2, 0, 2),
                ("2025-07-02", 1, 1, 2),
                ("2025-07-03", 0, 1, 1),
            ],
        )
        self.assertEqual(segment.client_count, 1)
        self.assertEqual(segment.counted_on, date(2025, 7, 3))

    def test_days_without_a_count_are_filled(self):
        segment = self._save_empty()
        self._count_on("2025-07-01", self.one, segment)
        self._count_on("2025-07-04", self.one + self.two, segment)
        self.assertEqual(
            [row[1:] for row in self._get_days(segment)],
            [(1, 0, 1), (0, 0, 1), (0, 0, 1), (1, 0, 2)],
        )

    def test_in_and_out_on_one_day(self):
        """Who comes in and goes out on one day was never in, and the other way."""
        segment = self._save_empty()
        self._count_on("2025-07-01", self.one, segment)
        self._count_on("2025-07-02", self.two, segment)
        self._count_on("2025-07-02", self.one, segment)
        self.assertEqual(self._get_spans(segment), [("one", "2025-07-01", False)])
        self.assertEqual(self._get_days(segment)[-1], ("2025-07-02", 0, 0, 1))

    def test_coming_back_is_an_entry(self):
        segment = self._save_empty()
        self._count_on("2025-07-01", self.one, segment)
        self._count_on("2025-07-02", self.two, segment)
        self._count_on("2025-07-03", self.one, segment)
        self.assertEqual(
            self._get_spans(segment),
            [
                ("one", "2025-07-01", "2025-07-02"),
                ("two", "2025-07-02", "2025-07-03"),
                ("one", "2025-07-03", False),
            ],
        )

    def test_yesterday_and_entries_less_exits_is_today(self):
        """Whatever happens in whatever order, each day follows from the one before,
        and is what was found on it."""
        dice = random.Random(13)
        clients = self.one + self.two + self.three
        segment = self._save_empty()
        found = {}
        day = date(2025, 7, 1)
        for _step in range(40):
            inside = clients.filtered(lambda _client: dice.random() < 0.5)
            self._count_on(day, inside, segment)
            self.assertEqual(segment.client_count, len(inside))
            found[str(day)] = len(inside)
            day += timedelta(days=dice.choice([0, 0, 1, 3]))
        before = 0
        counted = self._get_days(segment)
        for _day, entries, exits, size in counted:
            self.assertEqual(before + entries - exits, size)
            before = size
        sizes = {day: size for day, _entries, _exits, size in counted}
        first = min(sizes)
        self.assertEqual(
            {day: sizes[day] for day in found if day >= first},
            {day: size for day, size in found.items() if day >= first},
        )

    def test_counting_again_writes_nothing(self):
        segment = self._save_empty()
        self._count_on("2025-07-01", self.one + self.two, segment)
        rows = self._get_versions()
        self.assertEqual(len(rows), 2 + 1)
        with freeze_time("2025-07-01 23:00:00"):
            segment._count_or_tell()
        self.env.flush_all()
        self.assertEqual(self._get_versions(), rows)

    def _get_versions(self):
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT 'member', id, ctid::text FROM client_saved_segment_member
                 UNION ALL
                SELECT 'segment', id, ctid::text FROM client_saved_segment
                 ORDER BY 1, 2
                """
            )
        )

    def test_archived_client_leaves(self):
        segment = self._save_empty()
        self._count_on("2025-07-01", self.one + self.two, segment)
        self.one.action_archive()
        # The list behind the number hides archived clients at once.
        self.assertEqual(segment.client_count, 1)
        with freeze_time("2025-07-02 10:00:00"):
            segment._count_or_tell()
        self.assertEqual(
            self._get_spans(segment)[0], ("one", "2025-07-01", "2025-07-02")
        )

    def test_contacts_of_clients_are_no_clients(self):
        self.env["res.partner"].create(
            {"name": "person", "parent_id": self.one.id, "ref": "in"}
        )
        segment = self._save_empty()
        self.assertFalse(segment.member_ids)

    def test_none_and_a_thousand(self):
        segment = self._save_empty(domain="[('ref', '=', 'many')]")
        self.assertEqual(segment.client_count, 0)
        self.assertFalse(self._get_days(segment))
        self.one.ref = "many"
        self.env.flush_all()
        self._clone_clients(self.one, 999)
        with freeze_time("2025-07-02 10:00:00"):
            segment._count_or_tell()  # warm
            self.assertEqual(segment.client_count, 1000)
            self.env["res.partner"].search([("ref", "=", "many")], limit=500).ref = "x"
            self.env.flush_all()
            with self.assertQueryCountBelow(25):
                segment._count_or_tell()
        self.assertEqual(segment.client_count, 500)

    def assertQueryCountBelow(self, number):
        return _Below(self, number)

    def test_or_and_segments_of_segments(self):
        self.one.ref, self.two.ref = "a", "b"
        either = self._save_empty(domain="['|', ('ref', '=', 'a'), ('ref', '=', 'b')]")
        self.assertEqual(either.member_ids.partner_id, self.one + self.two)
        only_a = self._save_empty(domain="[('ref', '=', 'a')]")
        only_b = self._save_empty(domain="[('ref', '=', 'b')]")
        both = self._save_empty(
            domain=f"[('saved_segment_ids', 'in', {(only_a + only_b).ids})]"
        )
        self.assertEqual(both.member_ids.partner_id, self.one + self.two)
        not_a = f"('saved_segment_ids', 'not in', {only_a.ids})"
        rest = self._save_empty(domain=f"[{not_a}, ('ref', '!=', False)]")
        self.assertEqual(rest.member_ids.partner_id, self.two)

    def test_days_of_the_filter_move(self):
        self._set_known_since(self.one, "2025-06-30")
        self._set_known_since(self.two, "2025-07-05")
        self._set_known_since(self.three, "2010-01-01")
        (self.one + self.two + self.three).ref = "in"
        domain = (
            "[('ref', '=', 'in'), ('create_date', '>=', (context_today() - "
            "datetime.timedelta(days=3)).strftime('%Y-%m-%d'))]"
        )
        segment = self._save_empty(domain=domain)
        self.assertEqual(segment.member_ids.partner_id, self.one + self.two)
        with freeze_time("2025-07-06 10:00:00"):
            segment._count_or_tell()
        current = segment.member_ids.filtered(lambda member: not member.date_out)
        self.assertEqual(current.partner_id, self.two)

    def test_companies_are_apart(self):
        other = self._create_company("Other company")
        self.manager.company_ids += other
        self.one.ref = self.two.ref = "in"
        self.two.company_id = other
        segment = self._save_empty()
        self.assertEqual(segment.member_ids.partner_id, self.one)
        self.env = self.env(context={"allowed_company_ids": (self.company + other).ids})
        there = self._save_empty(company_id=other.id)
        self.assertEqual(there.member_ids.partner_id, self.two)

    def test_a_new_filter_starts_anew(self):
        segment = self._save_empty()
        self._count_on("2025-07-02", self.one, segment)
        self.assertEqual(segment.counted_since, date(2025, 7, 1))
        self.two.ref = "b"
        with freeze_time("2025-07-05 10:00:00"):
            segment.domain = "[('ref', '=', 'b')]"
        self.assertEqual(segment.counted_since, date(2025, 7, 5))
        self.assertEqual(self._get_days(segment)[-1], ("2025-07-05", 1, 1, 1))

    def test_job_counts_all(self):
        segment = self._save_empty()
        self.one.ref = "in"
        broken = self._save_empty(name="Broken")
        self.env.cr.execute(
            "UPDATE client_saved_segment SET domain = %s WHERE id = %s",
            ("[('no_such_field', '=', 1)]", broken.id),
        )
        broken.invalidate_recordset()
        with freeze_time("2025-07-02 10:00:00"), self._commits_allowed() as company:
            Segment = company.env["client.saved.segment"]
            Segment._cron_count()
            company.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(segment.client_count, 1)
        self.assertEqual(broken.problem, "The filter cannot be read.")

    def test_classes_of_another_day_count_nothing(self):
        segment = self._save_empty()
        self._recompute("2025-06-15")
        self.assertTrue(self.company._shows_other_segment_day())
        self._count_on("2025-07-02", self.one, segment)
        self.assertFalse(segment.member_ids)


class _Below:
    """Fail if the block makes ``number`` queries or more."""

    def __init__(self, case, number):
        self.case, self.number = case, number

    def __enter__(self):
        self.before = self.case.env.cr.sql_log_count

    def __exit__(self, error_type, *_args):
        if not error_type:
            made = self.case.env.cr.sql_log_count - self.before
            self.case.assertLess(made, self.number)
