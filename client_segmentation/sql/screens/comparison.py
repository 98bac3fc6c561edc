from odoo.tools import SQL

from ..core import pins
from ..core.results import select_labelled


def select_moves(parameters, cut_offs, now, user_id, limit):
    """Count the clients by their classes on the as-of date and now, as
    :func:`_count_moves`, by the documents.

    :param now: a query of the stored ``partner_id``, ``abcxyz`` and ``revenue``
    :param user_id: count the clients of this salesperson only, if not False
    """
    return _count_moves(
        SQL(
            """
            SELECT COALESCE(now.partner_id, past.partner_id) AS partner_id,
                   now.revenue,
                   past.abcxyz AS before,
                   now.abcxyz AS after
              FROM (%s) past
              FULL JOIN (%s) now ON now.partner_id = past.partner_id
            """,
            _select_past(parameters, cut_offs, user_id),
            now,
        ),
        limit,
    )


def select_kept_moves(company_id, day, now, limit):
    """Count the same by the history: before its first change after ``day`` each client
    was in the class that it left by that. Who first bought later was in none.

    :param now: a query of the stored ``partner_id``, ``abcxyz``, ``revenue``, ``abc``,
        ``xyz`` and ``first_order_date``
    """
    return _count_moves(
        SQL(
            """
            SELECT now.partner_id,
                   now.revenue,
                   CASE WHEN now.first_order_date <= %(day)s THEN
                        (CASE WHEN abc.partner_id IS NULL THEN now.abc
                              ELSE abc.old_value END)
                        || (CASE WHEN xyz.partner_id IS NULL THEN now.xyz
                                 ELSE xyz.old_value END) END AS before,
                   now.abcxyz AS after
              FROM (%(now)s) now
              LEFT JOIN (%(abc)s) abc ON abc.partner_id = now.partner_id
              LEFT JOIN (%(xyz)s) xyz ON xyz.partner_id = now.partner_id
            """,
            day=day,
            now=now,
            abc=_select_left(company_id, "abc", day),
            xyz=_select_left(company_id, "xyz", day),
        ),
        limit,
    )


def select_changed(company_id, day):
    """Select the clients whose ABC or XYZ class may be another one than after ``day``:
    who has left one since, or has bought for the first time."""
    return SQL(
        """
        SELECT partner_id
          FROM client_segment_history
         WHERE company_id = %(company_id)s
           AND axis IN ('abc', 'xyz')
           AND date > %(day)s
         UNION
        SELECT partner_id
          FROM client_segment
         WHERE company_id = %(company_id)s AND first_order_date > %(day)s
        """,
        company_id=company_id,
        day=day,
    )


def _select_left(company_id, axis, day):
    """The class that each client left first after the day."""
    return SQL(
        """
        SELECT DISTINCT ON (partner_id)
               partner_id, SPLIT_PART(old_value, ':', 2) AS old_value
          FROM client_segment_history
         WHERE company_id = %s AND axis = %s AND date > %s
      ORDER BY partner_id, date, id
        """,
        company_id,
        axis,
        day,
    )


def _count_moves(clients, limit):
    """Select of the ``clients`` the classes ``before`` (A and X as ``ax``, NULL for who
    had not bought) and ``after``, their ``count`` and, of those whose ABC class
    differs, the largest clients as ``partner_ids``."""
    return SQL(
        """
        SELECT before,
               after,
               COUNT(*) AS count,
               (ARRAY_AGG(partner_id ORDER BY revenue DESC NULLS LAST, partner_id)
                FILTER (WHERE LEFT(before, 1) IS DISTINCT FROM LEFT(after, 1))
               )[1:%s] AS partner_ids
          FROM (%s) client
         WHERE before IS NOT NULL OR after IS NOT NULL
      GROUP BY before, after
        """,
        limit,
        clients,
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
