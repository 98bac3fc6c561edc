from odoo import api, models
from odoo.tools import SQL

from . import segment_axes
from .segment_columns import SEGMENT_GROUP, join_segment, search_by

# Fields of the mixin and the columns of client.segment they show.
MIXIN_COLUMNS = {axis.partner_field: axis.column for axis in segment_axes.CLASSES}


class ClientSegmentMixin(models.AbstractModel):
    """Documents show the segments of their client in the current company.

    As on contacts, nothing is stored: the fields are read, searched, sorted and
    grouped through a join with ``client_segment``.
    """

    _name = "client.segment.mixin"
    _inherit = ["client.closed.mixin"]
    _description = "Client Segments of a Document"

    _segment_client_path = "partner_id.commercial_partner_id"

    for _axis in segment_axes.CLASSES:
        locals()[_axis.partner_field] = _axis.get_field(
            _axis.label_on_documents,
            compute="_compute_segment_fields",
            search=search_by(_axis.partner_field),
            groups=SEGMENT_GROUP,
            help=_axis.help,
        )
    del _axis

    @api.model
    def _get_client_depends(self):
        return () if self._abstract else (self._segment_client_path,)

    @api.depends(lambda self: self._get_client_depends())
    @api.depends_context("company")
    def _compute_segment_fields(self):
        self._show_of_clients(self._get_client_fields())

    def _show_of_clients(self, names):
        """Set the fields ``names`` to what the clients of these documents show, in one
        query."""
        # Whoever may read a document may know who its client is.
        clients = [
            document.mapped(self._segment_client_path)._origin.id
            for document in self.sudo()
        ]
        rows = self.env["res.partner"]._read_clients(clients, names)
        nothing = (None,) * len(names)
        shown = [rows.get(client, nothing) for client in clients]
        for position, name in enumerate(names):
            values = [row[position] for row in shown]
            self._fields[name]._insert_cache(self, values)

    @api.model
    def _get_client_fields(self):
        """Return the names of what documents show of their clients at once."""
        return list(MIXIN_COLUMNS)

    def _own_field_to_sql(self, alias, field_name, query):
        if field_name not in MIXIN_COLUMNS:
            return super()._own_field_to_sql(alias, field_name, query)
        client = self._segment_client_to_sql(alias, query)
        segment = join_segment(query, alias, "segment", client, self.env.company)
        return SQL.identifier(segment, MIXIN_COLUMNS[field_name])

    def _segment_client_to_sql(self, alias, query):
        """Return the client of the document as SQL, following many2one fields by
        joins: no record rule has a say in who the client is."""
        if self._abstract:
            raise ValueError(f"{self._name} has no table")
        model = self
        *path, last = self._segment_client_path.split(".")
        for name in path:
            model, alias = model._fields[name].join(model, alias, query)
        return model._field_to_sql(alias, last, query)

    @api.model
    def _invalidate_segment_fields(self):
        """Make the cache forget the segments shown on all kinds of documents."""
        for name in self.pool.descendants([self._name], "_inherit"):
            self.env[name].invalidate_model(MIXIN_COLUMNS)
