from odoo import api, fields, models

from ..dossier.planned_contact import PlannedContact


class MailScheduledMessage(models.Model):
    """A message to a client that is to go out later is a planned contact."""

    _inherit = "mail.scheduled.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._refuse_in_pause()
        return messages

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"scheduled_date", "partner_ids", "is_note"}:
            self._refuse_in_pause()
        return result

    def _refuse_in_pause(self):
        dossiers = self.env["key.account.dossier"]
        if not dossiers._knows_of_pauses():
            return
        # As superuser: recipients may be contacts the user cannot read.
        dossiers._refuse_in_pause(
            [
                PlannedContact(
                    message.partner_ids,
                    fields.Datetime.context_timestamp(
                        self, message.scheduled_date
                    ).date(),
                    message.author_id.user_ids,
                )
                for message in self.sudo()
                if not message.is_note
            ]
        )
