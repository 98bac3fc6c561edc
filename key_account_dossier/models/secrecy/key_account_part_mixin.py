from odoo import api, fields, models


class KeyAccountPartMixin(models.AbstractModel):
    """Something that hangs on a dossier and is as closed as the dossier."""

    _name = "key.account.part.mixin"
    _description = "Part of a Dossier"
    _inherit = ["key.account.confidential.mixin"]

    @api.model
    def _prepare_create_values(self, vals_list):
        vals_list = super()._prepare_create_values(vals_list)
        for vals in vals_list:
            self._check_hosts(vals)
        return vals_list

    def write(self, vals):
        self._check_hosts(vals)
        return super().write(vals)

    @api.model
    def _check_hosts(self, vals):
        """Refuse to hang anything on a part of somebody else's dossier.

        Record rules come too late: the messages of constraints would already have
        told what is in there.
        """
        for name in vals.keys() & self._fields.keys():
            field = self._fields[name]
            if field.type == "many2one" and vals[name]:
                host = self.env[field.comodel_name]
                if hasattr(host, "_dossier_path"):
                    host.browse(vals[name]).check_access("write")

    def _get_filled(self, names):
        """Return how many of these fields are filled in on all records, in %."""
        filled = sum(bool(record[name]) for record in self for name in names)
        return 100 * filled / (len(self) * len(names))

    def _get_changed_on(self):
        moments = self.mapped("write_date")
        if not moments:
            return False
        return fields.Datetime.context_timestamp(self, max(moments)).date()
