from odoo import models
from odoo.tools import SQL


class PrivacyLookupWizard(models.TransientModel):
    """Odoo looks for a person in all tables, whoever may read them: what belongs to a
    dossier is left out. Those with access find it in the dossier."""

    _inherit = "privacy.lookup.wizard"

    def _get_query(self):
        confidential = self.env["key.account.confidential.mixin"]
        ids = [
            self.env["ir.model"]._get_id(name)
            for name in confidential._get_confidential_models()
        ]
        return SQL(
            "SELECT * FROM (%s) found WHERE res_model_id <> ALL(%s)",
            super()._get_query(),
            ids,
        )
