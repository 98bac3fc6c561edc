from odoo.tests import tagged

from ..common import DossierCommon

ROOT = "key_account_dossier.key_account_dossier_menu_root"
ADDON = "key_account_dossier."
# What had an entry of its own before, at two levels
LISTS = (
    "key_account_dossier_action_today",
    "key_account_dossier_action",
    "key_account_contact_action",
    "key_account_plan_action",
    "key_account_plan_result_action",
    "key_account_stakeholder_action",
    "key_account_date_action",
    "key_account_competitor_action",
    "key_account_score_action",
    "key_account_score_line_action",
    "key_account_review_action",
    "key_account_rating_action",
    "key_account_whitespace_action",
    "key_account_candidate_action",
    "key_account_dossier_action_key_no_more",
    "key_account_dossier_action_losing_touch",
    "key_account_contact_report_action",
    "key_account_others_action",
)


@tagged("post_install", "-at_install")
class TestDossierMenus(DossierCommon):
    """Four entries, at one level, and nothing that had one is lost."""

    def _get_entries(self, user):
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        return [menus[i] for i in menus[self.env.ref(ROOT).id]["children"]]

    def test_one_level(self):
        names = ["Today", "Dossiers", "Plans", "Relationships"]
        entries = self._get_entries(self.owner)
        self.assertEqual([entry["name"] for entry in entries], names)
        self.assertFalse([entry for entry in entries if entry["children"]])
        names = ["Today", "Team", *names[1:], "Configuration"]
        entries = self._get_entries(self.boss)
        self.assertEqual([entry["name"] for entry in entries], names)

    def test_each_list_is_reached(self):
        Segment = self.env["client.segment"].with_user(self.owner)
        entries = self._get_entries(self.owner)
        reached = {entry["action_id"] for entry in entries}
        for entry in entries:
            for tab in Segment.get_tabs(entry["xmlid"]):
                reached |= {action["id"] for action in tab["actions"]}
        wanted = {self.env.ref(ADDON + name).id for name in LISTS}
        self.assertEqual(wanted - reached, set())

    def test_each_list_shows_its_tabs(self):
        for tab in self.env["client.segment"]._get_tabs():
            if tab.action.startswith(ADDON):
                self.assertIn(tab.menu, self.env.ref(tab.action).context, tab.action)

    def test_tabs_are_for_the_role(self):
        Segment = self.env["client.segment"]
        for name in ("salesperson_only", "sales_admin_only", "portal"):
            tabs = Segment.with_user(self.outsiders[name]).get_tabs(
                ADDON + "key_account_plans_menu"
            )
            self.assertEqual(tabs, [], name)
