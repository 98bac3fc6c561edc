"""Which screens are looked at by axe, and what on them is not ours.

What the web client of Odoo draws itself is not looked at: menu bar, control panel,
search, chatter, status bar. Within forms and lists, whose fields Odoo draws as well,
what ``NOT_OURS`` names is left out.
"""

import json
import os
from pathlib import Path

from .browser import BrowserCase

READY = "odoo.isReady === true && Boolean(odoo.checkEach)"
# Where scripts/test puts it; the variable names another place.
AXE_FILE = Path(__file__).parents[3] / ".local/axe/node_modules/axe-core/axe.min.js"
NOT_OURS = [
    # Columns that are sorted and resized by the mouse, boxes to select rows, rows that
    # Odoo greys: their contrast is 4.3
    ".o_list_renderer thead",
    ".o_list_record_selector",
    ".o_data_row.text-muted",
    # Odoo's own widgets of fields: pictures of users without a text, checkboxes that
    # share one id, badges in white on green
    ".o_field_many2one",
    ".o_m2o_avatar",
    "[class*='o_field_many2many_tags']",
    # Odoo's boxes to choose from: their attributes, and whatever stands in them
    ".o_select_menu",
    ".o_field_boolean",
    ".o-checkbox",
    ".o_field_badge",
    ".o_field_x2many_list_row_add",
    # It stands within the form where the window is not wide.
    ".o-mail-Chatter",
    # The tabs of a form lack the role of a list of tabs.
    ".o_notebook_headers",
]


def get_axe():
    path = Path(os.environ.get("AXE_CORE") or AXE_FILE)
    return path.read_text(encoding="utf-8") if path.exists() else None


class AccessibleCase(BrowserCase):
    """Screens without serious or critical findings, in one browser session."""

    def check_screens(self, login, screens):
        axe = get_axe()
        if not axe:
            self.skipTest("axe-core is not installed; scripts/test does it")
        self.browser_js(
            "/odoo",
            f"{axe};odoo.checkEach({json.dumps(screens)})",
            READY,
            login=login,
            timeout=480,
            success_signal="all screens were looked at",
        )

    def prepare_screen(self, name, action, include, press=(), exclude=(), rules=()):
        """Return a screen to look at.

        :param action: what is opened: an XML id, or a record
        :param include: selector of what is ours on the screen
        :param press: selectors of what is pressed before, one after the other
        :param exclude: selectors of what is not ours there
        :param rules: names of rules that do not hold there
        """
        return {
            "name": name,
            "action": self._prepare_action(action),
            "include": include,
            "press": list(press),
            "exclude": [*NOT_OURS, *exclude],
            "rules": list(rules),
        }

    def _prepare_action(self, action):
        if isinstance(action, str):
            return self.env.ref(action).id
        return {
            "type": "ir.actions.act_window",
            "res_model": action._name,
            "res_id": action.id,
            "views": [(False, "form")],
        }
