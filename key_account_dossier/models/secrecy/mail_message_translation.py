from odoo import models


class MailMessageTranslation(models.Model):
    _name = "mail.message.translation"
    _inherit = ["key.account.linked.mixin", "mail.message.translation"]
    _link_path = "message_id"
