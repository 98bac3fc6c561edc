from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .client_segment import ABC_CLASSES, TEMPERATURES

SEGMENT_GROUP = "client_segmentation.group_segment_user"

# Segment fields of a contact and the columns of client.segment they show. The
# classes of a client show on its contacts and addresses, too; its figures do not,
# or a sum over contacts would count them again and again.
CLASS_COLUMNS = {
    "segment_temperature": "temperature",
    "segment_abc": "abc",
}
FIGURE_COLUMNS = {
    "segment_revenue": "revenue",
    "segment_order_count": "order_count",
    "segment_first_order_date": "first_order_date",
    "segment_last_order_date": "last_order_date",
}
SEGMENT_COLUMNS = {**CLASS_COLUMNS, **FIGURE_COLUMNS}


def _search_by(field_name):
    """Return the search method of a segment field."""

    def search(self, operator, value):
        return self._search_segment_field(field_name, operator, value)

    return search


class ResPartner(models.Model):
    """Contacts show the segments of their commercial entity in the current company.

    The fields are not stored: they are read, searched, sorted and grouped through
    a join with ``client_segment`` (see :meth:`_field_to_sql`). So no run ever
    touches a row of ``res_partner``, and no company sees the figures of another.
    """

    _inherit = "res.partner"

    segment_temperature = fields.Selection(
        selection=TEMPERATURES,
        string="Temperature",
        compute="_compute_segment_fields",
        search=_search_by("segment_temperature"),
        groups=SEGMENT_GROUP,
        help="Hot: has bought at least once. Warm: knows us. Cold: the others.",
    )
    segment_abc = fields.Selection(
        selection=ABC_CLASSES,
        string="ABC",
        compute="_compute_segment_fields",
        search=_search_by("segment_abc"),
        groups=SEGMENT_GROUP,
        help="Class by cumulative share of the revenue: A brings the most of it.",
    )
    segment_revenue = fields.Monetary(
        string="Revenue",
        compute="_compute_segment_fields",
        search=_search_by("segment_revenue"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=SEGMENT_GROUP,
        help="Untaxed amount of the confirmed orders of the client within the"
        " horizon, in the currency of the current company.",
    )
    segment_order_count = fields.Integer(
        string="Orders",
        compute="_compute_segment_fields",
        search=_search_by("segment_order_count"),
        aggregator="sum",
        groups=SEGMENT_GROUP,
    )
    segment_first_order_date = fields.Date(
        string="First Order",
        compute="_compute_segment_fields",
        search=_search_by("segment_first_order_date"),
        groups=SEGMENT_GROUP,
    )
    segment_last_order_date = fields.Date(
        string="Last Order",
        compute="_compute_segment_fields",
        search=_search_by("segment_last_order_date"),
        groups=SEGMENT_GROUP,
    )
    segment_currency_id = fields.Many2one(
        comodel_name="res.currency",
        string="Currency of Segment Figures",
        compute="_compute_segment_currency_id",
        groups=SEGMENT_GROUP,
    )
    segment_tag_ids = fields.Many2many(
        comodel_name="res.partner.category",
        string="Segment Tags",
        compute="_compute_segment_tag_ids",
        search="_search_segment_tag_ids",
        groups=SEGMENT_GROUP,
    )
    segment_explanation = fields.Html(
        string="Why These Segments",
        compute="_compute_segment_explanation",
        sanitize=False,
        exportable=False,
        groups=SEGMENT_GROUP,
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_segment_fields(self):
        segment_by_client = self._get_segments_by_client()
        nobody = self.env["client.segment"]
        for partner in self:
            client = partner.commercial_partner_id._origin
            segment = segment_by_client.get(client.id, nobody)
            for name, column in CLASS_COLUMNS.items():
                partner[name] = segment[column]
            own = segment if client == partner._origin else nobody
            for name, column in FIGURE_COLUMNS.items():
                partner[name] = own[column]

    @api.depends_context("company")
    def _compute_segment_currency_id(self):
        self.segment_currency_id = self.env.company.currency_id

    @api.depends(*CLASS_COLUMNS)
    @api.depends_context("company")
    def _compute_segment_tag_ids(self):
        tag_ids = self.env["res.partner.category"]._get_segment_tag_ids()
        for partner in self:
            keys = [(name, partner[name]) for name in CLASS_COLUMNS]
            partner.segment_tag_ids = [tag_ids[key] for key in keys if key in tag_ids]

    @api.depends_context("company", "lang")
    def _compute_segment_explanation(self):
        segment_by_client = self._get_segments_by_client()
        for partner in self:
            client = partner.commercial_partner_id._origin
            segment = segment_by_client.get(client.id)
            partner.segment_explanation = segment and self.env["ir.qweb"]._render(
                "client_segmentation.segment_explanation",
                segment._prepare_explanation(),
            )

    def _search_segment_field(self, field_name, operator, value):
        if operator in ("any", "not any", "any!", "not any!"):
            return NotImplemented
        field = self._fields[field_name]
        if field.type == "monetary" and operator in ("in", "not in"):
            # An integer 0 would not find the contacts that have no figure.
            value = [float(amount) for amount in value]

        def to_sql(model, alias, query):
            return field._condition_to_sql(
                field_name, operator, value, model, alias, query
            )

        return Domain.custom(to_sql=to_sql)

    def _search_segment_tag_ids(self, operator, value):
        if operator == "any":
            value = self.env["res.partner.category"]._search(value)
        elif operator != "in":
            return NotImplemented
        searched = set(value)
        tag_ids = self.env["res.partner.category"]._get_segment_tag_ids()
        domains = [
            Domain(field_name, "=", segment_value)
            for (field_name, segment_value), tag_id in tag_ids.items()
            if tag_id in searched
        ]
        if False in searched:
            domains.append(Domain.AND(Domain(name, "=", False) for name in CLASS_COLUMNS))
        return Domain.OR(domains)

    def _field_to_sql(self, alias, field_expr, query=None):
        column = SEGMENT_COLUMNS.get(field_expr)
        if field_expr == "segment_currency_id":
            # Lets the web client show sums of amounts with their currency.
            return SQL("%s::integer", self.env.company.currency_id.id)
        if column is None or query is None:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        client = "commercial_partner_id" if field_expr in CLASS_COLUMNS else "id"
        return SQL.identifier(self._join_segment(alias, client, query), column)

    def _join_segment(self, alias, client, query):
        """Join the segments that the column ``client`` of contacts has in the
        current company to ``query``; return the alias of the joined table."""
        segment = query.make_alias(alias, f"segment_{client}")
        query.add_join(
            "LEFT JOIN",
            segment,
            "client_segment",
            SQL(
                "%s = %s AND %s = %s",
                SQL.identifier(segment, "partner_id"),
                SQL.identifier(alias, client, to_flush=self._fields[client]),
                SQL.identifier(segment, "company_id"),
                self.env.company.id,
            ),
        )
        return segment

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

    @api.model
    def _invalidate_segment_fields(self):
        names = [*SEGMENT_COLUMNS, "segment_tag_ids", "segment_explanation"]
        self.invalidate_model(names)
