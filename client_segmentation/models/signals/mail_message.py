from odoo import fields, models


class MailMessage(models.Model):
    _inherit = "mail.message"

    segment_is_automatic = fields.Boolean(
        string="Automatic Reply",
        readonly=True,
        help="A reply that was not written by a person, such as an out-of-office "
        "message.",
    )

    # Serves the latest message of each client, without the table itself, whose rows
    # are wide. Its columns hardly ever change, and new rows come at its end.
    _segment_incoming_index = models.Index(
        "(date, author_id, record_company_id, model)"
        " WHERE message_type IN ('email', 'comment')"
        " AND segment_is_automatic IS NOT TRUE"
    )
