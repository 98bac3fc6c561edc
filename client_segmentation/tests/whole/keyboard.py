"""Screens used with the keyboard alone: Chrome gets the keys as from a keyboard."""

import json

from .browser import BrowserCase
from .kept_browser import KeptBrowser

READY = "odoo.isReady === true && Boolean(odoo.walkEach)"
# Code and text of each key, as the developer tools protocol names them
KEYS = {
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "Space": (32, " "),
    "ArrowRight": (39, ""),
    "ArrowDown": (40, ""),
}


class KeyboardBrowser(KeptBrowser):
    """Presses the keys that the page asks for in its console."""

    def _handle_console(self, type, args=None, **kwargs):  # pylint: disable=redefined-builtin
        message = str(args[0].get("value", "")) if args else ""
        if message.startswith("press "):
            self._press(message.removeprefix("press "))
            return
        super()._handle_console(type, args=args, **kwargs)

    def _press(self, name):
        code, text = KEYS[name]
        key = {
            "key": " " if name == "Space" else name,
            "code": name,
            "windowsVirtualKeyCode": code,
            "text": text,
        }
        for kind in ("keyDown", "keyUp"):
            params = {"type": kind, **key}
            self._websocket_send("Input.dispatchKeyEvent", params=params)


class KeyboardCase(BrowserCase):
    browser_class = KeyboardBrowser

    def walk(self, login, walks):
        """Walk through screens; each is a ``name``, an ``action`` as an id or a dict,
        and ``steps``: pairs of ``reach`` and a selector, ``press`` and a key, ``find``
        and a selector."""
        self.browser_js(
            "/odoo",
            f"odoo.walkEach({json.dumps(walks)})",
            READY,
            login=login,
            timeout=300,
            success_signal="the keys were enough",
        )
