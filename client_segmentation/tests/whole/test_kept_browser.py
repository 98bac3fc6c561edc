from odoo.tests import tagged

from .browser import BrowserCase
from .kept_browser import KeptBrowser

LEAVE = """
    localStorage.left = sessionStorage.left = "leftover";
    document.cookie = "left=leftover";
"""
LOOK = """
    const found = [localStorage.left, sessionStorage.left, document.cookie];
    if (String(found).includes("leftover")) {
        throw new Error(`The test before has left ${found}`);
    }
    console.log("test successful");
"""


@tagged("post_install", "-at_install")
class TestKeptBrowser(BrowserCase):
    def test_next_test_finds_nothing_of_the_one_before(self):
        with self.assertRaisesRegex(AssertionError, "has left leftover,leftover"):
            self.browser_js("/web/login", LEAVE + LOOK)
        chrome = KeptBrowser.kept.chrome
        self.browser_js("/web/login", LOOK)
        self.assertEqual(KeptBrowser.kept.chrome, chrome)
        self.assertIsNone(chrome.poll())

    def test_a_dead_browser_is_started_anew(self):
        self.browser_js("/web/login", LOOK)
        dead = KeptBrowser.kept.chrome
        dead.kill()
        dead.wait()
        self.browser_js("/web/login", LOOK)
        self.assertNotEqual(KeptBrowser.kept.chrome.pid, dead.pid)
