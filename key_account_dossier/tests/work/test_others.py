from datetime import datetime, time, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import DossierCommon


@tagged("post_install", "-at_install")
class TestOthers(DossierCommon):
    """The owner has had a key client for 60 days, and two other clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start = cls.today - timedelta(days=60)
        cls.dossier.since_date = cls.start
        cls.foundry, cls.mill = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "user_id": cls.owner.id}
                for name in ("Foundry", "Mill")
            ]
        )
        # the key client itself, whose salesperson is the manager as well
        cls.client_partner.user_id = cls.owner
        cls.env["mail.message"].search([("res_id", "=", cls.foundry.id)]).unlink()

    def _write(self, client, days, hour=9, author=None, **values):
        day = self.start + timedelta(days=days)
        self.env["mail.message"].create(
            {
                "model": "res.partner",
                "res_id": client.id,
                "author_id": (author or self.owner.partner_id).id,
                "date": datetime.combine(day, time(hour)),
                "message_type": "comment",
                "body": "Hello",
                **values,
            }
        )

    def _read(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        report = self.env["key.account.others"].with_user(user or self.owner)
        return report.search([])

    def test_contacts_per_client_and_month(self):
        for days in (-300, -200, -100, -50, -10):
            self._write(self.foundry, days)
        self._write(self.mill, -1)
        self._write(self.foundry, 0)
        self._write(self.mill, 30)
        # these do not count
        self._write(self.client_partner, 10)
        self._write(self.foundry, -400)
        self._write(self.foundry, 5, is_internal=True)
        self._write(self.foundry, 6, author=self.colleague.partner_id)
        self._write(self.foundry, 7, message_type="notification")
        row = self._read()
        self.assertEqual((row.user_id, row.start_date), (self.owner, self.start))
        self.assertEqual(row.client_count, 2)
        # 6 contacts / 2 clients / 12 months
        self.assertAlmostEqual(row.contacts_before, 0.25)
        # 2 contacts / 2 clients / (61 days / 30.4375)
        self.assertAlmostEqual(row.contacts_since, 30.4375 / 61, 4)

    def test_hours_to_answer(self):
        self._write(self.foundry, -30, 9, author=self.foundry)
        self._write(self.foundry, -30, 11)
        self._write(self.mill, -20, 9, author=self.mill)
        self._write(self.mill, -20, 13)
        self._write(self.mill, 3, 8, author=self.mill)
        self._write(self.mill, 3, 15, author=self.mill)
        self._write(self.mill, 3, 18)
        # never answered: no figure is made of it
        self._write(self.foundry, 4, author=self.foundry)
        row = self._read()
        # 2 and 4 hours; 10 hours from the first of two messages
        self.assertAlmostEqual(row.hours_before, 3)
        self.assertAlmostEqual(row.hours_since, 10)

    def test_meetings_count(self):
        moment = datetime.combine(self.start + timedelta(days=1), time(9))
        self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": moment,
                "stop": moment + timedelta(hours=1),
                "partner_ids": [(6, 0, (self.owner.partner_id | self.mill).ids)],
            }
        )
        # 1 contact / 2 clients / (61 days / 30.4375)
        self.assertAlmostEqual(self._read().contacts_since, 30.4375 / 122, 4)

    def test_too_early_to_say(self):
        self.dossier.since_date = self.today - timedelta(days=28)
        self.assertIs(self._read().contacts_since, False)
        self.dossier.since_date = self.today - timedelta(days=29)
        self.assertEqual(self._read().contacts_since, 0)

    def test_for_the_manager_and_the_supervisor_only(self):
        row = self._read()
        self.assertEqual(self._read(self.boss), row.with_user(self.boss))
        self.assertFalse(self._read(self.colleague))
        with self.assertRaises(AccessError):
            row.with_user(self.colleague).read(["contacts_since"])
        action = self.dossier.with_user(self.owner).action_open_others()
        self.assertEqual(row.search(action["domain"]), row)
        with self.assertRaises(AccessError):
            self.dossier.with_user(self.colleague).action_open_others()
