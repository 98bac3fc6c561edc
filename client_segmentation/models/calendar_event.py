from odoo import api, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.ondelete(at_uninstall=False)
    def _touch_clients_of_deleted(self):
        # PostgreSQL deletes the attendees of a deleted meeting.
        self.sudo().attendee_ids._touch_segment_clients()
