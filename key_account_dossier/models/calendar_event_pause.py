from odoo import api, fields, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.onchange("partner_ids", "start")
    def _onchange_key_account_pause(self):
        day = self.start and fields.Datetime.context_timestamp(self, self.start).date()
        dossiers = self.env["key.account.dossier"]
        message = dossiers._get_pause_warning(self.partner_ids, day)
        if message:
            return {"warning": {"title": self.env._("Pause"), "message": message}}
        return None
