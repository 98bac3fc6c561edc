from odoo import models


class CalendarAttendee(models.Model):
    _name = "calendar.attendee"
    _inherit = ["calendar.attendee", "client.segment.source"]

    def _touch_segment_clients(self):
        # Whoever deletes a meeting need not know of segments. Our own people are no
        # clients.
        guests = self.sudo().partner_id.filtered("partner_share")
        self.env["client.segment.touch"]._touch(guests)
