from odoo import models


class IrBinary(models.AbstractModel):
    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        # A token stays valid for weeks, but access to a dossier can end today.
        if access_token and self._is_confidential(res_model, res_id):
            access_token = None
        return super()._find_record(xmlid, res_model, res_id, access_token, field)

    def _is_confidential(self, res_model, res_id):
        if res_model == "ir.attachment" and res_id:
            return bool(self.env[res_model].browse(int(res_id))._get_secret_links())
        confidential = self.env["key.account.confidential.mixin"]
        return res_model in confidential._get_confidential_models()
