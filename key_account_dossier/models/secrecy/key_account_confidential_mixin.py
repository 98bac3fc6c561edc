from functools import partial

from odoo import api, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain

# What the fields are called that lists and boards may show without being an opening
NOTES_ON_LISTS = {"access_note", "agenda"}


def logged(method):
    """Mark a method that reads, but leaves a line in the access log.

    Odoo must not run it on a replica, where nothing can be written.
    """
    method._readonly = False
    return method


class KeyAccountConfidentialMixin(models.AbstractModel):
    """Close a model to all but the dossier's manager and direct supervisor.

    Each model that holds anything of a dossier inherits this and also has a
    global record rule with the same domain: the rule protects against a mistake
    here, this code against an administrator who switches the rule off.
    """

    _name = "key.account.confidential.mixin"
    _description = "Confidential Part of a Dossier"

    # How to get from this model to its dossier, with the final dot.
    _dossier_path = "dossier_id."

    @api.model
    @tools.ormcache()
    def _get_confidential_models(self):
        """Return the names of all models that are as secret as a dossier."""
        return tuple(
            name
            for name, model in self.env.registry.items()
            if hasattr(model, "_dossier_path") and not model._abstract
        )

    @api.model
    def _get_access_domain(self):
        owner, supervisor = (
            Domain(self._dossier_path + name, "=", self.env.uid)
            for name in ("user_id", "supervisor_id")
        )
        return owner | supervisor

    def _get_forbidden(self):
        # As superuser, for a user may not read what decides about the reading.
        records = self.sudo().with_context(active_test=False)
        allowed = records.filtered_domain(self._get_access_domain())
        return self - allowed.sudo(False)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._get_access_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if not any(self._ids) or (result and result[0] == self):
            return result
        forbidden = self._get_forbidden()
        if result:
            forbidden |= result[0]
        if not forbidden:
            return None
        error = partial(self.env["ir.rule"]._make_access_error, operation, forbidden)
        return forbidden, error

    def _get_dossiers(self):
        """Return the dossiers of these records, as superuser."""
        # As superuser: asked when others act, to find out who has access.
        path = self._dossier_path.rstrip(".")
        return self.sudo().mapped(path) if path else self.sudo()

    def _get_insiders(self):
        """Return the users to whom all these records belong, active or not."""
        insiders = None
        for dossier in self._get_dossiers():
            users = dossier.user_id | dossier.supervisor_id
            insiders = users if insiders is None else insiders & users
        return self.env["res.users"].sudo() if insiders is None else insiders

    def _get_readers(self):
        """Return the partners who may receive messages on these records."""
        return self._get_insiders()._filter_key_account_role().partner_id

    def _refuse_partners(self, partners, reading=False):
        """Refuse partners to whom these records do not belong.

        With ``reading``, also those who cannot open them for want of the role.
        """
        readers = self._get_readers() if reading else self._get_insiders().partner_id
        outsiders = partners - readers
        if outsiders:
            raise UserError(
                self.env._(
                    "%(names)s cannot be added: only the manager and the direct "
                    "supervisor have access to this dossier.",
                    names=", ".join(outsiders.mapped("display_name")),
                )
            )

    def _record_access(self, kind):
        """Write into the access log that the user opens, prints or exports these.

        ``kind`` is one of ``open``, ``print`` and ``export``.
        """
        self.env["key.account.access"]._record(self._get_dossiers(), kind)

    @api.model
    @tools.ormcache()
    def _get_content_fields(self):
        """Return the names of the fields that a list of dossiers does not show."""
        names = self._get_confidential_models()
        return frozenset(
            name
            for name, field in self._fields.items()
            if (field.type in ("text", "html", "json") and name not in NOTES_ON_LISTS)
            or (field.type == "one2many" and field.comodel_name in names)
        )

    def _read_format(self, fnames, load="_classic_read"):
        result = super()._read_format(fnames, load)
        # All reading through the interface and the API comes by here.
        if not self.env.su and self and self._get_content_fields() & set(fnames):
            self._record_access("open")
        return result

    @logged
    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load)

    @api.model
    @logged
    def search_read(self, *args, **kwargs):
        return super().search_read(*args, **kwargs)

    @logged
    def web_read(self, specification):
        return super().web_read(specification)

    @api.model
    @logged
    def web_search_read(self, *args, **kwargs):
        return super().web_search_read(*args, **kwargs)

    def export_data(self, fields_to_export):
        # Core gives out external identifiers without asking.
        self.check_access("read")
        result = super().export_data(fields_to_export)
        self._record_access("export")
        return result

    def _can_return_content(self, field_name=None, access_token=None):
        return False

    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        # Labels of many2one fields are computed as superuser: ask for the user.
        origin = self._origin.sudo(False)
        forbidden = origin - origin._filtered_access("read")
        for record in self:
            if record._origin.sudo(False) in forbidden:
                record.display_name = self.env._("Private")
            else:
                record.display_name = record._get_label()

    def _get_label(self):
        """Return the name of the record for those who may see it."""
        return self.env._("Dossier")

    def _get_external_ids(self):
        result = super()._get_external_ids()
        allowed = self._origin._filtered_access("read")
        return {
            record.id: result[record.id] if record._origin in allowed else []
            for record in self
        }
