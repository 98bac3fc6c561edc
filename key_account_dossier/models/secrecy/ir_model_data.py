from odoo import api, models
from odoo.fields import Domain


class IrModelData(models.Model):
    _inherit = "ir.model.data"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        # An export gives each dossier an external identifier, which would tell
        # administrators that it exists.
        if not (self.env.su or bypass_access):
            confidential = self.env["key.account.confidential.mixin"]
            names = confidential._get_confidential_models()
            domain = Domain(domain) & Domain("model", "not in", names)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
