from odoo.tools import SQL


def update_tiers(waiting_ids):
    """Bring the tiers of members to those of their segments, but in the companies
    ``waiting_ids``; return the ids of the changed ones."""
    return SQL(
        """
        UPDATE loyalty_member member
           SET tier = segment.tier
          FROM loyalty_member found
          LEFT JOIN client_segment segment
            ON segment.partner_id = found.partner_id
           AND segment.company_id = found.company_id
         WHERE found.id = member.id
           AND segment.tier IS DISTINCT FROM member.tier
           AND found.company_id <> ALL(%s)
     RETURNING member.id
        """,
        list(waiting_ids),
    )


def skip_numbers(count):
    """Let the sequence of members go on by ``count``."""
    return SQL(
        """
        SELECT nextval(pg_get_serial_sequence('loyalty_member', 'id'))
          FROM generate_series(1, %s)
        """,
        count,
    )
