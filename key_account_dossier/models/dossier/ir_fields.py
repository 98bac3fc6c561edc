from odoo import api, models


class IrFieldsConverter(models.AbstractModel):
    _inherit = "ir.fields.converter"

    @api.model
    def _get_modules_with_classes(self):
        return [*super()._get_modules_with_classes(), "key_account_dossier"]
