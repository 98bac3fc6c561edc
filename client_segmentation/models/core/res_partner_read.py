from odoo import api, models
from odoo.tools import SQL, ormcache

from .segment_columns import (
    AMOUNT_FIELDS,
    COMPUTED_FIELDS,
    OWN_FIELDS,
    SEGMENT_COLUMNS,
    select_segments,
)


class ResPartner(models.Model):
    """What contacts, and the documents of clients, show of their clients is read at
    once, whichever room of the add-on keeps it."""

    _inherit = "res.partner"

    @api.depends("commercial_partner_id", "user_id")
    @api.depends_context("company", "uid")
    def _compute_segment_fields(self):
        """All that contacts show of their clients, whatever part of the add-on keeps
        it, in one query."""
        clients = [partner.commercial_partner_id._origin.id for partner in self]
        names = self._get_client_fields()
        rows = self._read_clients(clients, names)
        nothing = (None,) * len(names)
        client_rows = [rows.get(client, nothing) for client in clients]
        own_rows = [
            row if partner._origin.id == client else nothing
            for partner, client, row in zip(self, clients, client_rows, strict=True)
        ]
        open_ids = set(self._filter_open_amounts()._ids)
        open_rows = [
            row if partner_id in open_ids else nothing
            for partner_id, row in zip(self._ids, own_rows, strict=True)
        ]
        for position, name in enumerate(names):
            shown = own_rows if name in OWN_FIELDS else client_rows
            if name in AMOUNT_FIELDS:
                shown = open_rows
            # Straight into the cache: a list of contacts has some two thousand of
            # these values, and setting one takes longer than reading its row. What
            # somebody has just put in is left alone.
            values = [row[position] for row in shown]
            self._fields[name]._insert_cache(self, values)

    @api.model
    def _get_client_sources(self, client_ids):
        """Return what is kept of clients, a list of ``({field of contacts: column},
        query)``: the query selects ``partner_id`` and the columns of these clients in
        the current company, a row for each client at most."""
        columns = {name: name for name in COMPUTED_FIELDS}
        return [(columns, select_segments(self.env, client_ids))]

    @api.model
    @ormcache()
    def _get_client_fields(self):
        """Return the names of all that contacts show of their clients: the same for
        everybody, and not worth building the queries for each list of contacts."""
        sources = self._get_client_sources([])
        return tuple(name for columns, _query in sources for name in columns)

    @api.model
    def _read_clients(self, client_ids, names):
        """Return ``{client's id: values of the fields names}``, of this company."""
        # Whoever may read such a field of a contact may read its value; the company is
        # the user's current one, which Odoo has checked. The other fields are computed
        # with it: reading them is checked on the contact.
        client_ids = [client_id for client_id in client_ids if client_id]
        if not client_ids:
            return {}
        columns, joins = {}, []
        for number, (source, query) in enumerate(self._get_client_sources(client_ids)):
            alias = f"source_{number}"
            if not source.keys().isdisjoint(names):
                joins.append(
                    SQL(
                        "LEFT JOIN (%s) AS %s ON %s = client.id",
                        query,
                        SQL.identifier(alias),
                        SQL.identifier(alias, "partner_id"),
                    )
                )
                for name, column in source.items():
                    columns[name] = SQL.identifier(alias, column)
        rows = self.env.execute_query(
            SQL(
                "SELECT client.id, %s FROM UNNEST(%s) AS client(id) %s",
                SQL(", ").join(columns[name] for name in names),
                list(set(client_ids)),
                SQL(" ").join(joins),
            )
        )
        return {client_id: values for client_id, *values in rows}

    def _get_segments_by_client(self):
        """Return ``{commercial entity's id: client.segment}`` of these contacts in
        the current company, in one query."""
        # Whoever may read a segment field of a contact may read its value; the
        # company is the user's current one, which Odoo has checked.
        segments = (
            self.env["client.segment"]
            .sudo()
            .search_fetch(
                [
                    ("company_id", "=", self.env.company.id),
                    ("partner_id", "in", self.commercial_partner_id._origin.ids),
                ],
                ["partner_id", *SEGMENT_COLUMNS.values()],
            )
        )
        return {segment.partner_id.id: segment for segment in segments}
