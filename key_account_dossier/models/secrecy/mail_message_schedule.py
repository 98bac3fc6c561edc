from odoo import models


class MailMessageSchedule(models.Model):
    _name = "mail.message.schedule"
    _inherit = ["key.account.linked.mixin", "mail.message.schedule"]
    _link_path = "mail_message_id"
