from typing import NamedTuple

from odoo import api, models

CLIENTS_MENU = "client_segmentation.client_segment_partner_menu"
USER_GROUP = "client_segmentation.group_segment_user"


class Tab(NamedTuple):
    """One of the tabs that a menu is opened with: each is an action of its own, with
    its address, filters and favorites. Tabs with the same ``label`` are parts of one.

    An action shows the tabs if its context names their menu as ``segment_tabs``.
    """

    menu: str
    label: str
    action: str
    part: str = ""
    group: str = USER_GROUP
    sequence: int = 10


class ClientSegment(models.Model):
    """What is reached from one entry of the menu."""

    _inherit = "client.segment"

    @api.model
    def _get_tabs(self):
        """Return all tabs of all menus; rooms and add-ons add theirs."""
        return [
            Tab(
                CLIENTS_MENU,
                self.env._("Clients"),
                "client_segmentation.client_segment_partner_action",
            )
        ]

    @api.model
    def _get_own_tabs(self, menu):
        """Return the tabs of a menu that the user may open, in their order."""
        hidden = self.env["client.segment.policy"]._get_names_hidden_everywhere()
        tabs = [
            tab
            for tab in self._get_tabs()
            if tab.menu == menu
            and tab.action not in hidden
            and self.env.user.has_group(tab.group)
        ]
        return sorted(tabs, key=lambda tab: tab.sequence)

    @api.model
    @api.readonly
    def get_tabs(self, menu):
        """Return the tabs of a menu that the user may open.

        :param menu: its external id
        :return: ``[{"label": …, "actions": [{"id": …, "label": …}, …]}, …]``; nothing
            for menus that have none
        """
        actions = {}
        for tab in self._get_own_tabs(menu):
            action = {"id": self.env.ref(tab.action).id, "label": tab.part}
            actions.setdefault(tab.label, []).append(action)
        return [{"label": key, "actions": value} for key, value in actions.items()]
