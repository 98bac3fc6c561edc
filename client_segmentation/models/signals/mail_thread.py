from odoo import api, models
from odoo.tools.mail import mail_header_msgid_re

from ...arithmetic.signals.automatic_mail import is_automatic


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Mark what no person has written: it is no sign that somebody knows us. Odoo
        posts it and counts it as a reply all the same."""
        automatic = is_automatic(message)
        traces = self._get_traces_without_reply(message_dict) if routes else None
        result = super()._message_route_process(message, message_dict, routes)
        if automatic:
            # Whoever the mail is from may not write to messages.
            self.env["mail.message"].sudo().search(
                [("message_id", "=", message_dict["message_id"])]
            ).segment_is_automatic = True
        if traces:
            traces.segment_is_automatic_reply = automatic
        return result

    @api.model
    def _get_traces_without_reply(self, message_dict):
        """Return the mailings that this mail answers, and no person has before."""
        references = message_dict.get("references") or message_dict.get("in_reply_to")
        ids = mail_header_msgid_re.findall(references or "")
        if not ids:
            return self.env["mailing.trace"]
        # As above: the mail comes from outside.
        traces = self.env["mailing.trace"].sudo().search([("message_id", "in", ids)])
        return traces.filtered(
            lambda trace: not trace.reply_datetime or trace.segment_is_automatic_reply
        )
