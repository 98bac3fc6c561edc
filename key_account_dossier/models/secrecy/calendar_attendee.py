from odoo import models


class CalendarAttendee(models.Model):
    _name = "calendar.attendee"
    _inherit = ["key.account.linked.mixin", "calendar.attendee"]
    _link_path = "event_id"
