from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..common import CLIENT, DossierCommon


@tagged("post_install", "-at_install")
class TestDossier(DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier = cls.dossier.with_user(cls.owner)

    def _open_on(self, day):
        self.cr.execute(
            "UPDATE key_account_dossier SET create_date = %s WHERE id = %s",
            [day, self.dossier.id],
        )
        self.dossier.invalidate_recordset()

    def test_defaults(self):
        types = self.env["key.account.type"].search([])
        self.assertEqual(self.dossier.type_id, types[:1])
        self.assertEqual(self.dossier.company_id, self.company)
        self.assertEqual(self.dossier.display_name, CLIENT)

    def test_review(self):
        self._open_on("2026-01-31 09:00:00")
        self.dossier.since_date = date(2019, 5, 1)
        # counted from the day the dossier was opened, by calendar months
        self.assertEqual(self.dossier.next_review_date, date(2026, 4, 30))
        with freeze_time("2026-04-30"):
            self.assertFalse(self.dossier.review_overdue)
            self.dossier.sudo().last_review_date = date(2026, 4, 30)
        self.assertEqual(self.dossier.next_review_date, date(2026, 7, 30))
        self.company.key_account_review_months = 1
        self.assertEqual(self.dossier.next_review_date, date(2026, 5, 30))
        with freeze_time("2026-05-31"):
            self.dossier.invalidate_recordset(["review_overdue"])
            self.assertTrue(self.dossier.review_overdue)
        with self.assertRaises(ValidationError):
            self.dossier.sudo().last_review_date = date(2999, 1, 1)

    def test_future_start(self):
        """The clocks would stand still until then."""
        with self.assertRaises(ValidationError):
            self.dossier.since_date = date(2999, 1, 1)
        with self.assertRaises(ValidationError):
            self._new_dossier(self.owner, since_date=date(2999, 1, 1))

    def test_dates_that_nobody_sets_by_hand(self):
        """The manager cannot tell the clocks that somebody has been at it."""
        for user in (self.owner, self.boss):
            dossier = self.dossier.with_user(user)
            for name in ("last_review_date", "escalation_seen_date"):
                with self.assertRaises(AccessError):
                    dossier.write({name: self.today})
                forged = dossier.with_context(**{f"default_{name}": self.today})
                self.assertNotIn(name, forged.default_get([name]))

    def test_workload(self):
        self.assertFalse(self.dossier.capacity_note)
        self.company.key_account_max_clients = 1
        self._new_dossier(self.owner)
        for user in (self.owner, self.boss):
            self.dossier.invalidate_recordset(["capacity_note"])
            note = self.dossier.with_user(user).capacity_note
            self.assertIn("2", note)
        self.company.key_account_max_clients = 0
        self.dossier.invalidate_recordset(["capacity_note"])
        self.assertFalse(self.dossier.capacity_note)

    def test_who_can_see(self):
        note = self.dossier.access_note
        self.assertIn(self.owner.name, note)
        self.assertIn(self.boss.name, note)
        salesperson = self.outsiders["salesperson_only"]
        self.employees[1].user_id = salesperson
        self.assertIn("has no Key Accounts role", self.dossier.access_note)
        self.employees.unlink()
        self.assertIn("No direct supervisor", self.dossier.access_note)

    def test_archive_and_delete(self):
        self.dossier.action_archive()
        self.assertFalse(self.dossier.search([]))
        archived = self.dossier.with_context(active_test=False)
        self.assertEqual(archived.search([]), self.dossier)
        with self.assertRaises(AccessError):
            self.dossier.unlink()
        self.dossier.with_user(self.boss).unlink()
        self.assertFalse(self.contact.exists())

    def test_type_name_is_unique(self):
        kind = self.dossier.type_id.sudo()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            kind.copy()
