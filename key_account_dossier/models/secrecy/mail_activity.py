from odoo import api, models


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["key.account.linked.mixin", "mail.activity"]
    _link_fields = ("res_model", "res_id")

    @api.constrains("user_id", "res_model_id", "res_id", "active")
    def _check_dossier_assignee(self):
        pending = self.filtered("active")
        pending._check_insiders(lambda activity: activity.user_id.partner_id)

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._close_meetings()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"calendar_event_id", "res_model_id", "res_id"}:
            self._close_meetings()
        return result

    def _close_meetings(self):
        """Close the meetings that are planned as activities of a dossier."""
        # As superuser: a meeting may be closed to the user, and then stays so.
        linked = self.sudo().browse(row[0] for row in self._get_links())
        meetings = linked.calendar_event_id.with_env(self.env)
        # Nobody takes a meeting away from others that he may not change himself.
        meetings._filtered_access("write")._close()

    def action_create_calendar_event(self):
        self.check_access("read")
        action = super().action_create_calendar_event()
        if self._get_links():
            # Others see the calendar: no link, and the note stays here.
            action["context"] |= {
                "default_res_model": False,
                "default_res_id": False,
                "default_description": False,
                "default_privacy": "private",
            }
        return action

    def _action_done(self, feedback=False, attachment_ids=None):
        confidential = self.browse(row[0] for row in self._get_links())
        # Calendar would write the feedback into the meeting.
        confidential.calendar_event_id = False
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
