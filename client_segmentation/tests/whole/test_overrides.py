from unittest.mock import patch

from odoo.models import BaseModel
from odoo.tests import TransactionCase, tagged

from odoo.addons.mail.models.mail_thread import MailThread

from .overrides import find_replaced

# Each with the reason why what Odoo does there is not wanted.
REPLACED = {
    # These models are ours and have no field to take the name from.
    "ClientSegmentForecast._compute_display_name": "the month of the forecast",
    "ClientSegmentPin._compute_display_name": "axis and class make the name",
    "ClientSegmentPlaybookDraw._compute_display_name": "the playbook, or My Day",
    "ClientSegmentPlaybookStart._compute_display_name": "playbook and client",
    "ClientSegmentRun._compute_display_name": "the day of the run",
    # Odoo has no templates for a model by itself.
    "ClientSegmentPin.get_import_templates": "the model is ours",
}


@tagged("post_install", "-at_install")
class TestOverrides(TransactionCase):
    def test_each_calls_super_or_says_why_not(self):
        self.assertEqual(find_replaced(self.env, "client_segmentation"), set(REPLACED))

    def test_names_of_plans_of_others_stay(self):
        """Another add-on may name plans its own way."""
        plan = self.env["mail.activity.plan"].create(
            {"name": "Win back", "res_model": "res.partner"}
        )

        def name(plans):
            for one in plans:
                one.display_name = f"#{one.id} {one.name}"

        with patch.object(BaseModel, "_compute_display_name", name):
            self.assertEqual(plan.display_name, f"#{plan.id} Win back")

    def test_attachments_of_others_stay(self):
        """Another add-on may attach something to mails to contacts, too."""
        contact = self.env["res.partner"].create({"name": "Ann"})
        found = {contact.id: {"attachments": [("terms.pdf", b"")]}}
        with patch.object(
            MailThread,
            "_process_attachments_for_template_post",
            lambda records, template: found,
        ):
            template = self.env["mail.template"]
            plain = contact._process_attachments_for_template_post(template)
            self.assertEqual(plain, found)
