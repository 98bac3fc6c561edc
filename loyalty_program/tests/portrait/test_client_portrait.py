from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, freeze_time, new_test_user, tagged

from ..benefits.common_benefits import LoyaltyBenefitsCommon


class ClientPortraitCommon(LoyaltyBenefitsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env["survey.survey"].create(
            {"title": "About You", "access_mode": "token"}
        )
        cls.consent = cls._create_question("Consent?", "simple_choice", ["Yes", "No"])
        cls.channel = cls._create_question(
            "Channel?", "multiple_choice", ["Phone", "E-mail", "Visit"]
        )
        cls.recommend = cls._create_question("Recommend?", "scale")
        cls.attribute = cls.env["client.portrait.attribute"].create(
            {"name": "Channel", "kind": "choice"}
        )
        cls.nps = cls.env["client.portrait.attribute"].create(
            {"name": "Recommendation", "kind": "number", "is_nps": True}
        )
        cls.env["client.portrait.mapping"].create(
            [
                {
                    "question_id": cls.consent.id,
                    "role": "consent",
                    "consent_answer_id": cls.consent.suggested_answer_ids[0].id,
                },
                {"question_id": cls.channel.id, "attribute_id": cls.attribute.id},
                {"question_id": cls.recommend.id, "attribute_id": cls.nps.id},
            ]
        )
        cls.program = cls._create_program(
            program_type="loyalty",
            applies_on="both",
            control_share=0.5,
            stratify_by=False,
            portrait_survey_id=cls.survey.id,
            portrait_points=50,
        )
        cls.clients.email = "client@example.com"
        cls.program._enrol_target()
        members = cls.program.member_ids
        cls.members = members.filtered(lambda m: m.group == "member").partner_id
        cls.client = cls.members[0]
        cls.client.user_id = cls.salesman

    @classmethod
    def _create_question(cls, title, kind, answers=()):
        return cls.env["survey.question"].create(
            {
                "survey_id": cls.survey.id,
                "title": title,
                "question_type": kind,
                "suggested_answer_ids": [
                    Command.create({"value": answer}) for answer in answers
                ],
            }
        )

    def _answer(self, consents=True, channels=(0,), recommend=9, partner=None):
        answer = self.survey._create_answer(
            partner=partner or self.client,
            check_attempts=False,
            portrait_program_id=self.program.id,
        )
        chosen = self.consent.suggested_answer_ids[0 if consents else 1]
        answer._save_lines(self.consent, str(chosen.id))
        found = [
            str(self.channel.suggested_answer_ids[number].id) for number in channels
        ]
        answer._save_lines(self.channel, found)
        answer._save_lines(self.recommend, str(recommend))
        answer._mark_done()
        return answer

    def _get_portrait(self, client=None):
        domain = [("partner_id", "=", (client or self.client).id)]
        return self.env["client.portrait"].search(domain)

    def _get_values(self):
        values = self._get_portrait().value_ids
        return sorted((value.attribute_id.name, value.value) for value in values)


@tagged("post_install", "-at_install")
class TestClientPortrait(ClientPortraitCommon):
    def test_answers_fill_the_portrait(self):
        self.env["client.segment"].create(
            {
                "partner_id": self.client.id,
                "company_id": self.company.id,
                "tier": "gold",
            }
        )
        self._answer(channels=(0, 2))
        self.assertEqual(
            self._get_values(),
            [("Channel", "Phone"), ("Channel", "Visit"), ("Recommendation", "9")],
        )
        portrait = self._get_portrait()
        self.assertEqual(portrait.state, "consented")
        self.assertTrue(portrait.consented_on)
        self.assertEqual(set(portrait.value_ids.mapped("tier")), {"gold"})

    def test_later_answers_replace_former_ones(self):
        self._answer(channels=(0, 2))
        self._answer(channels=(1,), recommend=3)
        self.assertEqual(
            self._get_values(), [("Channel", "E-mail"), ("Recommendation", "3")]
        )

    def test_nothing_without_consent(self):
        self._answer(consents=False)
        self.assertEqual(self._get_values(), [])
        self.assertEqual(self._get_portrait().state, "refused")

    def test_refused_answers_are_forgotten(self):
        answer = self._answer(consents=False)
        self.assertEqual(answer.state, "done")
        self.assertFalse(answer.partner_id)
        self.assertFalse(answer.email)
        self.assertFalse(answer.user_input_line_ids)
        # Given once all the same, for having answered
        self.assertEqual(self.program.coupon_ids.points, 50)

    def test_withdrawal_without_the_mapping(self):
        """Answers of a questionnaire that fills no attribute any more go, too."""
        answer = self._answer()
        self.env["client.portrait.mapping"].search([]).unlink()
        self._get_portrait().action_withdraw()
        self.assertFalse(answer.exists())

    def test_contact_answers_for_its_company(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.client.id}
        )
        self._answer(partner=contact)
        self.assertEqual(len(self._get_values()), 2)
        self.assertEqual(contact.portrait_id, self._get_portrait())

    def test_net_promoter_score(self):
        """One promoter, one detractor, one neither: 0; another promoter: 25."""
        for client, recommend in zip(self.members, (10, 6, 8, 9), strict=False):
            self._answer(partner=client, recommend=recommend)
        [(score,)] = self.env["client.portrait.value"]._read_group(
            [("attribute_id", "=", self.nps.id)], aggregates=["nps:avg"]
        )
        self.assertAlmostEqual(score, 25)

    def test_score_beside_other_answers(self):
        """Promoters 10 and 9, neither 8, detractor 6: (2 - 1) / 4 = 25, also where
        the channels of these clients are counted; none is defined for channels."""
        for client, recommend in zip(self.members, (10, 6, 8, 9), strict=False):
            self._answer(partner=client, recommend=recommend)
        values = self.env["client.portrait.value"].with_user(self.manager)
        domain = [("partner_id", "in", self.members.ids)]
        [(score, count)] = values._read_group(domain, aggregates=["nps:avg", "__count"])
        self.assertEqual((score, count), (25, 8))
        by_attribute = values._read_group(domain, ["attribute_id"], ["nps:avg"])
        scores = dict(by_attribute)
        self.assertEqual(scores[self.nps], 25)
        self.assertFalse(scores[self.attribute])

    def test_reward_once(self):
        self._answer()
        self._answer(consents=False)
        card = self.program.coupon_ids
        self.assertEqual(card.partner_id, self.client)
        self.assertEqual(card.points, 50)
        self.assertEqual(sum(card.history_ids.mapped("issued")), 50)

    def test_invitation(self):
        self.members[1].email = False
        invite = self.program.with_user(self.manager).action_invite_portrait
        self.assertIn("4", invite()["params"]["message"])
        self.assertIn("0", invite()["params"]["message"])
        answers = self.env["survey.user_input"].search(
            [("portrait_program_id", "=", self.program.id)]
        )
        self.assertEqual(answers.partner_id, self.members - self.members[1])
        mails = self.env["mail.mail"].search([("model", "=", "survey.user_input")])
        mail = mails.filtered(lambda m: m.res_id in answers.ids)[:1]
        self.assertIn("/loyalty/portrait/", mail.body_html)
        self.assertIn("answer_token", mail.body_html)
        with self.assertRaises(AccessError):
            self.program.with_user(self.salesman).action_invite_portrait()

    def test_withdrawal(self):
        answer = self._answer()
        self.client.with_user(self.salesman).action_withdraw_portrait()
        portrait = self._get_portrait()
        self.assertEqual(portrait.state, "withdrawn")
        self.assertFalse(portrait.value_ids)
        self.assertFalse(answer.exists())
        self.program.action_invite_portrait()
        self.assertFalse(portrait.invited_on)
        with self.assertRaises(UserError):
            portrait.unlink()

    def _merge(self, client, other):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((client + other).ids, client)

    def test_latest_consent_counts_for_merged_clients(self):
        other = self.members[1]
        with freeze_time("2026-01-10"):
            self._answer(channels=(0,), recommend=3)
        with freeze_time("2026-02-10"):
            self._answer(channels=(1,), recommend=9, partner=other)
        self._merge(self.client, other)
        self.assertEqual(len(self._get_portrait()), 1)
        self.assertEqual(
            self._get_values(), [("Channel", "E-mail"), ("Recommendation", "9")]
        )

    def test_withdrawal_holds_for_merged_clients(self):
        other = self.members[1]
        answer = self._answer()
        self._answer(partner=other)
        self._get_portrait(other).action_withdraw()
        self._merge(self.client, other)
        portrait = self._get_portrait()
        self.assertEqual(portrait.state, "withdrawn")
        self.assertFalse(portrait.value_ids)
        self.assertFalse(answer.exists())

    def test_portrait_goes_with_the_contact(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self._answer(partner=stranger)
        portrait = self._get_portrait(stranger)
        self.assertTrue(portrait.value_ids)
        stranger.unlink()
        self.assertFalse(portrait.exists())

    def test_who_sees_it(self):
        self._answer()
        self._answer(partner=self.members[1])
        values = self.env["client.portrait.value"].with_user(self.salesman)
        self.assertEqual(values.search([]).partner_id, self.client)
        mine = self.client.with_user(self.salesman)
        self.assertEqual(len(mine.portrait_value_ids), 2)
        self.assertFalse(self.members[1].with_user(self.salesman).portrait_id)
        page = "loyalty_program.client_portrait_partner_view_form"
        with Form(mine, view=page) as form:
            self.assertEqual(len(form.portrait_value_ids), 2)
        self.assertEqual(len(values.with_user(self.manager).search([])), 4)
        with self.assertRaises(AccessError):
            values.search([]).write({"value": "Mine"})
        with self.assertRaises(AccessError):
            mine.portrait_id.read(["access_token"])
        outsider = new_test_user(self.env, "outsider", groups="base.group_user")
        with self.assertRaises(AccessError):
            values.with_user(outsider).search([])

    def test_settings_are_checked(self):
        mappings = self.env["client.portrait.mapping"]
        text = self._create_question("Wishes?", "text_box")
        other = self._create_question("Again?", "simple_choice", ["Yes"])
        for vals in (
            {"question_id": text.id, "attribute_id": self.nps.id},
            {"question_id": text.id},
            {"question_id": other.id, "role": "consent"},
            {
                "question_id": other.id,
                "role": "consent",
                "consent_answer_id": other.suggested_answer_ids.id,
            },
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                mappings.create(vals)
        silent = self.env["survey.survey"].create({"title": "No Consent"})
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.program.portrait_survey_id = silent
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.program.portrait_points = -1

    def test_manager_maps(self):
        mappings = self.env["client.portrait.mapping"].with_user(self.manager)
        found = mappings.search([("survey_id", "=", self.survey.id)])
        self.assertEqual(len(found.read(["question_id", "attribute_id"])), 3)
        with self.assertRaises(AccessError):
            mappings.with_user(self.salesman).search([])


@tagged("post_install", "-at_install")
class TestClientPortraitPage(ClientPortraitCommon, HttpCase):
    def test_client_withdraws(self):
        self._answer()
        portrait = self._get_portrait()
        url = f"/loyalty/portrait/{portrait.access_token}"
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Phone", page.text)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        page = self.url_open(f"{url}/withdraw", data={"csrf_token": token})
        self.assertIn("have been deleted", page.text)
        portrait.invalidate_recordset()
        self.assertEqual(portrait.state, "withdrawn")
        self.assertEqual(self.url_open("/loyalty/portrait/no").status_code, 404)

    def test_answers_on_the_public_page(self):
        """The page itself saves the answers and ends the questionnaire."""
        answer = self.survey._create_answer(partner=self.client, check_attempts=False)
        chosen = self.consent.suggested_answer_ids[0]
        answer.sudo(False).with_user(
            self.env.ref("base.public_user")
        ).sudo()._mark_done()
        self.assertEqual(self._get_portrait().state, "refused")
        again = self.survey._create_answer(partner=self.client, check_attempts=False)
        again._save_lines(self.consent, str(chosen.id))
        again.with_user(self.env.ref("base.public_user")).sudo()._mark_done()
        self.assertEqual(self._get_portrait().state, "consented")
