from collections import defaultdict
from functools import partial

from odoo import api, models, tools
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition
from odoo.tools import SQL, OrderedSet

MEETING = "calendar.event"
COLLECTIONS = (list, tuple, set, frozenset, OrderedSet)


class KeyAccountLinkedMixin(models.AbstractModel):
    """Close what hangs on a dossier by model name and number only.

    Messages, files, activities and the like belong to many kinds of documents.
    Where the document is a dossier or a part of it, nothing else than the access
    to this document decides: having written, received or been assigned something
    does not count. The same holds for what hangs on a meeting that was made from a
    dossier: those invited decide. To be inherited in front of the model that is
    extended.
    """

    _name = "key.account.linked.mixin"
    _description = "Record That May Hang on a Dossier"

    # The fields that name the document, and the many2one to follow before.
    _link_fields = ("model", "res_id")
    _link_path = None

    @api.model
    def _get_confidential_models(self):
        return self.env["key.account.confidential.mixin"]._get_confidential_models()

    @api.model
    @tools.ormcache()
    def _get_secret_models(self):
        """Return the names of all models that others may not know something of."""
        return frozenset({*self._get_confidential_models(), MEETING})

    @api.model
    @tools.ormcache()
    def _get_host_models(self):
        """Return the names of the confidential models that these records belong on.

        Most parts of a dossier have no chatter: what is made to name one of them all
        the same is closed to everybody.
        """
        return tuple(
            name
            for name in self._get_confidential_models()
            if hasattr(self.env.registry[name], "message_post")
            or hasattr(self.env.registry[name], "activity_schedule")
        )

    @api.model
    def _restrict_to_open(self, domain):
        """Leave out what is on documents closed to the user.

        Nothing is to be left out where the domain asks for other documents only.
        """
        names = self._get_models_in(domain)
        if names is not None and names.isdisjoint(self._get_secret_models()):
            return domain
        return domain & Domain.custom(to_sql=partial(self._get_open_sql, names))

    @api.model
    def _get_models_in(self, domain):
        """Return the names of the models the domain asks for, None for any."""
        name_field = self._link_fields[0]
        parts = domain.children if isinstance(domain, DomainAnd) else [domain]
        for part in parts:
            if isinstance(part, DomainCondition) and part.field_expr == name_field:
                values = part.value
                if part.operator == "=" and isinstance(values, str):
                    return {values}
                if part.operator == "in" and isinstance(values, COLLECTIONS):
                    return set(values)
        return None

    def _get_links(self):
        """Return (id, model name, document id) of those on a confidential document."""
        return self._get_documents(self._get_confidential_models())

    def _get_secret_links(self):
        """Return the same, and of those on a meeting that is for those invited only."""
        rows = self._get_documents((*self._get_confidential_models(), MEETING))
        meeting_ids = {row[2] for row in rows if row[1] == MEETING}
        closed = set(self.env[MEETING].browse(meeting_ids)._get_closed_ids())
        return [row for row in rows if row[1] != MEETING or row[2] in closed]

    def _get_documents(self, models):
        """Return (id, model name, document id) of those on a document of ``models``.

        The name decides: nothing more is read of what is on other documents.
        """
        if self._link_path:
            return self._get_documents_by_path(models)
        name_field, id_field = self._link_fields
        models = frozenset(models)
        names = {
            row[0]: row[1] for row in self._get_rows(name_field) if row[1] in models
        }
        linked = self.browse(names)
        return [(key, names[key], number) for key, number in linked._get_rows(id_field)]

    def _get_documents_by_path(self, models):
        targets = defaultdict(list)
        for record_id, target_id in self._get_rows(self._link_path):
            targets[target_id].append(record_id)
        comodel = self.env[self._fields[self._link_path].comodel_name]
        return [
            (record_id, name, document_id)
            for target_id, name, document_id in comodel.browse(
                filter(None, targets)
            )._get_documents(models)
            for record_id in targets[target_id]
        ]

    def _get_rows(self, field_name):
        """Return (id, value of the field) of the records that exist.

        What Odoo has in its cache is taken from there: after most of its own checks
        that is everything. The rest is read past the cache, from which it could be
        read on without any rights.
        """
        # As superuser: what a record hangs on decides who may know it.
        records = self._origin.sudo()
        # What is yet to be computed is in the cache as it was before.
        records._recompute_recordset([field_name])
        cache = self._fields[field_name]._get_cache(records.env)
        rows = [(key, cache[key]) for key in records._ids if key in cache]
        others = [key for key in records._ids if key not in cache]
        if others:
            query = records.with_context(active_test=False)._search(
                [("id", "in", others)]
            )
            column = self._field_to_sql(self._table, field_name, query)
            key = SQL.identifier(self._table, "id")
            rows += self.env.execute_query(query.select(key, column))
        return rows

    def _get_hidden(self):
        """Return those on documents that are closed to the user, or gone."""
        if self.env.su or not any(self._ids):
            return self.browse()
        links = defaultdict(lambda: defaultdict(list))
        for record_id, name, document_id in self._get_secret_links():
            links[name][document_id].append(record_id)
        hosts = {*self._get_host_models(), MEETING}
        hidden = []
        for name, ids in links.items():
            allowed = set()
            if name in hosts:
                documents = self.env[name].browse(filter(None, ids)).exists()
                allowed.update(documents._filtered_access("read")._ids)
            hidden += [i for key in ids.keys() - allowed for i in ids[key]]
        return self.browse(hidden)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = self._restrict_to_open(Domain(domain))
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        allowed = self - result[0] if result else self
        hidden = allowed._get_hidden()
        if not hidden:
            return result
        error = partial(self.env["ir.rule"]._make_dossier_error, hidden)
        return (result[0] | hidden if result else hidden), error

    def export_data(self, fields_to_export):
        # Core reads attributes here, which messages hand out to everybody.
        self.check_access("read")
        return super().export_data(fields_to_export)

    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        # Labels of many2one fields are computed as superuser: ask for the user.
        hidden = self.sudo(False)._get_hidden()
        for record in self:
            if record._origin in hidden:
                record.display_name = self.env._("Private")
        return result

    def _check_insiders(self, get_partners, reading=False):
        """Refuse partners who may not open the document.

        Holds for the superuser, too: recipients are often added in its name.
        """
        links = self._get_links()
        if not links:
            return
        ids_by_name = defaultdict(list)
        for _record_id, name, document_id in links:
            ids_by_name[name].append(document_id)
        # As superuser, for the same reason.
        documents = {
            name: self.env[name].sudo().browse(ids).exists()
            for name, ids in ids_by_name.items()
        }
        for record_id, name, document_id in links:
            document = documents[name].browse(document_id) & documents[name]
            partners = get_partners(self.sudo().browse(record_id))
            document._refuse_partners(partners, reading)
