from markupsafe import Markup

from odoo import api, models


class MailActivitySchedule(models.TransientModel):
    _inherit = "mail.activity.schedule"

    @api.depends("date_deadline")
    def _compute_error(self):
        super()._compute_error()
        for scheduler in self:
            message = scheduler._get_pause_warning()
            if message:
                texts = filter(None, [scheduler.warning, Markup.escape(message)])
                scheduler.warning = Markup("<br/>").join(texts)
                scheduler.has_warning = True

    def _get_pause_warning(self):
        dossiers = self.env["key.account.dossier"]
        if not self.res_model or not dossiers.has_access("read"):
            return False
        partners = self.env["mail.activity"]._get_partners_of(
            self._get_applied_on_records()
        )
        partners = self.env["res.partner"].union(*partners.values())
        return dossiers._get_pause_warning(partners, self.date_deadline)
