from odoo import models


class CalendarRecurrence(models.Model):
    _name = "calendar.recurrence"
    _inherit = ["key.account.linked.mixin", "calendar.recurrence"]
    _link_path = "base_event_id"
