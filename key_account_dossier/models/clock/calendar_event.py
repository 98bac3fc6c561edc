from odoo import api, fields, models

from ..dossier.planned_contact import PlannedContact

# What a calendar of another program brings along: it has been planned already.
SYNCHRONIZED = {"google_id", "microsoft_id"}


class CalendarEvent(models.Model):
    """A meeting with a client is a contact that somebody plans."""

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        planned = self.browse(
            event.id
            for event, vals in zip(events, vals_list, strict=True)
            if not SYNCHRONIZED & vals.keys()
        )
        planned._refuse_meetings_in_pause()
        return events

    def write(self, vals):
        result = super().write(vals)
        planned = {"start", "start_date", "partner_ids", "user_id", "active"}
        if planned & vals.keys() and not SYNCHRONIZED & vals.keys():
            self._refuse_meetings_in_pause()
        return result

    def _refuse_meetings_in_pause(self):
        dossiers = self.env["key.account.dossier"]
        if not dossiers._knows_of_pauses():
            return
        now = fields.Datetime.now()
        # As superuser: guests may be contacts the user cannot read.
        meetings = self.sudo().exists()
        dossiers._refuse_in_pause(
            [
                PlannedContact(
                    meeting.partner_ids,
                    self._get_day(meeting),
                    meeting.user_id | meeting.partner_ids.user_ids,
                )
                for meeting in meetings
                if meeting.active and meeting.stop >= now
            ]
        )

    def _get_day(self, meeting):
        return fields.Datetime.context_timestamp(self, meeting.start).date()

    @api.onchange("partner_ids", "start")
    def _onchange_key_account_pause(self):
        day = self.start and self._get_day(self)
        dossiers = self.env["key.account.dossier"]
        message = dossiers._get_pause_warning(self.partner_ids, day)
        if message:
            return {"warning": {"title": self.env._("Pause"), "message": message}}
        return None
