from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..core.segment_columns import SEGMENT_GROUP


class ResPartner(models.Model):
    """Pins of a client and the changes of its classes, in the current company."""

    _inherit = "res.partner"

    segment_pin_ids = fields.One2many(
        comodel_name="client.segment.pin",
        string="Pinned Classes",
        compute="_compute_client_records",
        exportable=False,
        groups=SEGMENT_GROUP,
    )
    segment_history_ids = fields.One2many(
        comodel_name="client.segment.history",
        string="Class Changes",
        compute="_compute_client_records",
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_client_records(self):
        """Show the records of the commercial entity in the current company: all that
        stands in tables of clients, in one query."""
        names = self._get_client_record_fields()
        found = self._search_client_records(names)
        for name in names:
            records = self.env[self._fields[name].comodel_name]
            for partner in self:
                client = partner.commercial_partner_id._origin
                partner[name] = records.browse(found[name, client.id])

    @api.model
    def _get_client_record_fields(self):
        """Return the fields that show what is stored in tables of clients."""
        return ["segment_pin_ids", "segment_history_ids"]

    def _search_client_records(self, names):
        """Return ``{(field, client's id): ids}``, in the order of their models."""
        domain = [
            ("company_id", "=", self.env.company.id),
            ("partner_id", "in", self.commercial_partner_id._origin.ids),
        ]
        parts = []
        for number, name in enumerate(names):
            model = self.env[self._fields[name].comodel_name]
            query = model._search(domain, order=model._order)
            row, client = (
                SQL.identifier(model._table, column) for column in ("id", "partner_id")
            )
            place = SQL("ROW_NUMBER() OVER (ORDER BY %s)", query.order)
            # The order of the parts would be lost
            query.order = None
            parts.append(query.select(SQL("%s", number), client, place, row))
        found = defaultdict(list)
        rows = self.env.execute_query(SQL(" UNION ALL ").join(parts))
        for number, client_id, _place, row_id in sorted(rows):
            found[names[number], client_id].append(row_id)
        return found

    @api.model
    def _invalidate_segment_fields(self):
        self.invalidate_model(["segment_pin_ids", "segment_history_ids"])
        return super()._invalidate_segment_fields()
