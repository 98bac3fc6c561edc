"""What came of the calls, for the page of the team."""

from odoo.tools import SQL

from ...models.core.segment_axes import LATE_STATES

WON_BACK_DAYS = 90


def select_done(company_id, today):
    """Select per user the clients spoken to today, and those won back within
    :data:`WON_BACK_DAYS` days: late or lost when they were called, and buying now."""
    return SQL(
        """
        SELECT user_id,
               COUNT(DISTINCT partner_id) FILTER (WHERE is_done) AS done_count,
               COUNT(DISTINCT partner_id) FILTER (WHERE is_won_back) AS won_back_count
          FROM (%s) result
      GROUP BY user_id
        """,
        _select_results(company_id, today),
    )


def select_clients(company_id, today, user_id, figure):
    """Select ``partner_id`` of the clients behind a figure of :func:`select_done`:
    ``done`` or ``won_back``."""
    return SQL(
        "SELECT DISTINCT partner_id FROM (%s) result WHERE user_id = %s AND %s",
        _select_results(company_id, today),
        user_id,
        SQL.identifier(f"is_{figure}"),
    )


def _select_results(company_id, today):
    return SQL(
        """
        SELECT result.user_id, result.partner_id,
               result.date = %(today)s AS is_done,
               result.state IN %(late)s
               AND segment.state IN ('active', 'new')
               AND segment.last_order_date >= result.date AS is_won_back
          FROM client_day_result result
          LEFT JOIN client_segment segment
            ON segment.partner_id = result.partner_id
           AND segment.company_id = result.company_id
         WHERE result.company_id = %(company)s
           AND result.kind NOT IN ('snoozed', 'irrelevant')
           AND result.date > %(today)s::date - %(days)s
        """,
        late=LATE_STATES,
        today=today,
        company=company_id,
        days=WON_BACK_DAYS,
    )
