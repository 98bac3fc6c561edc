from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.tests.secrecy.common_context import ContextKeysCase


@tagged("post_install", "-at_install")
class TestContextKeys(ContextKeysCase, BaseCase):
    ADDON = "loyalty_program"
    HARMLESS = {
        "default_active": "a default as Odoo's own; the gate looks at the outcome",
        "default_order_id": "as above: the order that a line is created for",
        "cron_id": "holds back more, and only what OdooBot does",
    }
