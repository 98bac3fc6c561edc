from odoo.tests import BaseCase, tagged

from .common_context import ContextKeysCase


@tagged("post_install", "-at_install")
class TestContextKeys(ContextKeysCase, BaseCase):
    ADDON = "client_segmentation"
    HARMLESS = {
        "tz": "how moments are shown",
        "active_model": "whom a wizard proposes; starting checks the user's rights",
        "active_ids": "as above",
        "segment_playbook_id": "as above",
        "segment_client_id": "an argument of the buttons, searched with user's rights",
        "segment_fit_ids": "the order of what is offered; only clients one may read",
        "start_state": "a filter of the list that opens",
        "default_team_id": "a default as Odoo's own, of a field the user may set",
        "client_price_list": "signed, see below",
        "active_test": "with archived contacts, Odoo counts by itself",
    }
