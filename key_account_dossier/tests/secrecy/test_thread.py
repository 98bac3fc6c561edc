# What tests write is for nobody to read.
# pylint: disable=translation-required
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CLIENT, SECRET, DossierCommon

DOSSIER = "key.account.dossier"
LOGGERS = ("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")


class ThreadCase(DossierCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False})
        cls.dossier = cls.dossier.with_env(cls.env)
        cls.message = cls.dossier.with_user(cls.owner).message_post(
            body=SECRET,
            subject=SECRET,
            partner_ids=cls.boss.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
            attachments=[(f"{SECRET}.txt", SECRET.encode())],
        )
        cls.message = cls.message.with_user(cls.env.user)
        cls.attachment = cls.message.attachment_ids
        cls.activity = cls.dossier.with_user(cls.boss).activity_schedule(
            "mail.mail_activity_data_todo", summary=SECRET, user_id=cls.owner.id
        )
        cls.env.flush_all()


@tagged("post_install", "-at_install")
class TestThread(ThreadCase):
    def test_insiders_talk(self):
        [values] = self.message.with_user(self.boss).read(["body"])
        self.assertIn(SECRET, values["body"])
        self.assertEqual(self.message.notified_partner_ids, self.boss.partner_id)
        followers = self.dossier.with_user(self.boss).message_partner_ids
        self.assertLessEqual(followers, (self.owner | self.boss).partner_id)
        self.assertTrue(self.dossier.message_subscribe(self.boss.partner_id.ids))
        activity = self.activity.with_user(self.owner)
        self.assertEqual(activity.res_name, CLIENT)
        activity.action_feedback(feedback="done")

    def test_followers_are_refused(self):
        dossier = self.dossier.with_user(self.owner)
        with self.assertRaisesRegex(UserError, "Colleague"):
            dossier.message_subscribe(self.colleague.partner_id.ids)
        with self.assertRaises(UserError):
            self.env["mail.followers"].create(
                {
                    "res_model": DOSSIER,
                    "res_id": self.dossier.id,
                    "partner_id": self.grand.partner_id.id,
                }
            )
        wizard = (
            self.env["mail.followers.edit"]
            .with_user(self.owner)
            .create(
                {
                    "res_model": DOSSIER,
                    "res_ids": str(self.dossier.ids),
                    "partner_ids": [Command.set(self.colleague.partner_id.ids)],
                }
            )
        )
        with self.assertRaises(UserError):
            wizard.edit_followers()

    def test_recipients_are_refused(self):
        dossier = self.dossier.with_user(self.owner)
        outsiders = self.colleague.partner_id | self.client_partner
        for partner in outsiders:
            for post in (dossier.message_post, dossier.message_notify):
                with self.assertRaises(UserError):
                    post(body="Look here", partner_ids=partner.ids)
        with self.assertRaises(UserError):
            dossier.message_post(
                body="Look here",
                outgoing_email_to="somebody@example.com",
                subtype_xmlid="mail.mt_comment",
            )

    def test_composer_is_refused(self):
        for mode in ("comment", "mass_mail"):
            composer = self.env["mail.compose.message"].with_user(self.owner)
            composer = composer.with_context(
                default_composition_mode=mode,
                default_model=DOSSIER,
                default_res_ids=self.dossier.ids,
            ).create(
                {
                    "body": SECRET,
                    "subject": SECRET,
                    "partner_ids": [Command.set(self.colleague.partner_id.ids)],
                }
            )
            with self.assertRaises(UserError):
                composer._action_send_mail()

    def test_mail_is_refused(self):
        values = {"model": DOSSIER, "res_id": self.dossier.id, "body_html": SECRET}
        for recipient in (
            {"email_to": "somebody@example.com"},
            {"email_cc": "somebody@example.com"},
            {"recipient_ids": [Command.set(self.grand.partner_id.ids)]},
        ):
            with self.assertRaises(UserError):
                self.env["mail.mail"].create({**values, **recipient})

    def test_old_followers_get_nothing(self):
        """A supervisor who is no longer one still follows, without effect."""
        self.dossier.message_subscribe(self.boss.partner_id.ids)
        self.employees[0].parent_id = self.employees[2]
        self.assertEqual(self.dossier.supervisor_id, self.grand)
        message = self.dossier.with_user(self.owner).message_post(
            body=SECRET, subtype_xmlid="mail.mt_comment"
        )
        self.assertNotIn(
            self.boss.partner_id, message.sudo().notification_ids.res_partner_id
        )
        found = (
            self.env["mail.message"]
            .with_user(self.boss)
            .search([("model", "=", DOSSIER)])
        )
        self.assertFalse(found)

    def test_supervisor_without_role_gets_no_mail(self):
        salesperson = self.outsiders["salesperson_only"]
        self.employees[1].user_id = salesperson
        message = self.dossier.with_user(self.owner).message_post(
            body=SECRET, partner_ids=salesperson.partner_id.ids
        )
        self.assertFalse(message.sudo().notification_ids)

    def test_assignee_is_refused(self):
        dossier = self.dossier.with_user(self.owner)
        with self.assertRaises(UserError):
            dossier.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.colleague.id
            )
        with self.assertRaises(UserError):
            self.activity.with_user(self.owner).user_id = self.grand

    def test_files_stay_closed(self):
        self.attachment.sudo().write({"public": True, "access_token": "open"})
        self.assertFalse(self.attachment.public)
        self.assertFalse(self.attachment.access_token)
        self.attachment.with_user(self.owner).generate_access_token()
        self.assertFalse(self.attachment.access_token)
        self.assertFalse(self.attachment._get_raw_access_token())
        upload = (
            self.env["ir.attachment"]
            .with_user(self.owner)
            .create(
                {
                    "name": SECRET,
                    "raw": b"x",
                    "public": True,
                    "res_model": DOSSIER,
                    "res_id": 0,
                }
            )
        )
        self.assertTrue(upload.has_access("read"))
        self.assertEqual(upload.search([("id", "=", upload.id)]), upload)
        self.env.flush_all()
        admin = self.outsiders["settings_admin"]
        self.assertFalse(upload.with_user(admin).has_access("read"))
        self.assertFalse(upload.with_user(admin).search([("id", "=", upload.id)]))

    def test_names_are_private(self):
        """Labels reached by a number typed into another record."""
        for user in self.outsiders.values():
            for record in (self.message, self.attachment, self.activity):
                record.invalidate_recordset()
                label = record.with_user(user).sudo().display_name
                self.assertEqual(label, "Private", user.login)

    def test_no_templates(self):
        with self.assertRaises(ValidationError):
            self.env["mail.template"].create(
                {"name": "x", "model_id": self.env["ir.model"]._get_id(DOSSIER)}
            )

    def test_writing_for_outsiders(self):
        for name in ("grand", "settings_admin"):
            dossier = self.dossier.with_user(self.outsiders[name])
            with self.assertRaises(AccessError), mute_logger(*LOGGERS):
                dossier.message_post(body="hello")
            with self.assertRaises(AccessError), mute_logger(*LOGGERS):
                dossier.activity_schedule("mail.mail_activity_data_todo")

    def test_message_of_another_document_takes_no_file(self):
        contact = self.colleague.partner_id.with_user(self.colleague)
        with self.assertRaises(AccessError), mute_logger(*LOGGERS):
            contact.message_post(body="x", attachment_ids=self.attachment.ids)
