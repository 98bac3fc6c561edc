from odoo.tests import tagged

from ..common import SegmentationCommon

ADDON = "client_segmentation"
SEGMENTS = f"{ADDON}.client_segment_menu"
SALESPERSON = ["My Day", "Clients", "Matrix", "Dynamics", "Playbooks"]
# What had an entry of its own in version 1.2, with its address, and who had it
SALES = {
    "client_segment_partner_action": "client-segments",
    "client_segment_matrix_action": "client-matrix",
    "client_segment_playbook_action": "client-playbooks",
    "client_segment_playbook_start_action": "started-playbooks",
    "client_segment_history_action": "client-class-changes",
    "client_segment_pin_action": "pinned-client-classes",
    "client_segment_active_manager_action": "active-base-salespeople",
    "client_segment_active_trend_action": "active-base-months",
    "client_segment_active_report_action": "active-client-base",
    "client_price_list_report_action": "price-list-conversion",
    "client_segment_rfm_report_action": "rfm-months",
    "client_segment_rfm_migration_action": "rfm-migration",
    "client_segment_terms_action": "cooperation-terms",
    "client_segment_terms_proposal_action": "proposed-terms",
}
HEAD_OF_SALES = {
    "client_segment_run_action": "client-segment-runs",
    "client_segment_rfm_rule_action": "rfm-rules",
    "client_segment_policy_action": "segment-policy",
    "client_audience_action": "client-audiences",
}


@tagged("post_install", "-at_install")
class TestMenus(SegmentationCommon):
    """Six entries, and nothing that had one is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls._create_user("mass_mailing.group_mass_mailing_user")

    def _get_menus(self, user):
        return self.env["ir.ui.menu"].with_user(user).load_menus(False)

    def _get_entries(self, user, parent):
        menus = self._get_menus(user)
        return [menus[i] for i in menus[self.env.ref(parent).id]["children"]]

    def _get_reached(self, user):
        """Return the ids of all actions of menus and their tabs."""
        menus = [menu for key, menu in self._get_menus(user).items() if key != "root"]
        Segment = self.env["client.segment"].with_user(user)
        ids = {menu["action_id"] for menu in menus if menu["action_id"]}
        for menu in menus:
            for tab in Segment.get_tabs(menu["xmlid"]):
                ids |= {action["id"] for action in tab["actions"]}
        return ids

    def _get_ids(self, names):
        return {self.env.ref(f"{ADDON}.{name}").id for name in names}

    def test_six_entries(self):
        for user, names in (
            (self.salesman, SALESPERSON),
            (self.manager, ["My Day", "Team", *SALESPERSON[1:]]),
        ):
            entries = self._get_entries(user, SEGMENTS)
            self.assertEqual([entry["name"] for entry in entries], names)
            self.assertFalse([entry for entry in entries if entry["children"]])

    def test_who_has_no_sales_role_has_none(self):
        menus = self._get_menus(self.marketing)
        self.assertNotIn(self.env.ref(SEGMENTS).id, menus)

    def test_marketing_has_the_clients_alone(self):
        """The other tabs were entries of the CRM, which is closed to it."""
        Segment = self.env["client.segment"].with_user(self.marketing)
        tabs = Segment.get_tabs(f"{ADDON}.client_segment_partner_menu")
        labels = [tab["label"] for tab in tabs]
        self.assertEqual(labels, ["Clients", "Saved Segments"])

    def test_what_is_set_stands_under_configuration(self):
        config = f"{ADDON}.client_segment_config_menu"
        names = [entry["name"] for entry in self._get_entries(self.manager, config)]
        known = ["Policy", "RFM Rules", "Cooperation Terms", "Audiences", "Runs"]
        self.assertLessEqual({*known}, {*names})
        self.assertNotIn(self.env.ref(config).id, self._get_menus(self.salesman))

    def test_nothing_is_lost(self):
        for user, actions in (
            (self.salesman, SALES),
            (self.manager, SALES | HEAD_OF_SALES),
        ):
            self.assertFalse(self._get_ids(actions) - self._get_reached(user))

    def test_heads_of_sales_alone(self):
        reached = self._get_reached(self.salesman)
        self.assertFalse(self._get_ids(HEAD_OF_SALES) & reached)

    def test_administrators_find_the_policy(self):
        """Those without the role of a head of sales have no such menu in the CRM."""
        groups = "base.group_system,sales_team.group_sale_salesman"
        admin = self._create_user(groups, login="segment-admin")
        Settings = self.env["res.config.settings"].with_user(admin)
        self.assertIn(
            'id="segment_policy"', Settings.get_view(view_type="form")["arch"]
        )
        policy = self.company.segment_policy_id.with_user(admin)
        policy.key_share = 12
        self.assertEqual(policy.key_share, 12)

    def test_old_addresses(self):
        for name, path in (SALES | HEAD_OF_SALES).items():
            self.assertEqual(self.env.ref(f"{ADDON}.{name}").path, path)

    def test_each_tab_names_its_menu(self):
        """Or it would show no tabs, and there were no way back."""
        for tab in self.env["client.segment"]._get_tabs():
            with self.subTest(tab.action):
                action = self.env.ref(tab.action)
                self.assertIn(f'"segment_tabs": "{tab.menu}"', action.context)
                self.assertTrue(action.path)
                self.assertEqual(self.env.ref(tab.menu)._name, "ir.ui.menu")

    def test_bookmarks_find_their_app(self):
        """By path or by id, as the web client looks for it; entries have no children
        more than before."""
        for user in (self.salesman, self.manager):
            Menu = self.env["ir.ui.menu"].with_user(user)
            menus = Menu.load_web_menus(False)
            crm = self.env.ref("crm.crm_menu_root").id
            for path in ("rfm-months", "proposed-terms", "started-playbooks"):
                apps = {m["appID"] for m in menus.values() if m["actionPath"] == path}
                self.assertEqual(apps, {crm}, path)
            shown = {child for menu in menus.values() for child in menu["children"]}
            self.assertLessEqual(shown, Menu.load_menus(False).keys())
            self.env.invalidate_all()
            with self.assertQueryCount(1):
                Menu.load_web_menus(False)

    def test_dynamics_begins_with_what_one_may_see(self):
        Segment = self.env["client.segment"]
        for user, path in (
            (self.manager, "client-dynamics"),
            (self.salesman, "active-base-months"),
        ):
            action = Segment.with_user(user).action_open_dynamics()
            self.assertEqual(action["path"], path)
        policy = self.company.segment_policy_id
        policy.use_is_active = False
        action = Segment.with_user(self.salesman).action_open_dynamics()
        self.assertEqual(action["path"], "rfm-months")

    def test_tabs_follow_the_switches(self):
        menu = f"{ADDON}.client_segment_partner_menu"
        Segment = self.env["client.segment"].with_user(self.salesman)
        labels = ["Clients", "Saved Segments", "Terms", "Price Lists", "Pinned Classes"]
        self.assertEqual([tab["label"] for tab in Segment.get_tabs(menu)], labels)
        self.company.segment_policy_id.write(
            {"use_terms": False, "use_audience": False}
        )
        del labels[2:4]
        self.assertEqual([tab["label"] for tab in Segment.get_tabs(menu)], labels)
