from odoo import api, models
from odoo.exceptions import UserError


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["key.account.linked.mixin", "mail.message"]

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._check_dossier_recipients()
        return messages

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"model", "res_id", "partner_ids", "outgoing_email_to"}:
            self._check_dossier_recipients()
        return result

    @api.model
    def _get_open_sql(self, *args):
        condition = super()._get_open_sql(*args)
        # Core runs the query of messages without writing first what decides here.
        self.env.flush_query(condition)
        return condition

    @api.model
    def _find_allowed_doc_ids(self, model_ids):
        # Asked of what a search has found: nothing on dossiers but under the condition
        # that they are open to the user. So none of them is read to decide it again.
        on_dossiers = model_ids.pop("key.account.dossier", {})
        return super()._find_allowed_doc_ids(model_ids).union(*on_dossiers.values())

    def fetch(self, field_names=None):
        # Core fetches messages as superuser, relying on checks made before.
        if field_names and not self.env.su:
            field_names = [*field_names, "model"]
        result = super().fetch(field_names)
        self._refuse_hidden()
        return result

    def _refuse_hidden(self):
        hidden = self._get_hidden()
        if hidden:
            raise self.env["ir.rule"]._make_dossier_error(hidden)

    def _message_notifications_to_store(self, store):
        # Failed deliveries are shown to the author, who may have lost access.
        open_messages = self - self.sudo(False)._get_hidden()
        return super(MailMessage, open_messages)._message_notifications_to_store(store)

    def _get_forbidden_access(self, operation):
        # Also asked directly, for guests.
        forbidden = super()._get_forbidden_access(operation)
        allowed = self - forbidden
        # As superuser, right after the check: whoever asks reads them next, and so
        # they come with one query, which also tells what they are on.
        allowed.sudo().mapped("model")
        hidden = allowed._get_hidden()
        if hidden:
            hidden.invalidate_recordset()
        return forbidden | hidden

    def _check_dossier_recipients(self):
        self._check_insiders(lambda message: message.partner_ids)
        for message_id, _name, _document_id in self._get_links():
            # As superuser: what was written may not be readable any more.
            if self.sudo().browse(message_id).outgoing_email_to:
                self._refuse_outside_address()

    @api.model
    def _refuse_outside_address(self):
        raise UserError(
            self.env._(
                "Messages in a dossier are not sent to external addresses. Write to "
                "the client from the contact or the order instead."
            )
        )
