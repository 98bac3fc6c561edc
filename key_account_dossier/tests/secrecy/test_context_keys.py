from odoo.tests import BaseCase, tagged

from odoo.addons.client_segmentation.tests.secrecy.common_context import ContextKeysCase


@tagged("post_install", "-at_install")
class TestContextKeys(ContextKeysCase, BaseCase):
    ADDON = "key_account_dossier"
    HARMLESS = {"key_account_hide_asked": "hides answers, from the superuser, too"}
