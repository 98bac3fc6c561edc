from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from . import segment_axes
from .client_segment import MANAGER_GROUP

SEGMENT_GROUP = "client_segmentation.group_segment_user"
# The contacts that are clients themselves: others show the classes of theirs.
IS_CLIENT = Domain("parent_id", "=", False) | Domain("is_company", "=", True)

# Segment fields of a contact and the columns of client.segment they show. The
# classes of a client show on its contacts and addresses, too; its figures do not,
# or a sum over contacts would count them again and again.
CLASS_COLUMNS = {axis.partner_field: axis.column for axis in segment_axes.CLASSES}
FIGURE_COLUMNS = {
    "segment_revenue": "revenue",
    "segment_order_count": "order_count",
    "segment_first_order_date": "first_order_date",
    "segment_last_order_date": "last_order_date",
    "segment_variation": "variation",
    "segment_rfm_month": "rfm_month",
    "segment_rfm_recency": "rfm_recency",
    "segment_rfm_frequency": "rfm_frequency",
    "segment_rfm_monetary": "rfm_monetary",
    "segment_margin": "margin",
    "segment_margin_variation": "margin_variation",
    "segment_ltv": "ltv",
    "segment_ltv_historical": "total_margin",
}
SEGMENT_COLUMNS = {**CLASS_COLUMNS, **FIGURE_COLUMNS}
COMPUTED_FIELDS = (
    *SEGMENT_COLUMNS,
    "segment_profit_share",
    "segment_is_loss_making",
)
EVERY_ONE = SQL("TRUE")
# Of the client alone; the others show on its contacts, too.
OWN_FIELDS = {*FIGURE_COLUMNS, "segment_profit_share"}
# What the documents of a client tell, beyond its classes. Who sees own documents only
# sees these of own clients only.
AMOUNT_FIELDS = {
    "segment_revenue",
    "segment_order_count",
    "segment_first_order_date",
    "segment_last_order_date",
    "segment_variation",
}


def search_by(field_name):
    """Return the search method of a segment field, which goes through
    ``_field_to_sql`` of the model."""

    def search(self, operator, value):
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

    return search


def join_segment(query, alias, link, client, company, only=EVERY_ONE):
    """Join the segments that the clients ``client`` (an SQL expression) of the table
    ``alias`` have in ``company`` to ``query``; return the alias of the joined table.

    :param link: tells this join from others of the same table
    :param only: join the segments of the clients that meet this condition only
    """
    segment = query.make_alias(alias, link)
    query.add_join(
        "LEFT JOIN",
        segment,
        "client_segment",
        SQL(
            "%s = %s AND %s = %s AND %s",
            SQL.identifier(segment, "partner_id"),
            client,
            SQL.identifier(segment, "company_id"),
            company.id,
            only,
        ),
    )
    return segment


def select_segments(env, client_ids):
    """Select ``partner_id`` and :data:`COMPUTED_FIELDS` of these clients in the current
    company."""
    columns = [
        SQL(
            "%s AS %s", segment_field_to_sql(env, "segment", name), SQL.identifier(name)
        )
        for name in COMPUTED_FIELDS
    ]
    return SQL(
        """
        SELECT segment.partner_id, %s
          FROM client_segment segment
         WHERE segment.company_id = %s AND segment.partner_id = ANY(%s)
        """,
        SQL(", ").join(columns),
        env.company.id,
        client_ids,
    )


def segment_field_to_sql(env, segment, name):
    """Return a field of contacts as an expression of the row ``segment`` of a client
    in the current company."""
    if name == "segment_profit_share":
        return SQL(
            "GREATEST(%s, 0) / NULLIF((%s), 0)::numeric",
            SQL.identifier(segment, "margin"),
            _select_of_last_run(env, SQL("profit_total")),
        )
    if name == "segment_is_loss_making":
        return SQL(
            "COALESCE(CASE (%s) WHEN 'margin' THEN %s WHEN 'order_count' THEN %s"
            " ELSE %s END < 0, FALSE)",
            _select_of_last_run(env, SQL("settings ->> 'measure'")),
            *(SQL.identifier(segment, f) for f in ("margin", "order_count", "revenue")),
        )
    return SQL.identifier(segment, SEGMENT_COLUMNS[name])


def _select_of_last_run(env, expression):
    """What shares of profit refer to and what ABC compares stay with the run, so that
    what follows from them need not be stored for every client."""
    fields = env["client.segment.run"]._fields
    return SQL(
        """
        SELECT %s FROM client_segment_run
         WHERE company_id = %s AND state = 'done'
      ORDER BY id DESC
         LIMIT 1
        """,
        expression,
        env.company.id,
        to_flush=[fields[name] for name in ("profit_total", "settings", "state")],
    )


