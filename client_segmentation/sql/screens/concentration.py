from odoo.tools import SQL

from ..core import kept_rows

TABLE = SQL.identifier("client_segment_concentration")
COLUMNS = ("company_id", "user_id", "measure", "steps")
MEASURES = ("revenue", "margin")


def select_concentration(values, steps, most, top):
    """Put the clients in order, the largest first, and divide them into so many steps
    of an equal number of clients, as far as there are enough.

    :param values: a query of ``user_id``, ``client_id`` and ``value``, above zero;
        those of each ``user_id`` are divided by themselves
    :param most: the share that ``head_clients`` bring together (``head_amount``),
        divided as the classes of ABC are
    :return: a query of ``user_id`` and ``steps``, a list of dictionaries: ``clients``,
        ``amount`` and the sum of ``squares`` of each step, what of the head is in it,
        and which of the ``top`` clients, as ``[[client's id, value]]``
    """
    return SQL(
        """
        SELECT user_id, JSONB_AGG(TO_JSONB(step) - 'user_id' ORDER BY number) AS steps
          FROM (SELECT user_id,
                       number,
                       COUNT(*) AS clients,
                       SUM(value) AS amount,
                       SUM(value * value) AS squares,
                       COUNT(*) FILTER (WHERE %(is_head)s) AS head_clients,
                       COALESCE(SUM(value) FILTER (WHERE %(is_head)s), 0)
                           AS head_amount,
                       JSONB_AGG(JSONB_BUILD_ARRAY(client_id, value) ORDER BY place)
                           FILTER (WHERE place <= %(top)s) AS top
                  FROM (SELECT user_id,
                               client_id,
                               value,
                               NTILE(%(steps)s) OVER largest_first AS number,
                               ROW_NUMBER() OVER largest_first AS place,
                               SUM(value) OVER largest_first - value AS before,
                               SUM(value) OVER (PARTITION BY user_id) AS total
                          FROM (%(values)s) client
                        WINDOW largest_first AS (
                               PARTITION BY user_id ORDER BY value DESC, client_id
                               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
                       ) ranked
              GROUP BY user_id, number) step
      GROUP BY user_id
        """,
        is_head=SQL("before < total * %s", most),
        steps=steps,
        top=top,
        values=values,
    )


def write(company_id, steps, most, top):
    """Return the statements that keep the concentration of a company: of all clients
    (no ``user_id``), and of those of each salesperson."""
    found = [
        SQL(
            "SELECT %s AS company_id, user_id, %s AS measure, steps FROM (%s) found",
            company_id,
            measure,
            select_concentration(values, steps, most, top),
        )
        for measure in MEASURES
        for values in _select_values(company_id, SQL.identifier("segment", measure))
    ]
    return kept_rows.replace(TABLE, COLUMNS, company_id, SQL(" UNION ALL ").join(found))


def _select_values(company_id, value):
    for user, is_meant in (
        (SQL("NULL::integer"), SQL("TRUE")),
        (SQL("partner.user_id"), SQL("partner.user_id IS NOT NULL")),
    ):
        yield SQL(
            """
            SELECT %(user)s AS user_id, partner.id AS client_id, %(value)s AS value
              FROM client_segment segment
              JOIN res_partner partner
                ON partner.id = segment.partner_id AND partner.active
             WHERE segment.company_id = %(company_id)s
               AND %(value)s > 0
               AND %(is_meant)s
            """,
            user=user,
            value=value,
            company_id=company_id,
            is_meant=is_meant,
        )
