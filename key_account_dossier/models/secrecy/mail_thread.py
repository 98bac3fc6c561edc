from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        if partner_ids and hasattr(self, "_get_insiders"):
            self.check_access("read")
            self._refuse_partners(self.env["res.partner"].browse(partner_ids))
        if self._name == "calendar.event":
            # Core lets everybody follow who knows the number.
            self.check_access("read")
        return super().message_subscribe(partner_ids, subtype_ids)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        document = self._get_confidential_document(message, msg_vals)
        if document is None:
            return recipients
        # Following or being mentioned earlier does not give access.
        partner_ids = set(document._get_readers().ids)
        return [data for data in recipients if data["id"] in partner_ids]

    def _notify_by_web_push_prepare_payload(self, message, msg_vals=False, **kwargs):
        payload = super()._notify_by_web_push_prepare_payload(
            message, msg_vals, **kwargs
        )
        if self._get_confidential_document(message, msg_vals) is not None:
            # Shown on locked screens, and kept in a table administrators read.
            title, body = self._get_neutral_push()
            payload["title"] = title
            payload["options"]["body"] = body
        return payload

    def _get_neutral_push(self):
        if self._name == "calendar.event":
            return self.env._("Calendar"), self.env._("New message on a meeting")
        return self.env._("Key Accounts"), self.env._("New message in a dossier")

    def _get_confidential_document(self, message, msg_vals):
        """Return what is closed and a message is on, as superuser: a dossier, a part of
        one, or a meeting for those invited only."""
        # Whoever sends: all that counts is who will receive it.
        given, message = msg_vals or {}, message.sudo()
        name = given["model"] if "model" in given else message.model
        confidential = self.env["key.account.confidential.mixin"]
        is_meeting = name == "calendar.event"
        if not is_meeting and name not in confidential._get_confidential_models():
            return None
        res_id = given["res_id"] if "res_id" in given else message.res_id
        document = self.env[name].sudo().browse(res_id)
        return document if not is_meeting or document._get_closed_ids() else None
