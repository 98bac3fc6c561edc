from odoo import api, models


class CalendarEvent(models.Model):
    """A meeting is an ordinary one: nothing on it tells of a dossier."""

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._detach_from_dossiers()
        return events

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"res_model_id", "res_id"}:
            self._detach_from_dossiers()
        return result

    def _detach_from_dossiers(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = confidential._get_confidential_models()
        # As superuser: the name of the model may be closed to the user.
        linked = self.sudo().filtered(lambda event: event.res_model in names)
        if linked:
            linked.write({"res_model_id": False, "res_id": False})

    def _get_activity_excluded_models(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = confidential._get_confidential_models()
        return [*super()._get_activity_excluded_models(), *names]
