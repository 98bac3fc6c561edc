"""Which clients somebody has to be told of.

What was told is kept in columns of ``client_segment`` that runs do not write.
"""

from odoo.tools import SQL


def take_stalling(company_id, type_id, limit):
    """Note so many stalling clients with a delay that nobody was told of as told, and
    return of those without an open task ``partner_id``, the figures and ``user_id``:
    of the opportunity that is put off most, else of the client. ``taken``, the same in
    all rows, is how many were noted; there is one row without a client if no task is
    to be made. Never waits for a row.
    """
    return SQL(
        """
        WITH due AS (
            SELECT id
              FROM client_segment
             WHERE company_id = %(company_id)s
               AND is_stalling
               AND stalling_moment IS NOT NULL
               AND (stalling_told IS NULL OR stalling_told < stalling_moment)
          ORDER BY id
             LIMIT %(limit)s
               FOR UPDATE SKIP LOCKED
        ), told AS (
            UPDATE client_segment segment
               SET stalling_told = segment.stalling_moment
              FROM due
             WHERE segment.id = due.id
         RETURNING segment.*
        )
        SELECT counted.taken, told.partner_id, told.postponement_count,
               told.stalling_lead_count, told.expired_quotation_count,
               (%(user)s) AS user_id
          FROM (SELECT COUNT(*) AS taken FROM told) counted
          LEFT JOIN told ON NOT EXISTS (%(open_tasks)s)
      ORDER BY told.partner_id
        """,
        company_id=company_id,
        limit=limit,
        user=_select_salesperson(company_id),
        open_tasks=_select_open_tasks(type_id),
    )


def _select_salesperson(company_id):
    """Somebody who works for the company, or nobody."""
    return SQL(
        """
        SELECT candidate.user_id
          FROM (SELECT lead.user_id, lead.postponement_count AS place, lead.id
                  FROM res_partner contact
                  JOIN crm_lead lead ON lead.partner_id = contact.id
                 WHERE contact.commercial_partner_id = told.partner_id
                   AND lead.active
                   AND lead.type = 'opportunity'
                   AND lead.won_status = 'pending'
                   AND (lead.company_id IS NULL OR lead.company_id = %(company_id)s)
                 UNION ALL
                SELECT client.user_id, -1, client.id
                  FROM res_partner client
                 WHERE client.id = told.partner_id) candidate
          JOIN res_users seller ON seller.id = candidate.user_id
          JOIN res_company_users_rel works_for
            ON works_for.user_id = seller.id AND works_for.cid = %(company_id)s
         WHERE seller.active
           AND NOT seller.share
      ORDER BY candidate.place DESC, candidate.id
         LIMIT 1
        """,
        company_id=company_id,
    )


def _select_open_tasks(type_id):
    return SQL(
        """
        SELECT 1
          FROM mail_activity task
         WHERE task.res_model = 'res.partner'
           AND task.res_id = told.partner_id
           AND task.activity_type_id = %s
           AND task.active
        """,
        type_id,
    )


def select_settled(type_id):
    """Select the tasks that we made of clients who stall in no company any more."""
    return SQL(
        """
        SELECT task.id
          FROM mail_activity task
         WHERE task.res_model = 'res.partner'
           AND task.activity_type_id = %s
           AND task.automated
           AND task.active
           AND NOT EXISTS (SELECT 1
                             FROM client_segment segment
                            WHERE segment.partner_id = task.res_id
                              AND segment.is_stalling)
        """,
        type_id,
    )


def forget_former_monos(company_id):
    """A client that becomes a mono-client again is reported again, whatever is pinned
    meanwhile."""
    return SQL(
        """
        UPDATE client_segment
           SET is_mono_told = FALSE
         WHERE company_id = %s
           AND is_mono_told
           AND NOT COALESCE((computed_classes ->> 'is_mono')::boolean, is_mono)
        """,
        company_id,
    )
