from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_contents import ContentsCommon


@tagged("post_install", "-at_install")
class TestCapacity(ContentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"key_account_max_clients": 2, "key_account_capacity_policy": "refuse"}
        )
        cls.dossiers = cls.env["key.account.dossier"].with_user(cls.owner)

    def _open_one(self, user=None, **values):
        values = {"partner_id": self.client_partner.id, **values}
        return self.dossiers.with_user(user or self.owner).create(values)

    def test_create(self):
        self._open_one()
        with self.assertRaisesRegex(ValidationError, "limit is 2 per manager"):
            self._open_one()
        self.company.key_account_max_clients = 0
        self._open_one()

    def test_warning(self):
        self.company.key_account_capacity_policy = "warn"
        self._open_one()
        self._open_one()
        self.assertIn("3", self.mine.capacity_note)

    def test_unarchive(self):
        self.mine.action_archive()
        first, _second = self._open_one(), self._open_one()
        with self.assertRaisesRegex(ValidationError, "limit is 2 per manager"):
            self.mine.action_unarchive()
        first.action_archive()
        self.mine.invalidate_recordset()
        self.mine.action_unarchive()
        self.assertTrue(self.mine.active)

    def test_handover(self):
        mate = self._new_user("mate", "key_account_dossier.group_key_account_manager")
        employee = self._new_employees(mate)
        employee.parent_id = self.employees[1]
        for _number in range(2):
            self._open_one(mate)
        with self.assertRaisesRegex(ValidationError, "Mate cannot take on another"):
            self.bosses.user_id = mate
        self.company.key_account_max_clients = 3
        self.dossier.invalidate_recordset()
        self.bosses.user_id = mate
        self.assertEqual(self.dossier.user_id, mate)

    def test_who_keeps_too_many_goes_on_working(self):
        self._open_one()
        self.company.key_account_max_clients = 1
        self.mine.write({"goals": "Grow", "active": True, "user_id": self.owner.id})
        self.assertEqual(self.mine.goals, "Grow")

    def test_companies_count_apart(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        other.key_account_capacity_policy = "refuse"
        self.owner.company_ids = [Command.link(other.id)]
        self._open_one()
        there = self.dossiers.with_context(allowed_company_ids=other.ids)
        there.create({"partner_id": self.client_partner.id, "company_id": other.id})
        with self.assertRaises(ValidationError):
            self._open_one()

    def test_outsiders_learn_nothing(self):
        """Who may not open dossiers for the manager does not learn how many."""
        self._open_one()
        with (
            self.assertRaises(AccessError),
            mute_logger("odoo.addons.base.models.ir_rule"),
        ):
            self._open_one(self.colleague, user_id=self.owner.id)
        own = self._open_one(self.colleague)
        with self.assertRaises(AccessError):
            own.user_id = self.owner
        with (
            self.assertRaises(AccessError),
            mute_logger("odoo.addons.base.models.ir_rule"),
        ):
            self.dossier.with_user(self.colleague).active = True
