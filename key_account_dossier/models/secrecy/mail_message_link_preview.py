from odoo import models


class MailMessageLinkPreview(models.Model):
    _name = "mail.message.link.preview"
    _inherit = ["key.account.linked.mixin", "mail.message.link.preview"]
    _link_path = "message_id"
