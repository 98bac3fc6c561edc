"""What two groups of clients have bought since a day of their own, and before.

A statement returns a few sums per group and stratum, however many clients and orders
there are. Amounts are integers of the currency's smallest unit, so that sums of
squares are exact.
"""

from odoo.tools import SQL

MEASURES = ("margin", "revenue", "orders")


def select_sums(clients, documents, first, end):
    """Select per group and stratum: the clients, those who bought before and those of
    them who came back, the days since their start; of each measure, ``y`` since the
    start and ``x`` before, the sums of y, y^2, x, x^2 and xy.

    :param clients: statement of ``partner_id``, ``is_member``, ``stratum`` and the
        moments ``start`` and ``before``, the start of as long a span before it
    :param documents: statement of the documents, as :func:`select_documents` makes it
    :param first: the earliest moment ``before``
    :param end: the moment at which what is measured ends
    """
    return SQL(
        """
        WITH %(tables)s
        SELECT client.is_member, client.stratum, COUNT(*) AS clients,
               COUNT(*) FILTER (WHERE orders_x > 0) AS bought_before,
               COUNT(*) FILTER (WHERE orders_x > 0 AND orders_y > 0) AS came_back,
               COALESCE(SUM(unrated), 0) AS unrated,
               SUM(EXTRACT(DAY FROM %(end)s::timestamp - client.start)) AS days,
               %(sums)s
          FROM client
          LEFT JOIN bought ON bought.partner_id = client.partner_id
      GROUP BY client.is_member, client.stratum
      ORDER BY client.stratum
        """,
        tables=_get_tables(clients, documents, first),
        end=end,
        sums=SQL(", ").join(_select_moments()),
    )


def select_margins(clients, documents, first):
    """Select of each client ``is_member``, its stratum and its margin ``x`` before its
    start and ``y`` since. The parameters are those of :func:`select_sums`."""
    return SQL(
        """
        WITH %(tables)s
        SELECT client.is_member, client.stratum, COALESCE(margin_x, 0)::bigint AS x,
               COALESCE(margin_y, 0)::bigint AS y
          FROM client
          LEFT JOIN bought ON bought.partner_id = client.partner_id
      ORDER BY client.partner_id
        """,
        tables=_get_tables(clients, documents, first),
    )


def _get_tables(clients, documents, first):
    # OFFSET 0 keeps an amount from being computed once per sum.
    return SQL(
        """
        client AS MATERIALIZED (%(clients)s), bought AS (
            SELECT client.partner_id, %(totals)s,
                   COUNT(*) FILTER (WHERE revenue IS NULL) AS unrated
              FROM (SELECT * FROM (%(documents)s) document
                     WHERE moment >= %(first)s
                    OFFSET 0) document
              JOIN res_partner partner ON partner.id = document.partner_id
              JOIN client ON client.partner_id = partner.commercial_partner_id
             WHERE document.moment >= client.before
          GROUP BY client.partner_id
        )
        """,
        clients=clients,
        documents=documents,
        first=first,
        totals=SQL(", ").join(_select_totals()),
    )


def _select_totals():
    for measure in MEASURES:
        for name, operator in (("y", ">="), ("x", "<")):
            yield SQL(
                "COALESCE(%s FILTER (WHERE moment %s client.start), 0) AS %s",
                _aggregate(measure),
                SQL(operator),
                SQL.identifier(f"{measure}_{name}"),
            )


def _select_moments():
    for measure in MEASURES:
        y, x = SQL.identifier(f"{measure}_y"), SQL.identifier(f"{measure}_x")
        for name, product in (
            ("y", y),
            ("yy", SQL("%s * %s", y, y)),
            ("x", x),
            ("xx", SQL("%s * %s", x, x)),
            ("xy", SQL("%s * %s", x, y)),
        ):
            column = SQL.identifier(f"{measure}_sum_{name}")
            yield SQL("COALESCE(SUM(%s), 0) AS %s", product, column)


def _aggregate(measure):
    if measure == "orders":
        # A credit note is no order
        return SQL("COUNT(NULLIF(is_purchase, FALSE))")
    # The sum of bigint is numeric: its squares cannot overflow
    return SQL("SUM(%s)", SQL.identifier(measure))


def first_day_before(day, as_of):
    """The first of as many days before ``day`` as there are from it to ``as_of``."""
    return SQL("%(day)s - (%(as_of)s::date - %(day)s + 1)", day=day, as_of=as_of)


def midnight(day, timezone):
    """The naive UTC moment at which a day begins."""
    return SQL("((%s)::timestamp AT TIME ZONE %s AT TIME ZONE 'UTC')", day, timezone)
