"""The days of all salespeople at once. Late clients are most of them, and a run has
counted those: only who is not to be called, and what else there is, is looked at one by
one."""

from odoo.tools import SQL

from ..core import cube
from ..core.stake import IS_LATE, get_stake


def select_counts(scope, found, off, counted_on):
    """Select per user how many lines there are, how many of them are of clients who
    are late, and the money at stake of those.

    :param found: the statement of what was found besides late clients
    :param off: selects of ``partner_id`` of the clients who are not listed as late
    :param counted_on: the day of the run that has counted them
    """
    return SQL(
        """
        WITH off AS MATERIALIZED (%(off)s),
             found AS MATERIALIZED (%(found)s)
        SELECT user_id, SUM(lines)::bigint AS line_count,
               SUM(late)::bigint AS late_count, SUM(stake) AS stake
          FROM (%(counted)s UNION ALL %(taken_off)s UNION ALL %(others)s) part
      GROUP BY user_id
        HAVING SUM(lines) > 0
        """,
        off=SQL(" UNION ").join(off),
        found=found,
        counted=_select_counted(scope),
        taken_off=_select_taken_off(scope, counted_on),
        others=_select_others(scope),
    )


def select_late(scope, off):
    """Select ``partner_id`` of the late clients that are counted for these users.

    :param off: as for :func:`select_counts`
    """
    return SQL(
        """
        SELECT client.id AS partner_id
          FROM res_partner client
          JOIN client_segment segment
            ON segment.partner_id = client.id AND segment.company_id = %(company)s
         WHERE %(is_late)s AND client.active AND client.user_id = ANY(%(users)s)
           AND COALESCE(client.company_id, %(company)s) = %(company)s
        EXCEPT (%(off)s)
        """,
        off=SQL(" UNION ").join(off),
        is_late=IS_LATE,
        company=scope.company_id,
        users=scope.users,
    )


def _select_counted(scope):
    return SQL(
        """
        SELECT user_id, SUM(late_count) AS lines, SUM(late_count) AS late,
               SUM(late_stake) AS stake
          FROM %(cube)s
         WHERE company_id = %(company)s AND user_id = ANY(%(users)s)
           AND COALESCE(partner_company_id, %(company)s) = %(company)s
      GROUP BY user_id
        """,
        cube=cube.TABLE,
        company=scope.company_id,
        users=scope.users,
    )


def _select_taken_off(scope, counted_on):
    return SQL(
        """
        SELECT client.user_id, -1 AS lines, -1 AS late, -%(stake)s AS stake
          FROM off
          JOIN res_partner client ON client.id = off.partner_id
          JOIN client_segment segment
            ON segment.partner_id = client.id AND segment.company_id = %(company)s
         WHERE %(is_late)s AND client.active AND client.user_id = ANY(%(users)s)
           AND COALESCE(client.company_id, %(company)s) = %(company)s
        """,
        stake=get_stake(counted_on, scope.horizon_months),
        is_late=IS_LATE,
        company=scope.company_id,
        users=scope.users,
    )


def _select_others(scope):
    """Lines of their own, unless the client is counted as late anyway."""
    return SQL(
        """
        SELECT found.user_id, COUNT(DISTINCT found.line_key), 0, 0
          FROM found
          LEFT JOIN res_partner client
            ON client.id = found.partner_id AND client.user_id = found.user_id
          LEFT JOIN client_segment segment
            ON segment.partner_id = client.id AND segment.company_id = %s
         WHERE NOT COALESCE(%s, FALSE)
            OR EXISTS (SELECT FROM off WHERE off.partner_id = found.partner_id)
      GROUP BY found.user_id
        """,
        scope.company_id,
        IS_LATE,
    )
