"""The client base at each month's end: how many clients each salesperson has in each
RFM segment, and in which one they were a month before."""

from odoo.tools import SQL

from .pins import select_effective
from .results import select_labelled

TABLE = SQL.identifier("client_segment_month_end")
COLUMNS = SQL(
    "company_id, user_id, rfm_before, rfm, client_count, assigned_count, active_count,"
    " lapsed_count, revenue, target"
)
FOUND = ("rfm", "is_active", "revenue", "first_order_date", "last_order_date")


def select_first_purchase(company_id):
    return SQL(
        "SELECT MIN(first_order_date) FROM client_segment WHERE company_id = %s",
        company_id,
    )


def create_month_end(parameters, cut_offs, last_day):
    """Put the clients aside as they were on the as-of date, the end of a month.

    :param last_day: the end of the month before if that has been kept, else None
    """
    return SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS
        SELECT found.*,
               %(company_id)s AS company_id,
               CASE WHEN found.first_order_date <= %(last_day)s
                    THEN segment.rfm_month END AS rfm_before
          FROM (%(found)s) found
          LEFT JOIN client_segment segment
                 ON segment.company_id = %(company_id)s
                AND segment.partner_id = found.partner_id
        """,
        table=TABLE,
        company_id=parameters.company_id,
        last_day=last_day,
        found=select_effective(
            select_labelled(parameters, cut_offs),
            FOUND,
            parameters.company_id,
            parameters.as_of,
        ),
    )


def drop_month_end():
    return SQL("DROP TABLE %s", TABLE)


def insert_month(month, day, has_previous):
    """Keep the shape of the clients put aside as that of ``month``."""
    return SQL(
        """
        INSERT INTO client_segment_month (month, as_of, has_previous, %(columns)s)
        SELECT %(month)s, %(day)s, %(has_previous)s, %(columns)s FROM (%(shape)s) shape
        """,
        columns=COLUMNS,
        month=month,
        day=day,
        has_previous=has_previous,
        shape=_select_shape(),
    )


def insert_rfm_history(day, run_id):
    """Keep who has another RFM segment than a month before: once a month, since RFM
    moves too often to keep each change."""
    return SQL(
        """
        INSERT INTO client_segment_history
                    (company_id, partner_id, date, run_id, axis, old_value, new_value)
        SELECT company_id, partner_id, %(day)s, %(run_id)s, 'rfm',
               'rfm:' || rfm_before, 'rfm:' || rfm
          FROM %(table)s
         WHERE rfm IS DISTINCT FROM rfm_before
        """,
        day=day,
        run_id=run_id,
        table=TABLE,
    )


def delete_months(company_id, month):
    """Return the statements that remove what was kept from ``month`` on. Of no other
    axis a change is kept by the month."""
    for table, condition in (
        ("client_segment_month", SQL("month >= %s", month)),
        ("client_segment_history", SQL("axis = 'rfm' AND date >= %s", month)),
    ):
        yield SQL(
            "DELETE FROM %s WHERE company_id = %s AND %s",
            SQL.identifier(table),
            company_id,
            condition,
        )


def update_rfm_month(company_id):
    """Remember the segment of each client for the next month."""
    return SQL(
        """
        UPDATE client_segment segment
           SET rfm_month = found.rfm
          FROM (SELECT client.id, month_end.rfm
                  FROM client_segment client
                  LEFT JOIN %(table)s month_end
                         ON month_end.partner_id = client.partner_id
                 WHERE client.company_id = %(company_id)s) found
         WHERE segment.id = found.id AND segment.rfm_month IS DISTINCT FROM found.rfm
        """,
        table=TABLE,
        company_id=company_id,
    )


def select_months(present):
    """Select the kept months of all companies and, as the last one, the month of the
    last run: ``month``, ``is_current``, ``has_previous`` and :data:`COLUMNS`.

    :param present: a query of :data:`COLUMNS` of the clients as they are now
    """
    return SQL(
        """
        SELECT month, as_of, FALSE AS is_current, has_previous, %(columns)s
          FROM client_segment_month
         UNION ALL
        SELECT turn.month, turn.as_of, TRUE, turn.has_previous, shape.*
          FROM (%(present)s) shape
          JOIN (%(turns)s) turn ON turn.company_id = shape.company_id
        """,
        columns=COLUMNS,
        present=present,
        turns=select_turns(),
    )


def select_turns(run_id=None):
    """Select the month of each company's last run, unless that has been kept, or a
    later one, and what is known of the month before.

    :param run_id: of this run only, though it may not be done yet
    """
    is_meant = SQL("id = %s", run_id) if run_id else SQL("state = 'done'")
    return SQL(
        """
        SELECT run.company_id, run.as_of, run.month,
               COALESCE(last.month = run.month - INTERVAL '1 month', FALSE)
                   AS has_previous,
               last.as_of AS last_day
          FROM (SELECT DISTINCT ON (company_id) company_id, as_of,
                       DATE_TRUNC('month', as_of::timestamp)::date AS month
                  FROM client_segment_run
                 WHERE %s
              ORDER BY company_id, id DESC) run
          LEFT JOIN (SELECT DISTINCT ON (company_id) company_id, month, as_of
                       FROM client_segment_month
                   ORDER BY company_id, month DESC) last
                 ON last.company_id = run.company_id
         WHERE last.month IS NULL OR run.month > last.month
        """,
        is_meant,
    )


def _select_shape():
    """Select :data:`COLUMNS` of the clients put aside: one row per company, salesperson
    and RFM segment then and now."""
    return SQL(
        """
        SELECT client.company_id,
               partner.user_id,
               client.rfm_before,
               client.rfm,
               COUNT(*)::integer AS client_count,
               COUNT(partner.user_id)::integer AS assigned_count,
               (COUNT(*) FILTER (WHERE client.is_active))::integer AS active_count,
               (COUNT(*) FILTER (WHERE client.last_order_date IS NOT NULL
                                   AND client.is_active IS NOT TRUE))::integer
                   AS lapsed_count,
               COALESCE(SUM(client.revenue), 0) AS revenue,
               policy.active_target AS target
          FROM %s client
          JOIN res_partner partner ON partner.id = client.partner_id
          JOIN client_segment_policy policy
            ON policy.company_id = client.company_id
      GROUP BY client.company_id, partner.user_id, client.rfm_before, client.rfm,
               policy.id
        """,
        TABLE,
    )
