from odoo import api, models


class MailNotification(models.Model):
    _name = "mail.notification"
    _inherit = ["key.account.linked.mixin", "mail.notification"]
    _link_path = "mail_message_id"

    @api.model_create_multi
    def create(self, vals_list):
        notifications = super().create(vals_list)
        notifications._check_dossier_recipient()
        return notifications

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"mail_message_id", "res_partner_id"}:
            self._check_dossier_recipient()
        return result

    def _check_dossier_recipient(self):
        self._check_insiders(lambda line: line.res_partner_id, reading=True)
