from collections import defaultdict
from functools import partial

from odoo import api, models
from odoo.fields import Domain

MEETING = "calendar.event"


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
    def _get_hidden_domain(self):
        """Return the domain of all records on documents closed to the user."""
        if self._link_path:
            comodel = self.env[self._fields[self._link_path].comodel_name]
            return Domain(self._link_path, "any!", comodel._get_hidden_domain())
        # Core runs the query of messages without writing first what decides here.
        owners = ["user_id", "supervisor_id", "company_id"]
        self.env["key.account.dossier"].flush_model(owners)
        name_field, id_field = self._link_fields
        names = self._get_confidential_models()
        hidden = Domain(name_field, "in", names)
        for name in names:
            documents = self.env[name].with_context(active_test=False)
            if documents.has_access("read"):
                allowed = Domain(id_field, "in", documents._search(Domain.TRUE))
                hidden &= ~(Domain(name_field, "=", name) & allowed)
        return hidden | self._get_hidden_domain_of_meetings()

    @api.model
    def _get_hidden_domain_of_meetings(self):
        name_field, id_field = self._link_fields
        meetings = self.env[MEETING].with_context(active_test=False)
        meetings.flush_model(["invited_only", "user_id", "partner_ids"])
        # Not asking who may read them: those that are closed are looked for.
        closed = meetings._search(meetings._get_hidden_domain(), bypass_access=True)
        return Domain(name_field, "=", MEETING) & Domain(id_field, "in", closed)

    def _get_links(self):
        """Return (id, model name, document id) of those on a confidential document."""
        names = set(self._get_confidential_models())
        return [row for row in self._get_documents() if row[1] in names]

    def _get_secret_links(self):
        """Return the same, and of those on a meeting that is for those invited only."""
        names = set(self._get_confidential_models())
        rows = self._get_documents()
        # As superuser: that a meeting is closed closes what hangs on it.
        meetings = self.env[MEETING].browse(
            {row[2] for row in rows if row[1] == MEETING}
        )
        closed = set(meetings._get_closed_ids())
        return [
            row
            for row in rows
            if row[1] in names or (row[1] == MEETING and row[2] in closed)
        ]

    def _get_documents(self):
        """Return (id, model name, document id) of all that hang on some document.

        Read in SQL, since a value in the cache can be read without any rights.
        """
        if not any(self._ids):
            return []
        query = self._get_link_query()
        key = self._field_to_sql(self._table, "id", query)
        if self._link_path:
            path = self._field_to_sql(self._table, self._link_path, query)
            targets = defaultdict(list)
            for record_id, target_id in self.env.execute_query(query.select(key, path)):
                targets[target_id].append(record_id)
            comodel = self.env[self._fields[self._link_path].comodel_name]
            return [
                (record_id, name, document_id)
                for target_id, name, document_id in comodel.browse(
                    targets
                )._get_documents()
                for record_id in targets[target_id]
            ]
        columns = [self._field_to_sql(self._table, f, query) for f in self._link_fields]
        rows = self.env.execute_query(query.select(key, *columns))
        return [row for row in rows if row[1]]

    def _get_link_query(self):
        # As superuser: what a record hangs on decides who may know it.
        records = self.sudo().with_context(active_test=False)
        return records._search([("id", "in", self._origin.ids)])

    def _get_hidden(self):
        """Return those on documents that are closed to the user, or gone."""
        if self.env.su:
            return self.browse()
        links = defaultdict(lambda: defaultdict(list))
        for record_id, name, document_id in self._get_secret_links():
            links[name][document_id].append(record_id)
        hidden = []
        for name, ids in links.items():
            documents = self.env[name].browse(filter(None, ids)).exists()
            allowed = set(documents._filtered_access("read")._ids)
            hidden += [i for key in ids.keys() - allowed for i in ids[key]]
        return self.browse(hidden)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & ~self._get_hidden_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        hidden = self._get_hidden()
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
