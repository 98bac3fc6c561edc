from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.whole.click_everywhere import (
    ClickEverywhereCase,
)


@tagged("post_install", "-at_install", "click_everywhere")
class TestClickEverywhere(ClickEverywhereCase):
    module = "key_account_dossier"

    def test_filters(self):
        self.robot("head of sales")

    def test_everybody(self):
        self.open_everything("head of sales", "key account manager", "administrator")


@tagged("post_install", "-at_install", "click_everywhere")
class TestOpenOnPhone(ClickEverywhereCase):
    module = "key_account_dossier"
    browser_size = "375x667"
    touch_enabled = True

    def test_key_account_manager(self):
        self.open_everything("key account manager")
