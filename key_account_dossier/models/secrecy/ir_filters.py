from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class IrFilters(models.Model):
    _inherit = "ir.filters"

    @api.constrains("model_id", "user_ids")
    def _check_not_shared(self):
        confidential = self.env["key.account.confidential.mixin"]
        names = confidential._get_confidential_models()
        # Whose favourite it is must be known even where the user may not see it.
        for favourite in self.sudo():
            if favourite.model_id in names and len(favourite.user_ids) != 1:
                raise ValidationError(
                    self.env._(
                        "A favorite search on dossiers may name clients, so it "
                        "cannot be shared. Save it for yourself only."
                    )
                )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            confidential = self.env["key.account.confidential.mixin"]
            names = confidential._get_confidential_models()
            own = Domain("user_ids", "in", self.env.uid)
            domain = Domain(domain) & (Domain("model_id", "not in", names) | own)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
