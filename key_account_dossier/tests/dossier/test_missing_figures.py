import importlib.util
from datetime import date

from odoo import Command
from odoo.tests import tagged
from odoo.tools import file_path

from .common_contents import ContentsCommon

SCRIPT = "key_account_dossier/migrations/19.0.1.1.0/post-migration.py"


@tagged("post_install", "-at_install")
class TestMissingFigures(ContentsCommon):
    """What is not known is no 0 in an average.

    Three dossiers of one manager. Scored 3 and 2 of 4, of weight 1 each: 62.5; scored
    1 and 1: 25; never scored. On average 43.75, not 29.17.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.dossier
        clients = cls.env["res.partner"].create(
            [{"name": f"Client {n}", "is_company": True} for n in range(2)]
        )
        cls.second, cls.third = (
            cls._new_dossier(cls.owner, partner_id=client.id) for client in clients
        )
        cls.all_three = cls.first | cls.second | cls.third
        cls.score = cls._add_score(date(2026, 3, 2), 3, 2)
        cls._add_score(date(2026, 3, 2), 1, 1, dossier_id=cls.second.id)
        cls.env.flush_all()

    def _average(self, model, field, domain, user=None):
        records = self.env[model].with_user(user or self.owner)
        [total] = records.formatted_read_group(domain, [], [f"{field}:avg"])
        return total[f"{field}:avg"]

    def _stored(self, record, name):
        self.env.flush_all()
        self.cr.execute(
            f"SELECT {name} FROM {record._table} WHERE id = %s",  # noqa: S608
            [record.id],
        )
        return self.cr.fetchone()[0]

    def test_relationship_score(self):
        of_three = [("id", "in", self.all_three.ids)]
        self.assertAlmostEqual(
            self._average("key.account.dossier", "relationship_score", of_three), 43.75
        )
        self.assertIsNone(self._stored(self.third, "relationship_score"))
        self.assertIsNone(self._stored(self.third, "score_change"))
        self.assertIs(self.third.relationship_score, False)
        [row] = self.third.with_user(self.owner).read(["relationship_score"])
        self.assertIs(row["relationship_score"], False)

    def test_groups_and_boards(self):
        groups = (
            self.env["key.account.dossier"]
            .with_user(self.owner)
            .web_read_group(
                [("id", "in", self.all_three.ids)],
                ["partner_id"],
                ["relationship_score:avg"],
            )["groups"]
        )
        scores = [group["relationship_score:avg"] for group in groups]
        self.assertCountEqual([62.5, 25.0], [one for one in scores if one])
        self.assertEqual(len([one for one in scores if one is None or one is False]), 1)

    def test_search(self):
        dossiers = self.env["key.account.dossier"].with_user(self.owner)
        of_three = [("id", "in", self.all_three.ids)]
        for domain, found in (
            ([("relationship_score", "<", 50)], self.second),
            ([("relationship_score", "=", False)], self.third),
            ([("relationship_score", "!=", False)], self.first | self.second),
            ([("relationship_score", "=", 0)], dossiers),
        ):
            self.assertEqual(dossiers.search(domain + of_three), found, domain)

    def test_export(self):
        self.owner.group_ids = [Command.link(self.env.ref("base.group_system").id)]
        rows = self.all_three.with_user(self.owner).export_data(["relationship_score"])
        self.assertEqual(rows["datas"], [[62.5], [25.0], [""]])

    def test_scoring_without_points(self):
        """A scoring just opened, with no points yet."""
        empty = self._add_score(date(2026, 4, 1), 0, 0)
        of_first = [("dossier_id", "=", self.first.id)]
        self.assertEqual(self._average("key.account.score", "value", of_first), 62.5)
        self.assertIsNone(self._stored(empty, "value"))
        line = self.score.line_ids[0]
        line.points = "0"
        # One criterion is left, with 2 of 4.
        lines = [("score_id", "=", self.score.id)]
        points = self._average("key.account.score.line", "percent", lines)
        self.assertEqual(points, 50)
        self.assertIsNone(self._stored(line, "percent"))
        line.points = "4"
        self.assertEqual(self._stored(line, "percent"), 100)

    def test_taken_back(self):
        self.score.line_ids.points = "0"
        self.env.flush_all()
        self.assertIsNone(self._stored(self.first, "relationship_score"))

    def test_plan(self):
        """One plan at 50 %, one with nothing reached yet, one dossier without."""
        plan = self._add_plan(start_value=0, target_value=10)
        plan.result_ids.create({"plan_id": plan.id, "value": 5})
        self._add_plan(dossier_id=self.second.id, start_value=0, target_value=10)
        of_three = [("id", "in", self.all_three.ids)]
        average = self._average("key.account.dossier", "plan_progress", of_three)
        self.assertEqual(average, 25)
        self.assertEqual(self._stored(self.second, "plan_progress"), 0)
        self.assertIsNot(self.second.plan_progress, False)
        self.assertIsNone(self._stored(self.third, "plan_progress"))

    def test_satisfaction(self):
        """Asked three: one says 8, one says 0, one says nothing. On average 4."""
        rows = self.env["key.account.satisfaction"].create(
            [
                {"dossier_id": self.first.id, "date": "2026-03-01", **values}
                for values in (
                    {"is_answered": True, "score": 8},
                    {"is_answered": True, "score": 0},
                    {},
                )
            ]
        )
        domain = [("id", "in", rows.ids)]
        average = self._average("key.account.satisfaction", "score", domain)
        self.assertEqual(average, 4)
        self.assertIs(rows[2].score, False)
        self.assertIs(self.third.nps, False)

    def test_review_in_progress(self):
        review = self._add("key.account.review")
        self.assertIsNone(self._stored(review.line_ids[0], "kept_filled"))

    def test_analysis(self):
        """A neutral contact keeps no interval, and a missed one keeps none of them."""
        contact = self.env["key.account.contact"].create(
            {"dossier_id": self.first.id, "outcome": "neutral", "date": self.today}
        )
        self.env.flush_all()
        report = self.env["key.account.contact.report"].with_user(self.owner)
        line = report.browse(contact.id)
        self.assertIs(line.kept, False)
        self.assertIs(line.interval_days, False)
        found = report.search(
            [("dossier_id", "=", self.first.id), ("kept", "!=", False)]
        )
        self.assertNotIn(line, found)

    def test_upgrade(self):
        review = self._add("key.account.review")
        asked = self.env["key.account.satisfaction"].create(
            {"dossier_id": self.first.id, "date": "2026-03-01"}
        )
        empty = self._add_score(date(2026, 4, 1), 0, 0)
        was_zero = (
            (self.third, "relationship_score"),
            (self.third, "plan_progress"),
            (self.first, "score_change"),
            (empty, "value"),
            (empty.line_ids[0], "percent"),
            (review.line_ids[0], "kept_filled"),
            (asked, "score"),
        )
        self.env.flush_all()
        for record, name in was_zero:
            self.cr.execute(
                f"UPDATE {record._table} SET {name} = 0 WHERE id = %s",  # noqa: S608
                [record.id],
            )
        self._load_script().forget_figures_of_nothing(self.cr)
        for record, name in was_zero:
            self.assertIsNone(self._stored(record, name), name)
        self.assertEqual(self._stored(self.first, "relationship_score"), 62.5)

    def test_upgrade_closes_meetings(self):
        start = f"{self.today} 10:00:00"
        event = self.env["calendar.event"].create(
            {"name": "x", "start": start, "stop": start}
        )
        activity = self.dossier.with_user(self.owner).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.owner.id
        )
        self.cr.execute(
            "UPDATE mail_activity SET calendar_event_id = %s WHERE id = %s",
            [event.id, activity.id],
        )
        self.env.invalidate_all()
        self._load_script().close_meetings(self.cr)
        self.env.invalidate_all()
        self.assertTrue(event.invited_only)

    def _load_script(self):
        spec = importlib.util.spec_from_file_location("script", file_path(SCRIPT))
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        return script
