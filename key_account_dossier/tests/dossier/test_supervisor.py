from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import SUPERVISOR, DossierCommon


@tagged("post_install", "-at_install")
class TestSupervisor(DossierCommon):
    def _is_open(self, user):
        found = self.env["key.account.dossier"].with_user(user).search([])
        return self.dossier in found

    def _new_team(self, leader, *members):
        return self.env["crm.team"].create(
            {
                "name": "Foundries",
                "user_id": leader.id,
                "member_ids": [Command.set([user.id for user in members])],
            }
        )

    def test_superior_in_hr(self):
        self.assertEqual(self.dossier.supervisor_id, self.boss)
        self.assertTrue(self._is_open(self.boss))

    def test_hr_comes_before_the_team(self):
        self._new_team(self.colleague, self.owner)
        self.assertEqual(self.dossier.supervisor_id, self.boss)

    def test_team_leader_without_hr(self):
        self.employees.unlink()
        self.assertFalse(self.dossier.supervisor_id)
        team = self._new_team(self.colleague, self.owner)
        self.assertEqual(self.dossier.supervisor_id, self.colleague)
        self.assertTrue(self._is_open(self.colleague))
        team.user_id = self.grand
        self.assertEqual(self.dossier.supervisor_id, self.grand)
        self.assertFalse(self._is_open(self.colleague))
        team.crm_team_member_ids.action_archive()
        self.assertFalse(self.dossier.supervisor_id)

    def test_nobody_supervises_himself(self):
        self.employees.unlink()
        self._new_team(self.owner, self.owner)
        self.assertFalse(self.dossier.supervisor_id)
        self.assertTrue(self._is_open(self.owner))

    def test_new_superior_takes_over_at_once(self):
        officer = self._new_user("officer", "hr.group_hr_user")
        employee, _boss, grand = self.employees
        employee.with_user(officer).parent_id = grand
        self.assertEqual(self.dossier.supervisor_id, self.grand)
        self.assertTrue(self._is_open(self.grand))
        self.assertFalse(self._is_open(self.boss))

    def test_new_login_of_the_superior(self):
        self.employees[1].user_id = self.colleague
        self.assertEqual(self.dossier.supervisor_id, self.colleague)
        self.assertFalse(self._is_open(self.boss))

    def test_archived_superior(self):
        self.employees[0].parent_id = self.employees[1]
        self.boss.action_archive()
        self.assertFalse(self.dossier.supervisor_id)

    def test_employee_of_today_goes_before_a_former_one(self):
        """In another company, where both are strangers"""
        second, third = self.env["res.company"].create(
            [{"name": "Second"}, {"name": "Third"}]
        )
        former, boss, grand = self.employees
        former.write({"parent_id": grand.id, "active": False})
        former.create(
            {
                "name": "Owner",
                "company_id": second.id,
                "user_id": self.owner.id,
                "parent_id": boss.id,
            }
        )
        self.assertEqual(self.dossier._find_supervisor(self.owner, third), self.boss)

    def test_employee_of_the_dossier_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        users = self.owner | self.grand
        users.company_ids = [Command.link(other.id)]
        superior = self.env["hr.employee"].create(
            {"name": "There", "user_id": self.grand.id, "company_id": other.id}
        )
        self.env["hr.employee"].create(
            {
                "name": "Here and there",
                "user_id": self.owner.id,
                "company_id": other.id,
                "parent_id": superior.id,
            }
        )
        dossier = self._new_dossier(self.owner, company_id=other.id)
        self.assertEqual(dossier.supervisor_id, self.grand)
        self.assertEqual(self.dossier.supervisor_id, self.boss)

    def test_manager_leaves(self):
        self.owner.action_archive()
        self.employees[0].action_archive()
        self.assertEqual(self.dossier.supervisor_id, self.boss)
        note = self.dossier.with_user(self.boss).access_note
        self.assertIn("has left", note)

    def test_supervisor_cannot_be_chosen(self):
        dossiers = self.env["key.account.dossier"].with_user(self.owner)
        values = {"partner_id": self.client_partner.id}
        with self.assertRaises(AccessError):
            self.dossier.with_user(self.owner).supervisor_id = self.grand
        with self.assertRaises(AccessError):
            dossiers.create({**values, "supervisor_id": self.grand.id})
        dossiers = dossiers.with_context(default_supervisor_id=self.grand.id)
        self.assertEqual(dossiers.create(values).supervisor_id, self.boss)

    def test_create(self):
        values = {"partner_id": self.client_partner.id}
        dossiers = self.env["key.account.dossier"]
        with Form(dossiers.with_user(self.owner)) as form:
            form.partner_id = self.client_partner
            self.assertEqual(form.supervisor_id, self.boss)
        self.assertEqual(form.record.user_id, self.owner)
        values["user_id"] = self.owner.id
        dossiers.with_user(self.boss).create(values)
        for user in (self.colleague, self.grand):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
                dossiers.with_user(user).create(values)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base"):
            salesperson = self.outsiders["salesperson_only"]
            dossiers.with_user(salesperson).create(
                {**values, "user_id": salesperson.id}
            )

    def test_owner_cannot_reassign(self):
        with self.assertRaises(AccessError):
            self.dossier.with_user(self.owner).user_id = self.colleague

    def test_supervisor_reassigns_in_the_team(self):
        deputy = self._new_user("deputy", SUPERVISOR)
        self.env["hr.employee"].create(
            {
                "name": "Deputy",
                "user_id": deputy.id,
                "parent_id": self.employees[1].id,
            }
        )
        dossier = self.dossier.with_user(self.boss)
        with self.assertRaises(ValidationError):
            dossier.user_id = self.colleague
        dossier.user_id = deputy
        self.assertTrue(self._is_open(deputy))
        self.assertFalse(self._is_open(self.owner))
        self.assertTrue(self._is_open(self.boss))

    def test_supervisor_takes_a_dossier_himself(self):
        dossier = self.dossier.with_user(self.boss)
        dossier.user_id = self.boss
        self.assertEqual(dossier.supervisor_id, self.grand)
        self.assertFalse(self._is_open(self.owner))

    def test_new_manager_needs_the_role(self):
        helper = self._new_user("helper", "sales_team.group_sale_salesman")
        self.env["hr.employee"].create(
            {
                "name": "Helper",
                "user_id": helper.id,
                "parent_id": self.employees[1].id,
            }
        )
        with self.assertRaises(ValidationError):
            self.dossier.with_user(self.boss).user_id = helper

    def test_company_cannot_be_changed_by_the_owner(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.owner.company_ids = [Command.link(other.id)]
        with self.assertRaises(AccessError):
            self.dossier.with_user(self.owner).company_id = other
