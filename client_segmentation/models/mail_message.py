from odoo import api, fields, models


class MailMessage(models.Model):
    _inherit = "mail.message"

    segment_is_automatic = fields.Boolean(
        string="Automatic Reply",
        readonly=True,
        help="An answer that no person has written, such as an out-of-office note.",
    )

    # Serves the latest message of each client, without the table itself, whose rows
    # are wide, and what was written since the last run. Its columns hardly ever
    # change, and new rows come at its end.
    _segment_incoming_index = models.Index(
        "(write_date, author_id, date, record_company_id, model)"
        " WHERE message_type IN ('email', 'comment')"
        " AND segment_is_automatic IS NOT TRUE"
    )

    @api.ondelete(at_uninstall=False)
    def _touch_clients_of_deleted(self):
        incoming = self.filtered(lambda m: m.message_type in ("email", "comment"))
        # Whoever deletes a document with its messages need not know its authors.
        authors = incoming.sudo().author_id.filtered("partner_share")
        self.env["client.segment.touch"]._touch(authors)
