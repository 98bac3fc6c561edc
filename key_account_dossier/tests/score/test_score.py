from datetime import date

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestScore(ContentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.criteria = cls._new_criteria(2, 1, 1)

    def test_worked_example(self):
        # 2 x 4 + 1 x 2 + 1 x 3 = 13 of 16
        score = self._add_score(date(2026, 3, 2), 4, 2, 3)
        self.assertEqual(score.value, 81.25)
        self.assertEqual(self.mine.relationship_score, 81.25)
        self.assertEqual(score.line_ids.mapped("room"), [0, 12.5, 6.25])
        self.assertEqual(score.line_ids.mapped("percent"), [100, 50, 75])

    def test_missing_points(self):
        score = self._add_score(date(2026, 3, 2), None, 2, 3)
        # 5 of 8
        self.assertEqual((score.value, score.rated_count), (62.5, 2))
        self.assertEqual(self.mine.weak_line_ids.mapped("percent"), [50, 75])

    def test_filling_in_raises_nothing(self):
        self._add_score(date(2026, 3, 2), 2, 2, 2)
        self.mine.write({"goals": "Grow", "headcount": 12, "budget": 5})
        self._add_person()
        self._add_plan()
        self._add("key.account.score", date=date(2026, 4, 1))  # no points yet
        self.criteria.create({"name": "Brand new"})
        self.assertEqual(self.mine.relationship_score, 50)
        self.assertEqual(self.mine.score_date, date(2026, 3, 2))

    def test_never_scored(self):
        self._add("key.account.score", date=date(2026, 4, 1))
        self.assertEqual(self.mine.score_count, 0)
        self.assertFalse(self.mine.score_date)
        self.assertFalse(self.mine.weak_line_ids)

    def test_trend(self):
        self._add_score(date(2026, 3, 2), 1, 1, 1)
        self.assertFalse(self.mine.score_change)
        self.assertFalse(self.mine.score_chart)
        self._add_score(date(2026, 6, 2), 3, 3, 3)
        self.assertEqual(self.mine.relationship_score, 75)
        self.assertEqual(self.mine.score_change, 50)
        self.assertIn("<polyline", self.mine.score_chart)
        # One entered later for an earlier day moves the comparison only.
        between = self._add_score(date(2026, 4, 2), 4, 4, 4)
        self.assertEqual(self.mine.relationship_score, 75)
        self.assertEqual(self.mine.score_change, -25)
        between.unlink()
        self.assertEqual(self.mine.score_change, 50)

    def test_weights_stay_with_the_scoring(self):
        score = self._add_score(date(2026, 3, 2), 4, 1, 1)
        self.assertEqual(score.value, 62.5)  # 10 of 16
        self.criteria[0].weight = 20
        self.criteria[1].action_archive()
        self.assertEqual(score.value, 62.5)
        later = self._add_score(date(2026, 4, 2), 4, 1)
        # without the archived one: 20 x 4 + 1 x 1 = 81 of 84
        self.assertEqual(len(later.line_ids), 2)
        self.assertAlmostEqual(later.value, 96.43, 2)

    def test_objective(self):
        score = self._add_score(date(2026, 3, 2), 4, 2, 3)
        best, weak, _fair = score.line_ids
        weak.action = "Answer within a day"
        with freeze_time("2026-03-02"):
            weak.action_make_objective()
        plan = self.mine.plan_ids
        self.assertEqual(plan.name, "Answer within a day")
        self.assertEqual((plan.start_value, plan.target_value), (2, 3))
        self.assertEqual(plan.date_due, date(2026, 6, 2))
        self.assertEqual(plan.criterion_id, weak.criterion_id)
        self.assertEqual(plan.responsible_id, self.owner)
        weak.action_make_objective()
        self.assertEqual(self.mine.plan_ids, plan)
        with self.assertRaisesRegex(UserError, "highest score"):
            best.action_make_objective()

    def test_form(self):
        form = Form(
            self.env["key.account.score"]
            .with_user(self.boss)
            .with_context(default_dossier_id=self.dossier.id)
        )
        for index, points in enumerate("123"):
            with form.line_ids.edit(index) as line:
                line.points = points
        # 2 + 2 + 3 = 7 of 16
        self.assertEqual(form.save().value, 43.75)

    def test_bad_input(self):
        with self.assertRaisesRegex(ValidationError, "future"):
            self._add_score(date(2999, 1, 1), 1)
        for weight in (0, -1):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                self.criteria[0].weight = weight
                self.env.flush_all()

    def test_criteria_that_ship(self):
        self.assertEqual(
            len(
                self.env["key.account.criterion"]
                .with_context(active_test=False)
                .search([("id", "in", self._get_shipped_ids())])
            ),
            9,
        )

    def _get_shipped_ids(self):
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "key_account_dossier"),
                ("model", "=", "key.account.criterion"),
            ]
        )
        return data.mapped("res_id")

    def test_unsaved_form(self):
        lines = [Command.create({"criterion_id": self.criteria[0].id, "points": "3"})]
        new = self.env["key.account.score"].new({"line_ids": lines})
        self.assertEqual(new.value, 75)

    def test_last_time_beside(self):
        first = self._add_score(date(2026, 1, 5), 3, 0)
        second = self._add_score(date(2026, 2, 5), 2, 4)
        self.env.invalidate_all()
        self.assertEqual(set(first.line_ids.mapped("last_points")), {False})
        self.assertEqual(second.line_ids.mapped("last_points")[:2], ["3", "0"])

    def test_unsaved_scoring_tells_of_nobody(self):
        self._add_score(date(2026, 1, 5), 3)
        scores = self.env["key.account.score"].with_user(self.colleague)
        new = scores.new({"dossier_id": self.dossier.id, "date": date(2026, 3, 1)})
        self.assertFalse(new._get_scoring_before())

    def test_print_has_all_criteria_and_names_the_missing(self):
        self._add_score(date(2026, 1, 5), 3, 0, 4)
        section = self.mine._print_score()
        self.assertEqual(len(section.rows), len(self.mine.score_ids.line_ids))
        self.assertIn("Criterion 1", section.note)
