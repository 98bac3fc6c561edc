import json

from odoo.tests import new_test_user

from .browser import BrowserCase

ROBOT = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('%s')"
)
READY = "odoo.isReady === true"
# The people of the demo data, if they are there
DEMO_USERS = {
    "salesperson": "client_segmentation.res_users_demo_anton",
    "head of sales": "client_segmentation.res_users_demo_vera",
    "key account manager": "client_segmentation.res_users_demo_james",
    "administrator": "base.user_admin",
}
GROUPS = {
    "salesperson": ["sales_team.group_sale_salesman"],
    "head of sales": [
        "sales_team.group_sale_manager",
        "key_account_dossier.group_key_account_supervisor",
    ],
    "key account manager": [
        "sales_team.group_sale_salesman",
        "key_account_dossier.group_key_account_manager",
    ],
    "marketing": ["mass_mailing.group_mass_mailing_user"],
}
# Records of Odoo's that bear buttons of ours
EXTENDED = ("res.partner", "sale.order", "crm.lead", "loyalty.program")


class ClickEverywhereCase(BrowserCase):
    """Every menu of one add-on in every view, as everybody who has it; a dialog with an
    error and an error in the browser's console are failures.

    Tagged so that it also runs on a database with demo data, where there are records
    to open."""

    module = None

    def setUp(self):
        super().setUp()
        if self.env.ref(DEMO_USERS["salesperson"], raise_if_not_found=False):
            self.env.ref("base.main_company").recompute_client_segments()
        own = self.env["ir.model.data"].search(
            [("module", "=", self.module), ("model", "=", "ir.ui.menu")]
        )
        self.menu_ids = set(own.mapped("res_id"))

    def robot(self, role):
        """Odoo's own robot, which also sets every filter."""
        user = self._get_user(role)
        self._hide_other_menus()
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        for app in menus["root"]["children"]:
            self.browser_js(
                "/odoo",
                ROBOT % menus[app]["xmlid"],
                READY,
                login=user.login,
                timeout=900,
                success_signal="clickbot test succeeded",
            )

    def open_everything(self, *roles):
        for role in roles:
            user = self._get_user(role)
            steps = self._get_menu_steps(user)
            opened = {action for _name, action in steps}
            steps += self._get_window_steps(user, opened)
            steps += self._get_record_steps(user)
            with self.subTest(role=role):
                self.assertTrue(steps)
                self.browser_js(
                    "/odoo",
                    f"odoo.openEach({json.dumps(steps)})",
                    f"{READY} && Boolean(odoo.openEach)",
                    login=user.login,
                    timeout=600,
                    success_signal="all actions were opened",
                )

    def _get_user(self, role):
        known = DEMO_USERS.get(role)
        user = known and self.env.ref(known, raise_if_not_found=False)
        if not user:
            groups = [name for name in GROUPS[role] if self.env.ref(name, False)]
            login = f"click-{role.replace(' ', '-')}"
            user = new_test_user(self.env, login=login, groups=",".join(groups))
        user.tour_enabled = False
        return user

    def _hide_other_menus(self):
        """Leave the menus of the add-on and those above them."""
        Menu = self.env["ir.ui.menu"].with_context(**{"ir.ui.menu.full_list": True})
        kept = Menu.search([("id", "parent_of", self.menu_ids)])
        (Menu.search([]) - kept).active = False

    def _get_menu_steps(self, user):
        """Every entry of the menu that is an action."""
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        return [
            (menu["xmlid"], menu["action_id"])
            for key, menu in menus.items()
            if key in self.menu_ids and menu["action_id"]
        ]

    def _get_window_steps(self, user, opened):
        """Other windows that open by themselves, from buttons."""
        return [
            (window.xml_id, window.id)
            for window in self._get_windows()
            if window.id not in opened
            and window.target == "current"
            and "active_id" not in f"{window.domain} {window.context}"
            and self._can_read(user, window.res_model)
        ]

    def _get_record_steps(self, user):
        """One record of every model of those windows, in its form."""
        models = {window.res_model for window in self._get_windows()} | set(EXTENDED)
        steps = []
        for model in sorted(models & set(self.env.registry)):
            if not self._can_read(user, model) or not self.env[model]._auto:
                continue
            Model = self.env[model].with_user(user)
            record = Model.search(self._get_domain(model), limit=1)
            action = {
                "type": "ir.actions.act_window",
                "res_model": model,
                "res_id": record.id,
                "views": [(False, "form")],
            }
            steps += [(f"{model} {record.id}", action)] if record else []
        return steps

    def _get_windows(self):
        own = self.env["ir.model.data"].search(
            [("module", "=", self.module), ("model", "=", "ir.actions.act_window")]
        )
        return self.env["ir.actions.act_window"].browse(own.mapped("res_id"))

    def _can_read(self, user, model):
        Model = self.env[model].with_user(user)
        return not Model._transient and Model.has_access("read")

    def _get_domain(self, model):
        """Rather a client than any contact"""
        return [("sale_order_ids", "!=", False)] if model == "res.partner" else []
