from odoo import api, models
from odoo.exceptions import ValidationError


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    @api.constrains("mailing_model_id")
    def _check_not_confidential(self):
        names = self.env["key.account.confidential.mixin"]._get_confidential_models()
        # Which model it is may be closed to the user.
        if any(model.model in names for model in self.sudo().mailing_model_id):
            raise ValidationError(self.env._("Mailings cannot be sent to dossiers."))
