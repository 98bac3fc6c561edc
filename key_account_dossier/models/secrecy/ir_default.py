from odoo import api, models
from odoo.exceptions import ValidationError


class IrDefault(models.Model):
    _inherit = "ir.default"

    @api.constrains("field_id")
    def _check_not_confidential(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = set(confidential._get_confidential_models())
        # Reading the definition of a field needs no rights of the user.
        if names & set(self.sudo().field_id.mapped("model")):
            raise ValidationError(
                self.env._(
                    "Default values cannot be stored for dossiers: everybody could "
                    "read them."
                )
            )
