from odoo.tools import SQL

from ..core import pins
from ..core.results import select_labelled


def select_moves(parameters, cut_offs, now, user_id, limit):
    """Count the clients by their classes on the as-of date and now: ``before``
    (A and X as ``ax``, NULL for who had not bought), ``after``, ``count`` and, of
    those whose ABC class differs, the largest clients as ``partner_ids``.

    :param now: a query of the stored ``partner_id``, ``abcxyz`` and ``revenue``
    :param user_id: count the clients of this salesperson only, if not False
    """
    return SQL(
        """
        SELECT past.abcxyz AS before,
               now.abcxyz AS after,
               COUNT(*) AS count,
               (ARRAY_AGG(COALESCE(now.partner_id, past.partner_id)
                          ORDER BY now.revenue DESC NULLS LAST, now.partner_id)
                FILTER (WHERE LEFT(past.abcxyz, 1)
                              IS DISTINCT FROM LEFT(now.abcxyz, 1))
               )[1:%(limit)s] AS partner_ids
          FROM (%(past)s) past
          FULL JOIN (%(now)s) now ON now.partner_id = past.partner_id
         WHERE past.abcxyz IS NOT NULL OR now.abcxyz IS NOT NULL
      GROUP BY past.abcxyz, now.abcxyz
        """,
        limit=limit,
        past=_select_past(parameters, cut_offs, user_id),
        now=now,
    )


def _select_past(parameters, cut_offs, user_id):
    labelled = pins.select_effective(
        select_labelled(parameters, cut_offs),
        ("abcxyz",),
        parameters.company_id,
        parameters.as_of,
    )
    if not user_id:
        return labelled
    return SQL(
        """
        SELECT labelled.*
          FROM (%s) labelled
          JOIN res_partner partner ON partner.id = labelled.partner_id
         WHERE partner.user_id = %s
        """,
        labelled,
        user_id,
    )
