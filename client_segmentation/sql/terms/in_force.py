"""What is known of some clients when it comes to their terms."""

from odoo.tools import SQL

from ...arithmetic.terms.terms import CONDITIONS, TERMS
from .terms import select_segments


def select_known(company_id, client_ids, current, to_flush):
    """Select ``partner_id``, what rules may ask (null without a segment), what the
    client has, and ``[term, state, value, rule]`` of each proposal that somebody has
    decided on, the latest first: a row for each client.

    :param current: ``{term: SQL expression}`` of what the client ``partner`` has
    """
    return SQL(
        """
        SELECT partner.id, %(conditions)s, %(values)s,
               (SELECT json_agg(json_build_array(term, state, proposed_value, terms_id)
                                ORDER BY id DESC)
                  FROM client_segment_terms_proposal
                 WHERE company_id = %(company_id)s AND partner_id = partner.id
                   AND state IN ('applied', 'dismissed'))
          FROM res_partner partner
          LEFT JOIN (%(segments)s) segment ON segment.partner_id = partner.id
         WHERE partner.id = ANY(%(client_ids)s)
        """,
        conditions=SQL(", ").join(
            SQL.identifier("segment", name) for name in CONDITIONS
        ),
        values=SQL(", ").join(SQL("(%s)::varchar", current[term]) for term in TERMS),
        company_id=company_id,
        segments=select_segments(company_id),
        client_ids=list(client_ids),
        to_flush=to_flush,
    )
