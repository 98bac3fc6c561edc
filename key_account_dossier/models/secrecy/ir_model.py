from odoo import models


class IrModel(models.Model):
    _inherit = "ir.model"

    def _compute_count(self):
        # The stock count is taken straight from the tables.
        names = self.env["key.account.confidential.mixin"]._get_confidential_models()
        confidential = self.filtered(lambda model: model.model in names)
        confidential.count = 0
        return super(IrModel, self - confidential)._compute_count()
