from odoo import api, fields, models
from odoo.tools import SQL

from . import segment_axes
from .res_partner import SEGMENT_GROUP, join_segment, search_by

# Fields of the mixin and the columns of client.segment they show.
MIXIN_COLUMNS = {
    "segment_temperature": "temperature",
    "segment_abc": "abc",
    "segment_xyz": "xyz",
    "segment_abcxyz": "abcxyz",
    "segment_tier": "tier",
    "segment_rfm": "rfm",
    "segment_is_key": "is_key",
    "segment_is_mono": "is_mono",
    "segment_is_active": "is_active",
    "segment_buyer_type": "buyer_type",
    "segment_is_stalling": "is_stalling",
}


class ClientSegmentMixin(models.AbstractModel):
    """Documents show the segments of their client in the current company.

    As on contacts, nothing is stored: the fields are read, searched, sorted and
    grouped through a join with ``client_segment``.
    """

    _name = "client.segment.mixin"
    _inherit = ["client.closed.mixin"]
    _description = "Client Segments of a Document"

    _segment_client_path = "partner_id.commercial_partner_id"

    segment_temperature = fields.Selection(
        selection=segment_axes.TEMPERATURES,
        string="Client Temperature",
        compute="_compute_segment_fields",
        search=search_by("segment_temperature"),
        groups=SEGMENT_GROUP,
        help="Hot: has bought at least once. Warm: knows us. Cold: the others.",
    )
    segment_abc = fields.Selection(
        selection=segment_axes.ABC_CLASSES,
        string="Client ABC",
        compute="_compute_segment_fields",
        search=search_by("segment_abc"),
        groups=SEGMENT_GROUP,
        help="Class of the client by cumulative share: A clients bring the most.",
    )
    segment_xyz = fields.Selection(
        selection=segment_axes.XYZ_CLASSES,
        string="Client XYZ",
        compute="_compute_segment_fields",
        search=search_by("segment_xyz"),
        groups=SEGMENT_GROUP,
        help="Class of the client by regularity: X buys steadily, Z erratically; N"
        " means not enough data.",
    )
    segment_abcxyz = fields.Selection(
        selection=segment_axes.ABCXYZ_CLASSES,
        string="Client ABCXYZ",
        compute="_compute_segment_fields",
        search=search_by("segment_abcxyz"),
        groups=SEGMENT_GROUP,
        help="ABC and XYZ class of the client together.",
    )
    segment_tier = fields.Selection(
        selection=segment_axes.TIERS,
        string="Client Tier",
        compute="_compute_segment_fields",
        search=search_by("segment_tier"),
        groups=SEGMENT_GROUP,
        help="Gold, silver or bronze by the client's share of the profit.",
    )
    segment_rfm = fields.Selection(
        selection=segment_axes.RFM_SEGMENTS,
        string="Client RFM",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm"),
        groups=SEGMENT_GROUP,
        help="Named segment of the client by recency, frequency and monetary value.",
    )
    segment_is_key = fields.Boolean(
        string="Key Client",
        compute="_compute_segment_fields",
        search=search_by("segment_is_key"),
        groups=SEGMENT_GROUP,
        help="The client brings a large share of the profit.",
    )
    segment_is_mono = fields.Boolean(
        string="Mono-client",
        compute="_compute_segment_fields",
        search=search_by("segment_is_mono"),
        groups=SEGMENT_GROUP,
        help="The client brings so much of the profit that we depend on it.",
    )
    segment_is_active = fields.Boolean(
        string="Active Client",
        compute="_compute_segment_fields",
        search=search_by("segment_is_active"),
        groups=SEGMENT_GROUP,
        help="The client has bought lately.",
    )
    segment_buyer_type = fields.Selection(
        selection=segment_axes.BUYER_TYPES,
        string="Client Buyer Type",
        compute="_compute_segment_fields",
        search=search_by("segment_buyer_type"),
        groups=SEGMENT_GROUP,
        help="On which terms the client buys: gifts, discounts, or the full price.",
    )
    segment_is_stalling = fields.Boolean(
        string="Stalling Client",
        compute="_compute_segment_fields",
        search=search_by("segment_is_stalling"),
        groups=SEGMENT_GROUP,
        help="The client puts the decision off: postpones an opportunity again and"
        " again, or lets quotations expire.",
    )

    @api.depends(lambda self: () if self._abstract else (self._segment_client_path,))
    @api.depends_context("company")
    def _compute_segment_fields(self):
        # Whoever may read a document may know who its client is.
        clients = self.sudo().mapped(self._segment_client_path)
        segment_by_client = clients.with_env(self.env)._get_segments_by_client()
        nobody = self.env["client.segment"].sudo()
        for record in self:
            client = record.sudo().mapped(self._segment_client_path)._origin
            segment = segment_by_client.get(client.id, nobody)
            for name, column in MIXIN_COLUMNS.items():
                record[name] = segment[column]

    def _field_to_sql(self, alias, field_expr, query=None):
        if query is None or field_expr not in MIXIN_COLUMNS:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_closed_field(field_expr, query)
        client = self._segment_client_to_sql(alias, query)
        segment = join_segment(query, alias, "segment", client, self.env.company)
        return SQL.identifier(segment, MIXIN_COLUMNS[field_expr])

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
