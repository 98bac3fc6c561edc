"""What came of the calls, for the page of the team."""

from odoo.tools import SQL

from ...models.core.segment_axes import LATE_STATES

WON_BACK_DAYS = 90


def select_done(company_id, today):
    """Select per user the clients spoken to today, and those won back within
    :data:`WON_BACK_DAYS` days: late or lost when they were called, and buying now."""
    return SQL(
        """
        SELECT result.user_id,
               COUNT(DISTINCT result.partner_id) FILTER (
                   WHERE result.date = %(today)s) AS done_count,
               COUNT(DISTINCT result.partner_id) FILTER (
                   WHERE result.state IN %(late)s
                     AND segment.state IN ('active', 'new')
                     AND segment.last_order_date >= result.date) AS won_back_count
          FROM client_day_result result
          LEFT JOIN client_segment segment
            ON segment.partner_id = result.partner_id
           AND segment.company_id = result.company_id
         WHERE result.company_id = %(company)s
           AND result.kind NOT IN ('snoozed', 'irrelevant')
           AND result.date > %(today)s::date - %(days)s
      GROUP BY result.user_id
        """,
        late=LATE_STATES,
        today=today,
        company=company_id,
        days=WON_BACK_DAYS,
    )
