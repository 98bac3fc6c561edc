from odoo import api, models


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["key.account.linked.mixin", "mail.activity"]
    _link_fields = ("res_model", "res_id")

    @api.constrains("user_id", "res_model_id", "res_id", "active")
    def _check_dossier_assignee(self):
        pending = self.filtered("active")
        pending._check_insiders(lambda activity: activity.user_id.partner_id)
