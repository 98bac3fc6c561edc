from odoo.tests import tagged

from .click_everywhere import ClickEverywhereCase


@tagged("post_install", "-at_install", "click_everywhere")
class TestClickEverywhere(ClickEverywhereCase):
    module = "client_segmentation"

    def test_filters(self):
        self.robot("head of sales")

    def test_everybody(self):
        self.open_everything(
            *("salesperson", "head of sales", "key account manager"),
            *("marketing", "administrator"),
        )


@tagged("post_install", "-at_install", "click_everywhere")
class TestOpenOnPhone(ClickEverywhereCase):
    module = "client_segmentation"
    browser_size = "375x667"
    touch_enabled = True

    def test_head_of_sales(self):
        self.open_everything("head of sales")
