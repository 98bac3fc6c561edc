from datetime import date

from odoo.tests import Form, freeze_time, tagged

from ..dossier.common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestRatingBasis(ContentsCommon):
    """Since 1 March: contacts, objectives and scores, looked at on 1 June."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.unlink()
        cls.env.cr.execute(
            "UPDATE key_account_dossier SET create_date = '2026-03-01 09:00:00',"
            " since_date = '2026-03-01' WHERE id = %s",
            [cls.dossier.id],
        )
        cls.dossier.invalidate_recordset()
        cls.startClassPatcher(freeze_time("2026-06-01 09:00:00"))
        # 9, 10 and 12 days after the one before: two of three within 10 days
        for day in (date(2026, 3, 10), date(2026, 3, 20), date(2026, 4, 1)):
            cls._add("key.account.contact", outcome="positive", date=day)
        # overdue since 10 April: missed, so that two of four were kept
        cls.dossier.sudo()._refresh_clock()
        plan = {"date_start": date(2026, 1, 1)}
        cls._add_plan(**plan, date_due=date(2026, 5, 1), state="done")
        cls._add_plan(**plan, date_due=date(2026, 5, 2), state="missed")
        cls._add_plan(**plan, date_due=date(2026, 5, 3))
        cls._add_plan(**plan, date_due=date(2026, 5, 4), state="cancelled")
        cls._add_plan(**plan, date_due=date(2026, 2, 28), state="done")
        cls._add_plan(**plan, date_due=date(2026, 7, 1), state="done")
        cls._new_criteria(1)
        cls._add_score(date(2026, 2, 1), 2)
        cls._add_score(date(2026, 5, 1), 3)
        cls.env.flush_all()

    def test_worked_out(self):
        rating = self._add("key.account.rating", self.boss, stars="4")
        self.assertEqual(rating.since, date(2026, 3, 1))
        self.assertAlmostEqual(rating.contacts_kept, 50)
        # one of three due since then; the dropped one does not count
        self.assertAlmostEqual(rating.plan_kept, 100 / 3, 1)
        self.assertIs(rating.people_covered, False, "nobody is known yet")
        # 2 of 4 points are 50, 3 of 4 are 75
        self.assertAlmostEqual(rating.score_moved, 25)
        self._add_plan(
            date_start=date(2026, 1, 1), date_due=date(2026, 5, 9), state="done"
        )
        self.assertAlmostEqual(rating.plan_kept, 100 / 3, 1, "as it was")

    def test_from_one_rating_to_the_next(self):
        self._add("key.account.rating", self.boss, stars="4", date=date(2026, 5, 2))
        rating = self._add("key.account.rating", self.boss, stars="4")
        self.assertEqual(rating.since, date(2026, 5, 2))
        # only that of 3 May was due, and it is open
        self.assertEqual(rating.plan_kept, 0)
        self.assertEqual(rating.score_moved, 0)

    def test_shown_while_rating(self):
        rating = self.env["key.account.rating"].with_user(self.boss)
        form = Form(rating.with_context(default_dossier_id=self.dossier.id))
        self.assertAlmostEqual(form.contacts_kept, 50)

    def test_nobody_else_has_it_worked_out(self):
        unsaved = (
            self.env["key.account.rating"]
            .with_user(self.colleague)
            .new({"dossier_id": self.dossier.id})
        )
        self.assertFalse(unsaved.since)
        self.assertFalse(unsaved.contacts_kept)
