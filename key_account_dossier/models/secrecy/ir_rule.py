from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        confidential = self.env["key.account.confidential.mixin"]
        if records._name not in confidential._get_confidential_models():
            return super()._make_access_error(operation, records)
        return self._make_dossier_error(records)

    def _make_dossier_error(self, records):
        # The stock text names the refused records in debug mode.
        records.invalidate_recordset()
        if not self._is_about_dossiers(records):
            return AccessError(
                self.env._(
                    "This meeting is only open to its invitees, or it does not exist."
                )
            )
        return AccessError(
            self.env._(
                "This dossier is not open to you, or it does not exist. "
                "Only the owning manager and the direct supervisor may open a dossier."
            )
        )

    def _is_about_dossiers(self, records):
        """Tell whether these are, or hang on, dossiers; otherwise, on meetings."""
        if not hasattr(records, "_get_links"):
            return True
        return bool(records._get_links()) or not records._get_secret_links()
