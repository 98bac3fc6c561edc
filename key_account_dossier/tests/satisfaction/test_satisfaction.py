from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..common import SUPERVISOR, DossierCommon

ANSWERS = "survey.user_input"


class SatisfactionCommon(DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner.email = "owner@example.com"
        cls.people = cls.env["res.partner"].create(
            [
                {
                    "name": f"Person {n}",
                    "parent_id": cls.client_partner.id,
                    "email": f"person{n}@example.com",
                }
                for n in range(10)
            ]
        )
        cls.survey = cls.env.ref("key_account_dossier.survey_satisfaction")
        cls.survey_manager = cls._new_user(
            "survey_manager", f"{SUPERVISOR},survey.group_survey_manager"
        )

    def _ask(self, people, **values):
        wizard = self.env["key.account.satisfaction.ask"].with_user(self.owner)
        values = {"dossier_id": self.dossier.id, "partner_ids": people.ids, **values}
        with self.mock_mail():
            wizard.create(values).action_ask()
        rows = self.dossier.satisfaction_ids.filtered(lambda r: r.partner_id in people)
        return rows.sorted(lambda row: row.partner_id.id)

    def mock_mail(self):
        return mute_logger("odoo.addons.mail.models.mail_mail")

    def _answer(self, row, score, comment="Slow papers"):
        answer = row.user_input_id
        recommend, reason = self.survey.question_ids
        answer._save_lines(recommend, str(score))
        answer._save_lines(reason, comment)
        answer._mark_done()


@tagged("post_install", "-at_install")
class TestSatisfaction(SatisfactionCommon):
    def test_score_by_hand(self):
        """Answers 10, 9, 9, 8, 7, 6, 0: 3 of 7 promoters, 2 of 7 detractors, which
        makes 100 x 1/7. Three have not answered."""
        rows = self._ask(self.people)
        for row, score in zip(rows, (10, 9, 9, 8, 7, 6, 0), strict=False):
            self._answer(row, score)
        dossier = self.dossier.with_user(self.owner)
        self.assertAlmostEqual(dossier.nps, 14.3)
        self.assertEqual((dossier.nps_answer_count, dossier.nps_asked_count), (7, 10))
        self.assertEqual(rows[0].comment, "Slow papers")
        self.assertEqual(rows[6].group, "detractor")
        self.assertIn("14", dossier.nps_trend)

    def test_trend(self):
        """100 in two quarters of last year, -100 now."""
        for day, score in (("2024-02-10", 10), ("2024-05-10", 9), ("2025-06-10", 3)):
            with freeze_time(day):
                rows = self._ask(self.people[:1])
                self._answer(rows.sorted("id")[-1], score)
        with freeze_time("2025-06-15"):
            self.env.invalidate_all()
            dossier = self.dossier.with_user(self.owner)
            self.assertEqual(dossier.nps, -100)
            self.assertEqual((dossier.nps_before, dossier.nps_before_count), (100, 2))
            quarters = dossier._get_nps_quarters()
        found = [(quarter["label"], quarter["nps"]) for quarter in quarters]
        self.assertEqual(found, [("2/2025", -100), ("2/2024", 100), ("1/2024", 100)])

    def test_a_year_before(self):
        with freeze_time("2024-05-10"):
            self._answer(self._ask(self.people[:1])[0], 10)
        with freeze_time("2025-05-20"):
            self.env.invalidate_all()
            dossier = self.dossier.with_user(self.owner)
            self.assertEqual((dossier.nps_answer_count, dossier.nps_before), (0, 100))

    def test_people_of_the_client_only(self):
        stranger = self.env["res.partner"].create({"name": "S", "email": "s@s.com"})
        silent = self.env["res.partner"].create(
            {"name": "No mail", "parent_id": self.client_partner.id}
        )
        for person in (stranger, silent):
            with self.assertRaises(UserError):
                self._ask(person)
        wizard = self.env["key.account.satisfaction.ask"].with_user(self.owner)
        wizard = wizard.create({"dossier_id": self.dossier.id})
        self.assertEqual(wizard.contact_ids, self.people)

    def test_mail_does_not_hang_on_the_dossier(self):
        sent = []
        create = self.registry["mail.mail"].create

        def keep(model, values):
            mails = create(model, values)
            sent.extend(mails.mapped(lambda m: (m.model, m.res_id, m.body_html)))
            return mails

        self.patch(self.registry["mail.mail"], "create", keep)
        [row] = self._ask(self.people[0], note="Dear colleague")
        [(model, number, body)] = sent
        self.assertFalse(model or number)
        self.assertIn("Dear colleague", body)
        self.assertIn(row.user_input_id.access_token, body)
        self.assertNotIn("dossier", body.lower())

    def test_answers_are_hidden_in_surveys(self):
        """Not even the survey's manager learns who was asked or what was answered,
        while all other answers are there."""
        [row] = self._ask(self.people[0])
        self._answer(row, 2)
        other = self.survey._create_answer(partner=self.people[1])
        other._save_lines(self.survey.question_ids[0], "9")
        env = self.env(user=self.survey_manager)
        self.env.flush_all()
        self.env.invalidate_all()
        domain = [("survey_id", "=", self.survey.id)]
        self.assertEqual(env[ANSWERS].search(domain).ids, other.ids)
        self.assertEqual(env[ANSWERS]._read_group(domain, [], ["__count"]), [(1,)])
        lines = env["survey.user_input.line"].search(domain)
        self.assertEqual(lines.user_input_id.ids, other.ids)
        self.assertEqual(env["survey.survey"].browse(self.survey.id).answer_count, 1)
        for record in (row.user_input_id, row.user_input_id.user_input_line_ids[0]):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
                record.with_env(env).read(["survey_id"])
        other.with_env(env).read(["survey_id"])

    def test_nobody_follows_what_was_asked(self):
        """Followers are open to every employee: the manager would stand there."""
        [row] = self._ask(self.people[0])
        asked = [("res_model", "=", ANSWERS), ("res_id", "=", row.user_input_id.id)]
        self.assertFalse(self.env["mail.followers"].search(asked))
        self.assertNotEqual(row.user_input_id.create_uid, self.owner)
        messages = row.user_input_id.message_ids
        self.assertFalse(
            messages.filtered(lambda m: m.author_id.user_ids == self.owner)
        )

    def test_statistics_of_the_survey_leave_them_out(self):
        [row] = self._ask(self.people[0])
        self._answer(row, 2)
        survey = self.survey.with_user(self.survey_manager)
        self.assertEqual(survey._prepare_statistics()["count_finished"], 0)
        other = self.survey._create_answer(partner=self.people[1])
        other._mark_done()
        statistics = survey._prepare_statistics()
        self.assertEqual(
            (statistics["count_finished"], statistics["count_all"]), (1, 1)
        )

    def test_followers_of_the_survey_are_not_told(self):
        self.survey.message_subscribe(
            partner_ids=self.survey_manager.partner_id.ids,
            subtype_ids=self.env.ref(
                "survey.mt_survey_survey_user_input_completed"
            ).ids,
        )
        [row] = self._ask(self.people[0])
        before = len(row.user_input_id.message_ids)
        self._answer(row, 9)
        self.assertEqual(len(row.user_input_id.message_ids), before)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_else(self):
        [row] = self._ask(self.people[0])
        self._answer(row, 3)
        for user in (self.colleague, self.grand, self.survey_manager):
            env = self.env(user=user)
            self.env.invalidate_all()
            self.assertFalse(env["key.account.satisfaction"].search([]))
            with self.assertRaises(AccessError):
                row.with_user(user).read(["score"])
            with self.assertRaises(AccessError):
                self.dossier.with_user(user).action_ask_satisfaction()
            wizard = env["key.account.satisfaction.ask"]
            result = wizard.onchange(
                {"dossier_id": self.dossier.id},
                ["dossier_id"],
                {"contact_ids": {"fields": {"name": {}}}},
            )
            self.assertNotIn("Person", str(result))
        with self.assertRaises(AccessError):
            row.with_user(self.owner).write({"score": 10})

    def test_survey_needs_the_question(self):
        survey = self.env["survey.survey"].create({"title": "Something else"})
        with self.assertRaises(ValidationError):
            self.company.key_account_survey_id = survey
        copy = self.survey.copy()
        self.company.key_account_survey_id = copy
        copy.question_ids.filtered("scale_max_label").unlink()
        with self.assertRaises(UserError):
            self._ask(self.people[0])

    def test_answers_go_with_the_dossier(self):
        """Else they would turn up in Surveys."""
        [row] = self._ask(self.people[0])
        answer = row.user_input_id
        self.dossier.unlink()
        self.assertFalse(answer.exists())

    def test_deleting_a_contact_names_nothing(self):
        [row] = self._ask(self.people[0])
        row.user_input_id.unlink()
        self.people[0].unlink()
        self.assertTrue(row.exists())
        self.assertFalse(row.partner_id)


@tagged("post_install", "-at_install")
class TestSatisfactionHttp(SatisfactionCommon, HttpCase):
    def test_public_page(self):
        [row] = self._ask(self.people[0])
        self.authenticate(None, None)
        page = self.url_open(row.user_input_id.get_start_url())
        self.assertEqual(page.status_code, 200)
        self.assertIn("How satisfied are you", page.text)
        self.assertNotIn(
            "dossier", page.text.lower().replace("key_account_dossier", "")
        )
