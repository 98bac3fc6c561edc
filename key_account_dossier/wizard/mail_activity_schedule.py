from markupsafe import Markup

from odoo import api, models


class MailActivitySchedule(models.TransientModel):
    _inherit = "mail.activity.schedule"

    @api.depends("date_deadline")
    def _compute_error(self):
        result = super()._compute_error()
        for scheduler in self.filtered(lambda one: one.res_model == "res.partner"):
            partners = scheduler._get_applied_on_records()
            message = self.env["key.account.dossier"]._get_pause_warning(
                partners, scheduler.date_deadline
            )
            if message:
                texts = filter(None, [scheduler.warning, Markup.escape(message)])
                scheduler.warning = Markup("<br/>").join(texts)
                scheduler.has_warning = True
        return result
