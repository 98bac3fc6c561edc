"""Tests in a browser are for Odoo's runner; pytest leaves them out by their tag."""

from types import SimpleNamespace

from devkit import pytest_browser


class Tour:
    test_tags = {"standard", "post_install", "browser"}


class Ordinary:
    test_tags = {"standard", "post_install"}


ITEMS = [SimpleNamespace(cls=Tour), SimpleNamespace(cls=Ordinary), SimpleNamespace()]


def chosen(without_browser):
    deselected = []
    config = SimpleNamespace(
        getoption=lambda _name: without_browser,
        hook=SimpleNamespace(pytest_deselected=lambda items: deselected.extend(items)),
    )
    items = list(ITEMS)
    pytest_browser.pytest_collection_modifyitems(config, items)
    return items, deselected


def test_left_out():
    assert chosen(without_browser=True) == (ITEMS[1:], ITEMS[:1])


def test_kept():
    assert chosen(without_browser=False) == (ITEMS, [])
