from odoo import api, models
from odoo.exceptions import UserError


class KeyAccountNeededMixin(models.AbstractModel):
    """Refuse to delete what dossiers need, in words that do not name them: those of
    the database would."""

    _name = "key.account.needed.mixin"
    _description = "Record That Dossiers May Need"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        if self._is_needed_by_dossiers():
            raise UserError(
                self.env._(
                    "%(names)s: still in use and cannot be deleted. Archive it "
                    "instead.",
                    names=", ".join(self.mapped("display_name")),
                )
            )

    def _is_needed_by_dossiers(self):
        # As superuser: the check must not depend on who deletes.
        env = self.sudo().with_context(active_test=False).env
        names = env["key.account.confidential.mixin"]._get_confidential_models()
        return any(
            env[name].search_count([(field.name, "in", self.ids)], limit=1)
            for name in names
            for field in env[name]._fields.values()
            if field.type == "many2one"
            and field.store
            and field.comodel_name == self._name
            and field.ondelete == "restrict"
        )
