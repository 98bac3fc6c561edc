"""Which columns of client.segment contacts and documents show, and how: what stands
here once makes lists, searches, groups and single records agree."""

from functools import partial

from odoo.fields import Domain
from odoo.tools import SQL

from . import segment_axes

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
    "segment_usual_interval": "usual_interval",
    "segment_next_order_date": "next_order_date",
    "segment_variation": "variation",
    "segment_rfm_month": "rfm_month",
    "segment_rfm_recency": "rfm_recency",
    "segment_rfm_frequency": "rfm_frequency",
    "segment_rfm_monetary": "rfm_monetary",
    "segment_margin": "margin",
    "segment_margin_variation": "margin_variation",
    "segment_ltv": "ltv",
    "segment_ltv_historical": "total_margin",
    "segment_chance": "chance",
    "segment_expected_orders": "expected_orders",
    "segment_expected_margin": "expected_margin",
    "segment_at_stake": "at_stake",
}
SEGMENT_COLUMNS = {**CLASS_COLUMNS, **FIGURE_COLUMNS}
COMPUTED_FIELDS = (
    *SEGMENT_COLUMNS,
    "segment_late",
    "segment_profit_share",
    "segment_is_loss_making",
)
EVERY_ONE = SQL("TRUE")
# Of the client alone; the others show on its contacts, too.
OWN_FIELDS = {*FIGURE_COLUMNS, "segment_late", "segment_profit_share"}
# What the documents of a client tell, beyond its classes. Who sees own documents only
# sees these of own clients only.
AMOUNT_FIELDS = {
    "segment_revenue",
    "segment_order_count",
    "segment_first_order_date",
    "segment_last_order_date",
    "segment_usual_interval",
    "segment_next_order_date",
    "segment_late",
    "segment_chance",
    "segment_expected_orders",
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
    # The last run is looked up once, not once for each field that needs it.
    columns = [
        SQL(
            "%s AS %s",
            segment_field_to_sql(env, "segment", name, of_last_run=_of_joined_run),
            SQL.identifier(name),
        )
        for name in COMPUTED_FIELDS
    ]
    return SQL(
        """
        SELECT segment.partner_id, %s
          FROM client_segment segment
          LEFT JOIN (%s) last_run ON TRUE
         WHERE segment.company_id = %s AND segment.partner_id = ANY(%s)
        """,
        SQL(", ").join(columns),
        _select_of_last_run(
            env,
            SQL(", ").join(
                SQL("%s AS %s", expression, SQL.identifier(name))
                for name, expression in OF_LAST_RUN.items()
            ),
        ),
        env.company.id,
        client_ids,
    )


def segment_field_to_sql(env, segment, name, of_last_run=None):
    """Return a field of contacts as an expression of the row ``segment`` of a client
    in the current company.

    :param of_last_run: function that returns a value of :data:`OF_LAST_RUN` as an
        expression; by default it is looked up
    """
    of_last_run = of_last_run or partial(_look_up_last_run, env)
    if name == "segment_late":
        # It grows every day: stored, each run would write each client.
        return SQL(
            "(%s - %s) / NULLIF(%s, 0)",
            of_last_run("as_of"),
            SQL.identifier(segment, "last_order_date"),
            SQL.identifier(segment, "usual_interval"),
        )
    if name == "segment_profit_share":
        return SQL(
            "GREATEST(%s, 0) / NULLIF(%s, 0)::numeric",
            SQL.identifier(segment, "margin"),
            of_last_run("profit_total"),
        )
    if name == "segment_is_loss_making":
        return SQL(
            "COALESCE(CASE %s WHEN 'margin' THEN %s WHEN 'order_count' THEN %s"
            " ELSE %s END < 0, FALSE)",
            of_last_run("measure"),
            *(SQL.identifier(segment, f) for f in ("margin", "order_count", "revenue")),
        )
    return SQL.identifier(segment, SEGMENT_COLUMNS[name])


# What shares of profit and lateness refer to and what ABC compares stay with the run,
# so that what follows from them need not be stored for every client.
OF_LAST_RUN = {
    "as_of": SQL("as_of"),
    "profit_total": SQL("profit_total"),
    "measure": SQL("settings ->> 'measure'"),
}


def _of_joined_run(name):
    return SQL.identifier("last_run", name)


def _look_up_last_run(env, name):
    return SQL("(%s)", _select_of_last_run(env, OF_LAST_RUN[name]))


def _select_of_last_run(env, expressions):
    fields = env["client.segment.run"]._fields
    return SQL(
        """
        SELECT %s FROM client_segment_run
         WHERE company_id = %s AND state = 'done'
      ORDER BY id DESC
         LIMIT 1
        """,
        expressions,
        env.company.id,
        to_flush=[
            fields[name] for name in ("as_of", "profit_total", "settings", "state")
        ],
    )
