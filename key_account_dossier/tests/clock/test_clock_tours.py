from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.whole.browser import BrowserCase

from ..common import DossierCommon


class ClockTourCase(BrowserCase, DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact.unlink()
        cls.client_partner.write({"name": "Tour Foundry", "phone": "+123"})
        cls.env.flush_all()
        cls.cr.execute(
            "UPDATE key_account_dossier SET since_date = '2025-03-02',"
            " create_date = '2025-03-02' WHERE id = %s",
            [cls.dossier.id],
        )
        cls.env.invalidate_all()
        cls.dossier._refresh_clock()
        cls.env.cr.flush()


@tagged("post_install", "-at_install")
class TestClockTours(ClockTourCase):
    def test_team(self):
        self.start_tour(
            "/odoo/key-accounts-team", "key_account_team_tour", login="kad_boss"
        )

    def test_task(self):
        self.start_tour(
            f"/odoo/key-accounts/{self.dossier.id}",
            "key_account_task_tour",
            login="kad_owner",
        )
        self.assertEqual(self.dossier.contact_ids.note, "Wants the new price list")


@tagged("post_install", "-at_install")
class TestClockToursPhone(ClockTourCase):
    browser_size = "375x667"
    touch_enabled = True

    def test_today(self):
        action = self.env.ref("key_account_dossier.key_account_dossier_action_start")
        self.start_tour(
            f"/odoo/action-{action.id}", "key_account_today_tour", login="kad_owner"
        )
        contact = self.dossier.contact_ids
        self.assertEqual((contact.outcome, contact.channel), ("positive", "call"))
