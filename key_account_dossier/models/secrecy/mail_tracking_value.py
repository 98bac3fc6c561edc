from odoo import models


class MailTrackingValue(models.Model):
    _name = "mail.tracking.value"
    _inherit = ["key.account.linked.mixin", "mail.tracking.value"]
    _link_path = "mail_message_id"
