from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.tests.secrecy.common_context import ContextKeysCase


@tagged("post_install", "-at_install")
class TestContextKeys(ContextKeysCase, BaseCase):
    ADDON = "loyalty_program"
    HARMLESS = {
        "cron_id": "holds back more, and only what OdooBot does",
    }