class ResPartner(models.Model):
    """Contacts show the segments of their commercial entity in the current company.

    The fields are not stored: they are read, searched, sorted and grouped through
    a join with ``client_segment`` (see :meth:`_field_to_sql`). So no run ever
    touches a row of ``res_partner``, and no company sees the figures of another.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "client.closed.mixin"]

    for _axis in segment_axes.CLASSES:
        locals()[_axis.partner_field] = _axis.get_field(
            _axis.label,
            compute="_compute_segment_fields",
            search=search_by(_axis.partner_field),
            groups=SEGMENT_GROUP,
            help=_axis.help,
        )
    del _axis
    segment_rfm_month = fields.Selection(
        selection=segment_axes.RFM.values,
        string="RFM the Month Before",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_month"),
        groups=SEGMENT_GROUP,
        help="Named segment at the end of last month.",
    )
    segment_rfm_recency = fields.Integer(
        string="R",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_recency"),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="RFM score for recency, 5 is best.",
    )
    segment_rfm_frequency = fields.Integer(
        string="F",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_frequency"),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="RFM score for frequency, 5 is best.",
    )
    segment_rfm_monetary = fields.Integer(
        string="M",
        compute="_compute_segment_fields",
        search=search_by("segment_rfm_monetary"),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="RFM score for monetary value, 5 is best.",
    )
    segment_revenue = fields.Monetary(
        string="Revenue",
        compute="_compute_segment_fields",
        search=search_by("segment_revenue"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=SEGMENT_GROUP,
        help="Untaxed amount of the documents of the client within the horizon, in the"
        " currency of the current company.",
    )
    segment_order_count = fields.Integer(
        string="Orders",
        compute="_compute_segment_fields",
        search=search_by("segment_order_count"),
        aggregator="sum",
        groups=SEGMENT_GROUP,
        help="Number of orders within the horizon.",
    )
    segment_first_order_date = fields.Date(
        string="First Order",
        compute="_compute_segment_fields",
        search=search_by("segment_first_order_date"),
        groups=SEGMENT_GROUP,
    )
    segment_last_order_date = fields.Date(
        string="Last Order",
        compute="_compute_segment_fields",
        search=search_by("segment_last_order_date"),
        groups=SEGMENT_GROUP,
    )
    segment_variation = fields.Float(
        string="Variation",
        compute="_compute_segment_fields",
        search=search_by("segment_variation"),
        digits=(12, 4),
        aggregator="avg",
        groups=SEGMENT_GROUP,
        help="Coefficient of variation of the measure per period, unless that is the"
        " margin.",
    )
    segment_margin_variation = fields.Float(
        string="Variation of Margin",
        compute="_compute_segment_fields",
        search=search_by("segment_margin_variation"),
        digits=(12, 4),
        aggregator="avg",
        groups=MANAGER_GROUP,
        help="Coefficient of variation of the margin per period, where the margin is"
        " the measure.",
    )
    segment_margin = fields.Monetary(
        string="Margin",
        compute="_compute_segment_fields",
        search=search_by("segment_margin"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Margin of the client within the horizon.",
    )
    segment_profit_share = fields.Float(
        string="Profit Share",
        compute="_compute_segment_fields",
        search=search_by("segment_profit_share"),
        digits=(12, 4),
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Share of the profit of all clients, 0 to 1.",
    )
    # Tells the sign of a margin where that is what ABC compares.
    segment_is_loss_making = fields.Boolean(
        string="Loss-making",
        compute="_compute_segment_fields",
        search=search_by("segment_is_loss_making"),
        groups=MANAGER_GROUP,
        help="What ABC compares, revenue or margin, is below zero within the horizon.",
    )
    segment_ltv = fields.Monetary(
        string="Projected LTV",
        compute="_compute_segment_fields",
        search=search_by("segment_ltv"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Lifetime value by the formula set for the company.",
    )
    segment_ltv_historical = fields.Monetary(
        string="Historical LTV",
        compute="_compute_segment_fields",
        search=search_by("segment_ltv_historical"),
        currency_field="segment_currency_id",
        aggregator="sum",
        groups=MANAGER_GROUP,
        help="Margins of all documents so far, net of refunds.",
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
        open_rows = [
            row if partner._has_open_amounts() else nothing
            for partner, row in zip(self, own_rows, strict=True)
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
    def _get_client_fields(self):
        """Return the names of all that contacts show of their clients."""
        sources = self._get_client_sources([])
        return [name for columns, _query in sources for name in columns]

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

    @api.depends_context("company")
    def _compute_segment_currency_id(self):
        self.segment_currency_id = self.env.company.currency_id

    @api.depends(*CLASS_COLUMNS)
    @api.depends_context("company")
    def _compute_segment_tag_ids(self):
        tag_ids = self.env["res.partner.category"]._get_segment_tag_ids()
        for partner in self:
            keys = [
                (name, self._get_tag_value(partner[name])) for name in CLASS_COLUMNS
            ]
            partner.segment_tag_ids = [tag_ids[key] for key in keys if key in tag_ids]

    @api.model
    def _get_tag_value(self, value):
        """Return how a tag names a class: yes or no as ``true`` or nothing."""
        return "true" if value is True else value

    @api.depends_context("company", "lang", "uid")
    def _compute_segment_explanation(self):
        segment_by_client = self._get_segments_by_client()
        with_profit = self.env.user.has_group(MANAGER_GROUP)
        for partner in self:
            client = partner.commercial_partner_id._origin
            segment = segment_by_client.get(client.id)
            partner.segment_explanation = segment and self.env["ir.qweb"]._render(
                "client_segmentation.segment_explanation",
                segment._prepare_explanation(with_profit),
            )

    def _search_segment_tag_ids(self, operator, value):
        if operator == "any":
            value = self.env["res.partner.category"]._search(value)
        elif operator != "in":
            return NotImplemented
        searched = set(value)
        tag_ids = self.env["res.partner.category"]._get_segment_tag_ids()
        domains = [
            Domain(field_name, "=", segment_value == "true" or segment_value)
            for (field_name, segment_value), tag_id in tag_ids.items()
            if tag_id in searched
        ]
        if False in searched:
            domains.append(
                Domain.AND(Domain(name, "=", False) for name in CLASS_COLUMNS)
            )
        return Domain.OR(domains)

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "segment_currency_id":
            # Lets the web client show sums of amounts with their currency.
            return SQL("%s::integer", self.env.company.currency_id.id)
        if query is None or field_expr not in COMPUTED_FIELDS:
            return super()._field_to_sql(alias, field_expr, query)
        self._check_closed_field(field_expr, query)
        if field_expr in AMOUNT_FIELDS and self._sees_own_amounts_only(query):
            segment = self._join_own_segment(alias, query)
        else:
            client = "id" if field_expr in OWN_FIELDS else "commercial_partner_id"
            segment = self._join_segment(alias, client, query)
        return segment_field_to_sql(self.env, segment, field_expr)

    def _join_segment(self, alias, client, query):
        """Join the segments that the column ``client`` of contacts has in the
        current company to ``query``; return the alias of the joined table."""
        client_sql = SQL.identifier(alias, client, to_flush=self._fields[client])
        link = f"segment_{client}"
        return join_segment(query, alias, link, client_sql, self.env.company)

    def _join_own_segment(self, alias, query):
        """Join the segments of the clients whose salesperson the user is."""
        client, salesperson = (
            SQL.identifier(alias, name, to_flush=self._fields[name])
            for name in ("id", "user_id")
        )
        is_own = SQL("%s = %s", salesperson, self.env.uid)
        link = "segment_of_own"
        return join_segment(query, alias, link, client, self.env.company, is_own)

    @api.model
    def _sees_own_amounts_only(self, query=None):
        """Are the amounts of other salespeople's clients closed to who asks?"""
        return (
            self._is_asked_by_user(query)
            and not self.env.user._sees_amounts_of_all_clients()
        )

    @api.model
    def _is_closed_to_user(self, field_name, with_amounts):
        return super()._is_closed_to_user(field_name, with_amounts) or (
            with_amounts
            and field_name in AMOUNT_FIELDS
            and not self.env.user._sees_amounts_of_all_clients()
        )

    def _has_open_amounts(self):
        """May the user see the amounts of this client? Whoever reads as superuser
        has decided that."""
        return (
            self.env.su
            or self.env.user._sees_amounts_of_all_clients()
            # What stands in the database, not in a form that was not saved.
            or self._origin.sudo().user_id.id == self.env.uid
        )

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
        names = [*COMPUTED_FIELDS, "segment_tag_ids", "segment_explanation"]
        self.invalidate_model(names)
        self.env["client.segment.mixin"]._invalidate_segment_fields()
