from odoo import fields, models


class KeyAccountPartMixin(models.AbstractModel):
    """Something that hangs on a dossier and is as closed as the dossier."""

    _name = "key.account.part.mixin"
    _description = "Part of a Dossier"
    _inherit = ["key.account.confidential.mixin"]

    def write(self, vals):
        result = super().write(vals)
        if self._dossier_path.split(".")[0] in vals:
            # What it now hangs on has to be open to the user as well.
            self.check_access("write")
        return result

    def _get_filled(self, names):
        """Return how many of these fields are filled in on all records, in %."""
        filled = sum(bool(record[name]) for record in self for name in names)
        return 100 * filled / (len(self) * len(names))

    def _get_changed_on(self):
        moments = self.mapped("write_date")
        if not moments:
            return False
        return fields.Datetime.context_timestamp(self, max(moments)).date()
