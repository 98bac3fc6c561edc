from datetime import date, timedelta

from odoo import Command

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.client_segmentation.tests.whole.switches import use_everything
from odoo.addons.client_segmentation.tests.whole.users import new_test_users

MANAGER = "key_account_dossier.group_key_account_manager"
SUPERVISOR = "key_account_dossier.group_key_account_supervisor"
SALES_ADMIN = "sales_team.group_sale_manager"

# Nobody of these may open the dossier of the test. All but the last four have
# the highest role of this module, so that only the dossier itself keeps them out.
OUTSIDERS = {
    "grand": f"{SUPERVISOR}",
    "colleague": f"{MANAGER}",
    "all_documents": f"{SUPERVISOR},sales_team.group_sale_salesman_all_leads",
    "sales_admin": f"{SUPERVISOR},{SALES_ADMIN}",
    "hr_officer": f"{SUPERVISOR},hr.group_hr_manager",
    "rights_admin": f"{SUPERVISOR},base.group_erp_manager,base.group_allow_export",
    "settings_admin": f"{SUPERVISOR},base.group_system,base.group_allow_export",
    "sales_admin_only": SALES_ADMIN,
    "salesperson_only": "sales_team.group_sale_salesman",
    "portal": "base.group_portal",
    "public": "base.group_public",
}
CLIENT = "Quicksilver Foundries"
SECRET = "Tender closes below 41 roubles"


class DossierCommon(BaseCommon):
    """A dossier of ``owner``, who reports to ``boss``, who reports to ``grand``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = date.today()
        cls.company = cls.env.company
        use_everything(cls.company)
        cls.company.resource_calendar_id.write(
            {"leave_ids": [Command.clear()], "tz": "UTC"}
        )
        cls.owner, cls.boss, *outsiders = cls._new_users(
            owner=f"{MANAGER},base.group_allow_export", boss=SUPERVISOR, **OUTSIDERS
        )
        cls.outsiders = dict(zip(OUTSIDERS, outsiders, strict=True))
        cls.grand = cls.outsiders["grand"]
        cls.colleague = cls.outsiders["colleague"]
        cls.employees = cls._new_employees(cls.owner, cls.boss, cls.grand)
        cls.client_partner = cls.env["res.partner"].create(
            {"name": CLIENT, "is_company": True}
        )
        cls.dossier = cls._new_dossier(cls.owner)
        cls.contact = cls.env["key.account.contact"].create(
            {
                "dossier_id": cls.dossier.id,
                "date": cls.today - timedelta(days=1),
                "outcome": "positive",
                "note": SECRET,
                "user_id": cls.owner.id,
            }
        )
        cls.env.flush_all()

    @classmethod
    def _new_user(cls, login, groups):
        [user] = cls._new_users(**{login: groups})
        return user

    @classmethod
    def _new_users(cls, **groups_by_login):
        return new_test_users(
            cls.env,
            *(
                {"login": f"kad_{login}", "groups": groups, "name": login.title()}
                for login, groups in groups_by_login.items()
            ),
        )

    @classmethod
    def _new_employees(cls, *users):
        """Make employees of whom each reports to the next one."""
        employees = parent = cls.env["hr.employee"]
        for user in reversed(users):
            parent = parent.create(
                {"name": user.name, "user_id": user.id, "parent_id": parent.id}
            )
            employees = parent | employees
        return employees

    @classmethod
    def _new_dossier(cls, user, **values):
        values = {"partner_id": cls.client_partner.id, "needs": SECRET, **values}
        dossier = cls.env["key.account.dossier"].create({"user_id": user.id, **values})
        return dossier

    @classmethod
    def _switch_off_rules(cls):
        names = cls.env["key.account.confidential.mixin"]._get_confidential_models()
        rules = cls.env["ir.rule"].search([("model_id.model", "in", names)])
        rules.active = False
        cls.env.invalidate_all()
