"""How many badges a line of a list or a card shows, told from its view."""

from ast import literal_eval

from lxml import etree

MOST = 4
BADGES = {"badge", "segment_class", "label_selection", "purchase_timing"}


def is_shown(node):
    """Not one of the columns that are hidden by default."""
    return node.get("optional") != "hide" and node.get("column_invisible") not in (
        "1",
        "True",
    )


def count_badges(arch):
    """Return how many badges there are at most, those of Odoo's own included."""
    count = 0
    for node in etree.fromstring(arch).iter("field", "span", "div", "button"):
        if node.tag != "field":
            count += "badge" in node.get("class", "").split()
        elif node.get("widget") == "segment_tags":
            count += literal_eval(node.get("options", "{}")).get("limit", 99)
        elif node.get("widget") in BADGES and is_shown(node):
            count += 1
    return count
