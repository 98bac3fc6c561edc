import logging
from unittest import SkipTest
from unittest.mock import patch

from odoo.tests import HttpCase, common

from .kept_browser import KeptBrowser

_logger = logging.getLogger(__name__)

LONGEST_START = 60  # seconds


class BrowserCase(HttpCase):
    """Give the browser time to start, and a second try: on a busy machine it may take
    longer than the ten seconds that Odoo waits for it, or hang.

    All tests that start a browser derive from it: by its tag the runners share them.
    """

    browser_class = KeptBrowser

    def __init_subclass__(cls):  # pylint: disable=missing-return
        super().__init_subclass__()
        # A decorator on this class would not reach those with another case before it.
        cls.test_tags = cls.test_tags | {"browser"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(KeptBrowser.end)

    def browser_js(self, *args, **kwargs):
        iterations = LONGEST_START / common.CHECK_BROWSER_SLEEP
        with (
            patch.object(common, "CHECK_BROWSER_ITERATIONS", int(iterations)),
            patch.object(common, "ChromeBrowser", self.browser_class),
        ):
            try:
                return super().browser_js(*args, **kwargs)
            except SkipTest as reason:
                _logger.info("The browser is started once more: %s", reason)
                return super().browser_js(*args, **kwargs)
