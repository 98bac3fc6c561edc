from odoo import models


class MailMessageReaction(models.Model):
    _name = "mail.message.reaction"
    _inherit = ["key.account.linked.mixin", "mail.message.reaction"]
    _link_path = "message_id"
