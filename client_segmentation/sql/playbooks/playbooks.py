"""Playbooks that start by themselves: changes of classes joined with playbooks."""

from odoo.tools import SQL

from ...models.core.segment_axes import AXES, get_contradictions


def select_candidates(company_id, is_meant, today, pause_days, limit, is_aside):
    """Select ``partner_id, playbook_id, total`` of the clients who have come into the
    class of a playbook and are still there, largest first.

    :param is_meant: condition on the rows ``change`` of the history
    :param pause_days: a playbook is not started again for a client within these days
    :param limit: number of rows; ``total`` is the number without it
    :param is_aside: condition that ``found`` is kept aside
    """
    return SQL(
        """
        SELECT found.partner_id, found.playbook_id, COUNT(*) OVER () AS total
          FROM (SELECT DISTINCT change.partner_id, playbook.id AS playbook_id,
                       playbook.sequence, segment.revenue,
                       segment.total_revenue
                  FROM client_segment_history change
                  JOIN client_segment segment
                    ON segment.company_id = change.company_id
                   AND segment.partner_id = change.partner_id
                  JOIN res_partner client
                    ON client.id = change.partner_id AND client.active
                  JOIN client_segment_playbook playbook
                    ON playbook.auto_start
                   AND playbook.active
                   AND COALESCE(playbook.company_id, change.company_id)
                       = change.company_id
                   AND (playbook.segment_class = change.new_value
                        OR playbook.axis = 'abcxyz' AND change.axis IN ('abc', 'xyz'))
                   AND playbook.value = %(current_value)s
                   AND (COALESCE(segment.state, ''), playbook.segment_class)
                       NOT IN %(contradictions)s
                 WHERE change.company_id = %(company_id)s
                   AND %(is_meant)s) found
         WHERE NOT EXISTS (
               SELECT FROM client_segment_playbook_start start
                WHERE start.playbook_id = found.playbook_id
                  AND start.partner_id = found.partner_id
                  AND start.company_id = %(company_id)s
                  AND (start.state = 'running'
                       OR start.date_start > %(today)s::date - %(pause_days)s))
           AND NOT %(is_aside)s
         ORDER BY found.revenue DESC, found.total_revenue DESC, found.partner_id,
                  found.sequence, found.playbook_id
         LIMIT %(limit)s
        """,
        current_value=_current_value(),
        contradictions=tuple(get_contradictions()),
        company_id=company_id,
        is_meant=is_meant,
        today=today,
        pause_days=pause_days,
        limit=limit,
        is_aside=is_aside,
    )


def _current_value():
    columns = [*(axis.column for axis in AXES), "abcxyz"]
    return SQL(
        "CASE playbook.axis %s END",
        SQL(" ").join(
            SQL("WHEN %s THEN %s::varchar", column, SQL.identifier("segment", column))
            for column in columns
        ),
    )
