from odoo.tests import tagged

from odoo.addons.client_segmentation.tests.whole.click_everywhere import (
    ClickEverywhereCase,
)


@tagged("post_install", "-at_install", "click_everywhere")
class TestClickEverywhere(ClickEverywhereCase):
    module = "loyalty_program"

    def test_filters(self):
        self.robot("head of sales")

    def test_everybody(self):
        self.open_everything("salesperson", "head of sales", "administrator")


@tagged("post_install", "-at_install", "click_everywhere")
class TestOpenOnPhone(ClickEverywhereCase):
    module = "loyalty_program"
    browser_size = "375x667"
    touch_enabled = True

    def test_salesperson(self):
        self.open_everything("salesperson")
