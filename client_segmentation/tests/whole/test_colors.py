import colorsys
import re
from pathlib import Path

from lxml import etree

from odoo.tests import tagged

from ...models.core.segment_axes import CLASSES
from ..common import SegmentationCommon

FOLDER = Path(__file__).parents[2] / "static/src/core/segment_classes"
LINE = re.compile(r'"(\w+)": #([0-9a-f]{6})')
# The table of the manual of developers; metals and what is there once are left out.
TABLE = {
    "green": "active hot a x champions loyal result is_key",
    "blue": "prospect new cold potential_loyalist value scheduled",
    "amber": "slowing warm b y need_attention discount",
    "orange": "sleeping z about_to_sleep is_mono",
    "red": "at_risk cant_lose freebie is_stalling is_loss_making",
    "grey": "c n lost researching",
}
# Where the hues begin, in degrees
HUES = {"red": 340, "orange": 15, "amber": 32, "green": 100, "blue": 190}
MODELS = ("res.partner", "sale.order", "crm.lead")


def get_color(code):
    """Return the name of a color, by its hue, or grey for hardly any."""
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, _value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.2:
        return "grey"
    # Further on than any beginning is red again.
    degrees = (360 * hue + 20) % 360
    starts = {name: (start + 20) % 360 for name, start in HUES.items()}
    return max((start, name) for name, start in starts.items() if start <= degrees)[1]


@tagged("post_install", "-at_install")
class TestColors(SegmentationCommon):
    """One color for one thing, and one look of it in lists, cards and forms."""

    def test_table(self):
        colors = dict(LINE.findall((FOLDER / "class_colors.scss").read_text()))
        found = {
            name: get_color(colors[name])
            for names in TABLE.values()
            for name in names.split()
        }
        expected = {
            name: color for color, names in TABLE.items() for name in names.split()
        }
        self.assertEqual(found, expected)

    def test_one_look(self):
        """A class that shows as a field is a badge with its color, in every view."""
        names = {axis.partner_field for axis in CLASSES}
        plain, seen = [], 0
        views = self.env["ir.ui.view"].search(
            [
                ("model", "in", MODELS),
                ("type", "in", ("list", "kanban", "form")),
                ("mode", "=", "primary"),
            ]
        )
        for view in views:
            Model = self.env[view.model].with_user(self.manager)
            arch = etree.fromstring(Model.get_view(view.id, view.type)["arch"])
            for node in arch.iter("field"):
                if node.get("name") not in names or self._is_hidden(node):
                    continue
                seen += 1
                if Model._fields[node.get("name")].type == "selection" and (
                    node.get("widget") != "segment_class"
                ):
                    plain.append((view.xml_id, node.get("name"), node.get("widget")))
        self.assertGreater(seen, 20)
        self.assertFalse(plain)

    def _is_hidden(self, node):
        hidden = (node.get("invisible"), node.get("column_invisible"))
        # In a card without a template around it a field is only read.
        is_read = node.getparent().tag == "kanban"
        return is_read or any(value in ("1", "True") for value in hidden)
