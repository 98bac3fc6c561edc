from odoo import SUPERUSER_ID, api, models, tools
from odoo.fields import Domain

# Modules of this family, whose fields are closed to whoever is not in their groups.
OWN_MODULES = {"client_segmentation", "key_account_dossier", "loyalty_program"}
# Of fields of other types a list shows more than the value.
PLAIN_TYPES = {
    *("boolean", "char", "date", "datetime", "float", "integer", "many2one"),
    *("monetary", "selection", "text"),
}


class ClientClosedMixin(models.AbstractModel):
    """Fields with groups, closed to the others also where Odoo asks as superuser.

    Followers, users, employees and other relations are searched as superuser with the
    conditions that the user has written: whoever could put a closed field into one
    would find out its value by asking often enough. The user in question is still
    known, ``env.uid`` stays what it was. So conditions and sort orders are the real
    user's, whatever ``env.su`` says; what code of the server reads or adds up as
    superuser remains its own affair.
    """

    _name = "client.closed.mixin"
    _description = "Fields Hidden from Some Users"

    @api.model
    @tools.ormcache()
    def _get_closed_fields(self):
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.groups and not OWN_MODULES.isdisjoint(field._modules)
        )

    @api.model
    @tools.ormcache()
    def _get_plain_closed_fields(self):
        return frozenset(
            name
            for name in self._get_closed_fields()
            if self._fields[name].type in PLAIN_TYPES and not self._fields[name].store
        )

    @api.private
    def _get_field_values(self, field_name):
        """Return ``{record's id: value}`` of these records. Whether the user may read
        the field is asked once: Odoo would ask it for each cell of a list, and look
        the groups up each time."""
        field = self._fields[field_name]
        self._check_field_access(field, "read")
        values = field._get_cache(self.env)
        for record_id in self._ids:
            if record_id not in values:
                # Computes it for all, or the next thousand
                record = self.browse((record_id,)).with_prefetch(self._prefetch_ids)
                record.mapped(field_name)
        return {
            record_id: field.convert_to_record(values[record_id], self)
            for record_id in self._ids
        }

    def _read_format(self, fnames, load="_classic_read"):
        plain = self._get_plain_closed_fields().intersection(fnames)
        if not plain:
            return super()._read_format(fnames, load)
        rows = super()._read_format([n for n in fnames if n not in plain], load)
        found = self.browse(row["id"] for row in rows)
        for name in plain:
            convert = self._fields[name].convert_to_read
            values = found._get_field_values(name)
            for row in rows:
                row[name] = convert(values[row["id"]], found, load == "_classic_read")
        # In the order asked for, as ever
        return [{name: row[name] for name in ("id", *fnames)} for row in rows]

    @api.model
    def _is_asked_by_user(self, query=None):
        """Does the user decide what is turned into SQL, or has the server's own code
        decided? OdooBot is nobody; neither is what is read as superuser."""
        if not self.env.uid or self.env.uid == SUPERUSER_ID:
            return False
        return not (self.env.su and getattr(query, "is_read_by_server", False))

    @api.model
    def _check_closed_field(self, field_expr, query=None):
        """Refuse a field of which the real user must not know anything."""
        name = field_expr.partition(".")[0]
        if name not in self._get_closed_fields():
            return
        asker = self.sudo(False) if self._is_asked_by_user(query) else self
        asker._check_field_access(self._fields[name], "read")

    @api.model
    def _is_closed_to_user(self, field_name, with_amounts):
        field = self._fields[field_name]
        if field_name in self._get_closed_fields():
            # As the user, who may be acting through code with wider rights
            return not self.sudo(False)._has_field_access(field, "read")
        return super()._is_closed_to_user(field_name, with_amounts)

    def _field_to_sql(self, alias, field_expr, query=None):
        """The only entrance of this add-on to fields in SQL, which Odoo comes through
        for each column of whatever it reads."""
        field = self._fields.get(field_expr)
        is_open_column = field and field.store and not field.groups
        # Without a query it is no condition, but SQL of our own.
        if is_open_column or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_closed_field(field_expr, query)
        return self._own_field_to_sql(alias, field_expr, query)

    def _own_field_to_sql(self, alias, field_name, query):
        """Hook: return a field that is no column of the model's table as SQL, and join
        to ``query`` what it takes. All other fields are Odoo's affair."""
        # pylint: disable-next=super-method-mismatch
        return super()._field_to_sql(alias, field_name, query)

    @api.private
    def filtered_domain(self, domain):
        if self.env.su:
            for condition in Domain(domain).iter_conditions():
                self._check_closed_field(condition.field_expr)
        return super().filtered_domain(domain)

    # By the time values are read, conditions and sort order are SQL already.

    def _fetch_query(self, query, fields):
        query.is_read_by_server = True
        return super()._fetch_query(query, fields)

    def _read_group_select(self, aggregate_spec, query):
        query.is_read_by_server = True
        return super()._read_group_select(aggregate_spec, query)

    def _read_group_groupby(self, alias, groupby_spec, query):
        query.is_read_by_server = True
        return super()._read_group_groupby(alias, groupby_spec, query)
