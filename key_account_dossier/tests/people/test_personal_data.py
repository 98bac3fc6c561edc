import json
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import SECRET
from ..dossier.common_contents import ContentsCommon


class PersonalDataCommon(ContentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._add_person(role="decider", note="Likes chess")
        cls.person.date_ids = [
            Command.create({"name": "Birthday", "date": "1980-05-17"})
        ]
        cls.talk = cls._add(
            "key.account.contact",
            person_id=cls.buyer.id,
            date=cls.today - timedelta(days=40),
            outcome="positive",
            note="Wants a discount",
        )
        cls.answer = cls.env["key.account.satisfaction"].create(
            {
                "dossier_id": cls.dossier.id,
                "partner_id": cls.buyer.id,
                "date": cls.today,
                "comment": "Slow",
            }
        )
        cls.people = cls.env["key.account.stakeholder"]


@tagged("post_install", "-at_install")
class TestPersonalData(PersonalDataCommon):
    def test_found_by_those_with_access_only(self):
        found = self.people.with_user(self.owner)._find_personal_data(self.buyer)
        self.assertEqual([len(records) for records in found.values()], [1, 1, 1, 1])
        theirs = self.people.with_user(self.colleague)
        found = theirs._find_personal_data(self.buyer)
        self.assertFalse(any(found.values()))
        self.assertEqual(theirs._describe_personal_data(self.buyer), [])
        request = self.env["key.account.person.request"].with_user(self.colleague)
        with self.assertRaises(AccessError):
            request.create({"dossier_id": self.dossier.id, "partner_id": self.buyer.id})
        with self.assertRaises(AccessError):
            self.person.with_user(self.colleague).action_personal_data()

    def test_erased_with_the_dossier_intact(self):
        action = self.person.action_personal_data()
        request = (
            self.env[action["res_model"]]
            .with_user(self.owner)
            .with_context(**action["context"])
            .create({})
        )
        self.assertIn("1", request.found_note)
        request.action_erase()
        self.assertFalse(self.person.exists())
        self.assertFalse(self.mine.date_ids)
        self.assertFalse(self.talk.person_id or self.talk.note)
        self.assertEqual(self.talk.outcome, "positive")
        self.assertFalse(self.answer.partner_id or self.answer.comment)
        self.assertEqual(self.contact.note, SECRET, "of nobody in particular")
        self.assertEqual(request.found_note, self._nothing(request))

    def test_a_colleague_erases_nothing(self):
        self.people.with_user(self.colleague)._erase_personal_data(self.buyer)
        self.assertTrue(self.person.exists())
        self.assertEqual(self.talk.note, "Wants a discount")

    def test_privacy_lookup_shows_nothing_closed(self):
        lookup = self.env["privacy.lookup.wizard"].create(
            {"name": self.buyer.name, "email": "olga@example.com"}
        )
        self.buyer.email = "olga@example.com"
        lookup.action_lookup()
        models = lookup.line_ids.mapped("res_model")
        self.assertIn("res.partner", models)
        self.assertFalse([name for name in models if name.startswith("key.account")])

    def test_retention(self):
        self.people._cron_erase_old_notes()
        self.assertTrue(self.talk.note, "off by default")
        self.company.key_account_note_months = 1
        self.people._cron_erase_old_notes()
        # 40 days ago, and yesterday
        self.assertFalse(self.talk.note)
        self.assertEqual(self.contact.note, SECRET)
        self.assertEqual(self.person.note, "Likes chess", "still there")
        self.assertEqual(self.answer.comment, "Slow")
        self.buyer.parent_id = False
        self.people._cron_erase_old_notes()
        self.assertFalse(self.person.note)

    def test_retention_of_one_company(self):
        other = self.env["res.company"].create(
            {"name": "Sister", "key_account_note_months": 1}
        )
        self.people._erase_notes_before(other, date.today())
        self.assertTrue(self.talk.note)

    def _nothing(self, request):
        request.invalidate_recordset()
        return "Nothing"


@tagged("post_install", "-at_install")
class TestPersonalDataDownload(PersonalDataCommon, HttpCase):
    def test_download(self):
        url = f"/key_account_dossier/person/{self.buyer.id}"
        for user, expected in ((self.owner, 200), (self.colleague, 200)):
            user.password = f"{user.login}-password"
            self.env.flush_all()
            self.authenticate(user.login, f"{user.login}-password")
            answer = self.url_open(url)
            self.assertEqual(answer.status_code, expected)
            rows = json.loads(answer.text)
            self.assertEqual(len(rows), 4 if user == self.owner else 0)
        portal = self.outsiders["portal"]
        portal.password = "kad_portal-password"
        self.env.flush_all()
        self.authenticate(portal.login, "kad_portal-password")
        self.assertEqual(self.url_open(url).status_code, 404)
