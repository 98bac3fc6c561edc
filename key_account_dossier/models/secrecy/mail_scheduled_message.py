from odoo import api, models


class MailScheduledMessage(models.Model):
    _name = "mail.scheduled.message"
    _inherit = ["key.account.linked.mixin", "mail.scheduled.message"]

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._check_insiders(lambda message: message.partner_ids)
        return messages

    def write(self, vals):
        result = super().write(vals)
        if "partner_ids" in vals:
            self._check_insiders(lambda message: message.partner_ids)
        return result
