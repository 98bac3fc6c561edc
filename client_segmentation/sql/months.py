"""The client base at each month's turn: how many clients each salesperson has in each
RFM segment, and in which one they were a month before."""

from odoo.tools import SQL

COLUMNS = SQL(
    "company_id, user_id, rfm_before, rfm, client_count, assigned_count, active_count,"
    " lapsed_count, revenue, target"
)


def insert_month(company_id, month, day):
    """Keep the present shape of a company's client base as that of ``month``."""
    return SQL(
        """
        INSERT INTO client_segment_month (month, as_of, has_previous, %(columns)s)
        SELECT %(month)s, %(day)s,
               EXISTS (SELECT 1 FROM client_segment_month
                        WHERE company_id = %(company_id)s),
               %(columns)s
          FROM (%(shape)s) shape
        """,
        columns=COLUMNS,
        month=month,
        day=day,
        company_id=company_id,
        shape=_select_shape(SQL("segment.company_id = %s", company_id)),
    )


def insert_rfm_history(company_id, day, last_day, run_id):
    """Keep who has another RFM segment than on ``last_day``: once a month, since RFM
    moves too often to keep each change."""
    return SQL(
        """
        INSERT INTO client_segment_history
                    (company_id, partner_id, date, run_id, axis, old_value, new_value)
        SELECT segment.company_id, segment.partner_id, %(day)s, %(run_id)s, 'rfm',
               'rfm:' || %(before)s, 'rfm:' || segment.rfm
          FROM client_segment segment
         WHERE segment.company_id = %(company_id)s
           AND segment.rfm IS DISTINCT FROM %(before)s
        """,
        day=day,
        run_id=run_id,
        before=_rfm_before(last_day),
        company_id=company_id,
    )


def update_rfm_month(company_id):
    """Remember the segment of each client for the next month."""
    return SQL(
        """
        UPDATE client_segment
           SET rfm_month = rfm
         WHERE company_id = %s AND rfm_month IS DISTINCT FROM rfm
        """,
        company_id,
    )


def select_months():
    """Select the kept months of all companies and, as the last one, the month of the
    last run: ``month``, ``is_current``, ``has_previous`` and :data:`COLUMNS`."""
    return SQL(
        """
        SELECT month, as_of, FALSE AS is_current, has_previous, %(columns)s
          FROM client_segment_month
         UNION ALL
        SELECT DATE_TRUNC('month', run.as_of::timestamp)::date, run.as_of, TRUE,
               last.month IS NOT NULL, %(columns)s
          FROM (%(shape)s) shape
          JOIN LATERAL (SELECT as_of
                          FROM client_segment_run
                         WHERE company_id = shape.company_id AND state = 'done'
                      ORDER BY id DESC
                         LIMIT 1) run ON TRUE
          LEFT JOIN LATERAL (SELECT MAX(month) AS month
                               FROM client_segment_month
                              WHERE company_id = shape.company_id) last ON TRUE
         WHERE last.month IS NULL OR run.as_of >= last.month + INTERVAL '1 month'
        """,
        columns=COLUMNS,
        shape=_select_shape(SQL("partner.active")),
    )


def _select_shape(condition):
    """Select :data:`COLUMNS` of the stored segments, one row per company, salesperson
    and RFM segment then and now."""
    return SQL(
        """
        SELECT segment.company_id,
               partner.user_id,
               %(before)s AS rfm_before,
               segment.rfm,
               COUNT(*)::integer AS client_count,
               COUNT(partner.user_id)::integer AS assigned_count,
               (COUNT(*) FILTER (WHERE segment.is_active))::integer AS active_count,
               (COUNT(*) FILTER (WHERE segment.last_order_date IS NOT NULL
                                   AND segment.is_active IS NOT TRUE))::integer
                   AS lapsed_count,
               COALESCE(SUM(segment.revenue), 0) AS revenue,
               company.segment_active_target AS target
          FROM client_segment segment
          JOIN res_partner partner ON partner.id = segment.partner_id
          JOIN res_company company ON company.id = segment.company_id
          LEFT JOIN (SELECT company_id, MAX(as_of) AS as_of
                       FROM client_segment_month
                   GROUP BY company_id) last
                 ON last.company_id = segment.company_id
         WHERE %(condition)s
      GROUP BY segment.company_id, partner.user_id, 3, segment.rfm, company.id
        """,
        before=_rfm_before(SQL("last.as_of")),
        condition=condition,
    )


def _rfm_before(last_day):
    """The segment on ``last_day``; none for who had not bought by then."""
    return SQL(
        "CASE WHEN segment.first_order_date <= %s THEN segment.rfm_month END", last_day
    )
