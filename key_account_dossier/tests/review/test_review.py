from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestReview(ContentsCommon):
    def _start(self, day="2026-03-02"):
        with freeze_time(day):
            action = self.mine.action_start_review()
        return (
            self.env[action["res_model"]].with_user(self.owner).browse(action["res_id"])
        )

    def _finish(self, review, day="2026-03-03"):
        review.line_ids.filtered(lambda line: not line.verdict).verdict = "right"
        with freeze_time(day):
            review.action_finish()

    def test_walk_through(self):
        review = self._start()
        self.assertEqual(len(review.line_ids), 10)
        self.assertEqual(self._start("2026-03-03"), review, "the open one goes on")
        review.line_ids[0].verdict = "right"
        with self.assertRaisesRegex(UserError, "Stakeholders, Important Dates"):
            review.action_finish()
        self.assertFalse(self.mine.last_review_date)
        self._finish(review)
        self.assertEqual(self.mine.last_review_date, date(2026, 3, 3))
        self.assertEqual(review.state, "done")
        self.assertNotEqual(self._start("2026-05-01"), review)

    def test_what_is_left_to_do(self):
        review = self._start()
        review.line_ids[3].write({"verdict": "todo", "note": "Ask Olga"})
        self._finish(review)
        todo = self.mine.review_todo_ids
        self.assertEqual((todo.section, review.todo_count), ("competitors", 1))
        todo.action_settle()
        self.assertFalse(self.mine.review_todo_ids)
        self.assertEqual(review.todo_count, 0)

    def test_finished_review_stays(self):
        review = self._start()
        self._finish(review)
        for change in (
            lambda: review.write({"note": "x"}),
            lambda: review.line_ids[0].write({"verdict": "todo"}),
            lambda: review.write({"line_ids": [Command.clear()]}),
            lambda: review.line_ids[0].unlink(),
            lambda: review.unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_state_of_sections(self):
        profile = self.mine._get_section_state("profile")
        # type, date and needs of nine
        self.assertAlmostEqual(profile.filled, 100 / 3)
        self.assertIn("Goals", profile.hint)
        for section in ("stakeholders", "dates", "competitors", "plan", "score"):
            state = self.mine._get_section_state(section)
            self.assertEqual(state.filled, 0, section)
            self.assertTrue(state.hint, section)
        self.assertEqual(self.mine._get_section_state("contacts").hint, False)
        person = self._add_person(role="decider", attitude="3")
        state = self.mine._get_section_state("stakeholders")
        # role and attitude of four
        self.assertEqual((state.filled, state.hint), (50, False))
        person.role = "user"
        hint = self.mine._get_section_state("stakeholders").hint
        self.assertIn("No decision maker", hint)

    def test_sections_are_kept_as_they_were(self):
        review = self._start()
        self._finish(review)
        self._add("key.account.competitor", name="Rival")
        line = review.line_ids.filtered(lambda r: r.section == "competitors")
        self.assertEqual(line.hint, "No competitor has been entered.")

    def _line(self, review, section):
        return review.line_ids.filtered(lambda line: line.section == section)

    def test_last_time_beside_today(self):
        first = self._start()
        line = self._line(first, "competitors")
        line.write({"verdict": "todo", "note": "Ask Olga"})
        self.assertFalse(line.last_state)
        self._finish(first)
        self._add("key.account.competitor", name="Rival")
        second = self._start("2026-06-01")
        last = self._line(second, "competitors").last_state
        for told in ("0 %", "No competitor has been entered.", "To do", "Ask Olga"):
            self.assertIn(told, last)
        self._finish(second, "2026-06-02")
        self.assertFalse(self._line(first, "competitors").last_state)
        third = self._start("2026-09-01")
        # none of product, strengths, weaknesses and counter-move is filled in
        self.assertIn("Still right", self._line(third, "competitors").last_state)

    def test_last_time_is_of_the_same_dossier_only(self):
        first = self._start()
        self._finish(first)
        closed = self._new_dossier(self.colleague)
        review = self.env["key.account.review"].with_user(self.colleague)
        review = review.create({"dossier_id": closed.id})
        self.assertFalse(review.line_ids[0].last_state)
        unsaved = review.new({"dossier_id": self.dossier.id})
        self.assertFalse(unsaved.line_ids[0].last_id)

    def test_decisions_are_dated(self):
        review = self._start()
        with freeze_time("2026-03-02"):
            review.line_ids[3].verdict = "todo"
            self.env.flush_all()
            # 2 March + 14 days
            self.assertEqual(review.line_ids[3].due_date, date(2026, 3, 16))
            review.line_ids[3].due_date = date(2026, 4, 1)
        review.line_ids[3].verdict = "right"
        self.assertFalse(review.line_ids[3].due_date)

    def test_state_of_what_odoo_knows(self):
        for section in ("figures", "whitespace", "satisfaction"):
            state = self.mine._get_section_state(section)
            self.assertEqual(state.filled, 0, section)
            self.assertTrue(state.hint, section)
        answers = {"dossier_id": self.dossier.id, "date": "2026-01-01"}
        self.env["key.account.satisfaction"].create(
            [
                answers,
                {
                    **answers,
                    "partner_id": self.buyer.id,
                    "date_done": date(2026, 1, 5),
                    "is_answered": True,
                    "score": 3,
                    "group": "detractor",
                },
            ]
        )
        state = self.mine._get_section_state("satisfaction")
        self.assertEqual((state.filled, state.changed_on), (50, date(2026, 1, 5)))
        self.assertIn(self.buyer.name, state.hint)

    def test_profile_date(self):
        with freeze_time("2026-04-05"):
            self.mine.goals = "Grow"
        self.assertEqual(self.mine.profile_date, date(2026, 4, 5))
        with freeze_time("2026-05-05"):
            self._add("key.account.contact", outcome="positive", date="2026-05-05")
        self.assertEqual(self.mine.profile_date, date(2026, 4, 5))


@tagged("post_install", "-at_install")
class TestRating(ContentsCommon):
    def _rate(self, user=None, **values):
        return self._add("key.account.rating", user or self.boss, **values)

    def test_supervisor_writes_manager_reads(self):
        rating = self._rate(stars="4", comment="Well done", date="2026-03-02")
        self.assertEqual((rating.manager_id, rating.user_id), (self.owner, self.boss))
        theirs = rating.with_user(self.owner)
        self.assertEqual(theirs.comment, "Well done")
        self.assertEqual(theirs.search([]), theirs)
        rating.comment = "Very well done"
        for change in (
            lambda: theirs.write({"stars": "5"}),
            lambda: theirs.unlink(),
            lambda: self._rate(self.owner, stars="5"),
            lambda: theirs.dossier_id.write({"rating_ids": [Command.clear()]}),
        ):
            with (
                self.assertRaisesRegex(AccessError, "Only the direct supervisor rates"),
                mute_logger("odoo.addons.base.models.ir_rule"),
                self.cr.savepoint(),
            ):
                change()
        rating.unlink()

    def test_code_holds_without_rules(self):
        rating = self._rate(stars="4")
        self._switch_off_rules()
        with self.assertRaises(AccessError):
            rating.with_user(self.owner).stars = "5"

    def test_bad_input(self):
        with self.assertRaisesRegex(ValidationError, "one to five stars"):
            self._rate()
        with self.assertRaisesRegex(ValidationError, "future"):
            self._rate(stars="3", date="2999-01-01")

    def test_reminder(self):
        self.cr.execute(
            "UPDATE key_account_dossier SET create_date = '2026-01-31 09:00:00',"
            " since_date = '2026-01-01' WHERE id = %s",
            [self.dossier.id],
        )
        self.dossier.invalidate_recordset()
        self.company.key_account_rating_months = 2
        self.assertEqual(self.mine.next_rating_date, date(2026, 3, 31))
        with freeze_time("2026-04-01"):
            self.dossier.invalidate_recordset()
            self.assertTrue(self.bosses.rating_overdue)
        self._rate(stars="3", date="2026-04-02")
        self.assertEqual(self.mine.next_rating_date, date(2026, 6, 2))
        self.company.key_account_rating_months = 0
        self.assertFalse(self.mine.next_rating_date)

    def test_score_is_another_matter(self):
        self._rate(stars="5")
        self.assertFalse(self.mine.relationship_score)
        self.assertTrue(self.bosses.is_supervisor)
        self.assertFalse(self.mine.is_supervisor)
