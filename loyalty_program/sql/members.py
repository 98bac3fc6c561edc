from odoo.tools import SQL


def update_tiers():
    """Bring the tiers of members to those of their client segments; return the ids
    of the changed ones."""
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
     RETURNING member.id
        """
    )
