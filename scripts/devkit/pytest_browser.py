"""A plugin of pytest for Odoo's tests: ``--without-browser``."""

from unittest.mock import patch

import pytest

TAG = "browser"
UNTAGGED = (
    "This test starts a browser, but lacks the tag 'browser' by which Odoo's runner"
    " finds it: derive it from BrowserCase."
)


def pytest_addoption(parser):
    parser.addoption(
        "--without-browser",
        action="store_true",
        help=f"leave out the tests that Odoo's runner runs, by their tag: {TAG}",
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--without-browser"):
        return
    left_out = [item for item in items if needs_browser(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not needs_browser(item)]


def needs_browser(item):
    test_class = getattr(item, "cls", None)
    return TAG in getattr(test_class, "test_tags", ())


@pytest.fixture(scope="session", autouse=True)
def no_browser(request):
    """A test that would be in neither run, or in both, is found here."""
    if not request.config.getoption("--without-browser"):
        yield
        return
    refusal = AssertionError(UNTAGGED)
    with patch("odoo.tests.common.ChromeBrowser", side_effect=refusal):
        yield
