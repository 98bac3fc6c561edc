from odoo.tests import TransactionCase, tagged

from odoo.addons.client_segmentation.tests.whole.overrides import find_replaced

# Each with the reason why what Odoo does there is not wanted.
REPLACED = {
    "KeyAccountConfidentialMixin._can_return_content": "never without a login",
    "KeyAccountConfidentialMixin._compute_display_name": "closed to strangers",
    "KeyAccountDossier._mail_get_partner_fields": "the client is not written to",
    "KeyAccountDossier._message_sms": "refused: kept where administrators read",
}


@tagged("post_install", "-at_install")
class TestOverrides(TransactionCase):
    def test_each_calls_super_or_says_why_not(self):
        self.assertEqual(find_replaced(self.env, "key_account_dossier"), set(REPLACED))
