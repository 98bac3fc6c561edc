from odoo import api, models
from odoo.exceptions import ValidationError


class MailTemplate(models.Model):
    _inherit = "mail.template"

    @api.constrains("model_id")
    def _check_not_confidential(self):
        names = self.env["key.account.confidential.mixin"]._get_confidential_models()
        if any(model in names for model in self.mapped("model")):
            raise ValidationError(
                self.env._(
                    "E-mail templates cannot be created for dossiers: everybody "
                    "could read them, and dossiers are not sent by e-mail."
                )
            )
