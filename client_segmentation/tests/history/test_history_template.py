import base64

from odoo.tests import new_test_user, tagged

from ..whole.browser import BrowserCase


@tagged("post_install", "-at_install")
class TestHistoryTemplate(BrowserCase):
    def test_template_can_be_imported_as_it_is(self):
        """One client and one sale, of 31 March 2025, in the user's language."""
        user = new_test_user(
            self.env,
            login="history-template",
            groups="sales_team.group_sale_manager,base.group_partner_manager",
        )
        self.authenticate(user.login, user.login)
        response = self.url_open("/client_segmentation/history_template.xlsx")
        record = (
            self.env["client.history.import"]
            .with_user(user)
            .create({"file": base64.b64encode(response.content)})
        )
        record.action_check()
        self.assertFalse(record.problem_ids)
        self.assertEqual((record.line_count, len(record.client_ids)), (1, 1))
        self.assertEqual(str(record.first_day), "2025-03-31")
        self.assertEqual(record.client_ids.ref, "C-0001")
