from odoo.tests import tagged

from odoo.addons.web.tests.test_js import HOOTCommon, unit_test_error_checker

from .browser import BrowserCase

SUITE = "@client_segmentation"

# Only the helper for the suite's number is wanted here, not the tests of web.
get_suite_id = HOOTCommon._generate_hash
del HOOTCommon


@tagged("post_install", "-at_install")
class TestJavaScript(BrowserCase):
    def test_hoot_suite(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={get_suite_id(self, SUITE)}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
