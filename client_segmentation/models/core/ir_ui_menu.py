from odoo import models, tools


class IrUiMenu(models.Model):
    """Who comes to a tab by a bookmark sees the menus around it, though no entry leads
    there: the web client looks for the app of an action among all it knows."""

    _inherit = "ir.ui.menu"

    def load_web_menus(self, debug):
        menus = super().load_web_menus(debug)
        by_name = {menu["xmlid"]: menu for menu in menus.values()}
        for name, action_id, model, path in self._get_tab_actions():
            if menu := by_name.get(name):
                # In no list of children, so it is shown nowhere.
                key = f"{menu['id']}-{action_id}"
                menus[key] = {
                    **menu,
                    "id": key,
                    "children": [],
                    "xmlid": "",
                    "actionID": action_id,
                    "actionModel": model,
                    "actionPath": path,
                }
        return menus

    @tools.ormcache("self.env.uid", "frozenset(self.env.user._get_group_ids())")
    def _get_tab_actions(self):
        """Return ``(menu, action, its model, its path)`` of the user's tabs, without a
        query: the menus are loaded with each page."""
        Segment = self.env["client.segment"]
        tabs = []
        for name in sorted({tab.menu for tab in Segment._get_tabs()}):
            for tab in Segment._get_own_tabs(name):
                # Where an action is found is no secret: entries of menus tell it, too.
                action = self.env.ref(tab.action).sudo()
                tabs.append((name, action.id, action._name, action.path))
        return tuple(tabs)
