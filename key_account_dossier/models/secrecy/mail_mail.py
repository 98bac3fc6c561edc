from odoo import api, models


class MailMail(models.Model):
    _name = "mail.mail"
    _inherit = ["key.account.linked.mixin", "mail.mail"]
    _link_path = "mail_message_id"

    @api.model_create_multi
    def create(self, vals_list):
        mails = super().create(vals_list)
        mails._check_dossier_mail()
        return mails

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"model", "res_id", "recipient_ids", "email_to", "email_cc"}:
            self._check_dossier_mail()
        return result

    def _check_dossier_mail(self):
        self._check_insiders(lambda mail: mail.recipient_ids, reading=True)
        for mail_id, _name, _document_id in self._get_links():
            # As superuser: mails are made and sent in its name.
            mail = self.sudo().browse(mail_id)
            if mail.email_to or mail.email_cc:
                mail.mail_message_id._refuse_outside_address()
