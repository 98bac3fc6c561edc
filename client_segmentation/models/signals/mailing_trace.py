from odoo import fields, models


class MailingTrace(models.Model):
    _inherit = "mailing.trace"

    segment_is_automatic_reply = fields.Boolean(
        string="Automatic Reply",
        readonly=True,
        help="The reply is an out-of-office message or similar, not written by a "
        "person.",
    )

    # Of many millions sent few are replied to or clicked in.
    _segment_reply_index = models.Index(
        "(reply_datetime) WHERE reply_datetime IS NOT NULL"
    )
    _segment_click_index = models.Index(
        "(links_click_datetime) WHERE links_click_datetime IS NOT NULL"
    )
