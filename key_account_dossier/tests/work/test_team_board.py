from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import MANAGER, DossierCommon


@tagged("post_install", "-at_install")
class TestTeamBoard(DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._new_user("second", MANAGER)
        cls.env["hr.employee"].create(
            {
                "name": "Second",
                "user_id": cls.second.id,
                "parent_id": cls.employees[1].id,
            }
        )

    def test_late_days(self):
        self.assertEqual(self.dossier.late_days, 0)
        self.env.flush_all()
        self.cr.execute(
            "UPDATE key_account_dossier SET next_contact_date = %s WHERE id = %s",
            [self.today - timedelta(days=5), self.dossier.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.dossier.late_days, 5)

    def test_load_against_capacity(self):
        self.company.key_account_max_clients = 3
        other = self.env["res.partner"].create({"name": "B", "is_company": True})
        self._new_dossier(self.owner, partner_id=other.id)
        self.assertEqual(self.dossier.with_user(self.boss).manager_load, "2 of 3")
        self.company.key_account_max_clients = 0
        self.env.invalidate_all()
        self.assertFalse(self.dossier.manager_load)

    def test_supervisor_drags_within_the_team(self):
        card = self.dossier.with_user(self.boss)
        card.web_save({"user_id": self.second.id}, {"user_id": {}})
        self.assertEqual(self.dossier.user_id, self.second)

    def test_drag_is_refused_with_a_sentence(self):
        card = self.dossier.with_user(self.owner)
        with self.assertRaisesRegex(AccessError, "Only the direct supervisor"):
            card.web_save({"user_id": self.second.id}, {"user_id": {}})
        with self.assertRaisesRegex(ValidationError, "does not report to you"):
            self.dossier.with_user(self.boss).user_id = self.colleague
        with (
            self.assertRaises(AccessError),
            mute_logger("odoo.addons.base.models.ir_rule"),
        ):
            self.dossier.with_user(self.grand).user_id = self.second
        self.assertEqual(self.dossier.user_id, self.owner)
