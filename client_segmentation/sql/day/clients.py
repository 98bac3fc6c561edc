"""Reasons to call that lie in the client itself."""

from odoo.tools import SQL

from .scope import select_reason


def select_late(scope):
    """Clients who are late by their own rhythm, or who have gone, with money."""
    return select_reason(
        _own_clients(scope),
        SQL(
            "segment.state IN ('slowing', 'sleeping', 'lost')"
            " AND segment.total_revenue > 0"
        ),
        partner_id=SQL("client.id"),
        user_id=SQL("client.user_id"),
        reason=SQL(
            "CASE segment.state WHEN 'slowing' THEN 'late'"
            " WHEN 'sleeping' THEN 'asleep' ELSE 'lost' END"
        ),
        # Who is only just late is most easily won back.
        urgency=SQL(
            "CASE segment.state WHEN 'slowing' THEN 0.8 WHEN 'sleeping' THEN 0.6"
            " ELSE 0.3 END"
        ),
        day=SQL("segment.last_order_date"),
    )


def select_second_order(scope):
    """New clients who have not ordered again: most who never do, never will."""
    return select_reason(
        _own_clients(scope),
        SQL(
            "segment.state = 'new' AND segment.purchase_days = 1"
            " AND segment.last_order_date <= %s::date - %s",
            scope.today,
            scope.second_order_days,
        ),
        partner_id=SQL("client.id"),
        user_id=SQL("client.user_id"),
        reason=SQL("'second'"),
        urgency=SQL("0.7"),
        day=SQL("segment.last_order_date"),
    )


def select_promised(scope):
    """The next dates of what was logged, unless the client has ordered meanwhile."""
    return select_reason(
        SQL("FROM client_day_result result"),
        SQL(
            """
            result.user_id = ANY(%(users)s)
            AND result.company_id = %(company)s
            AND result.is_current
            AND result.kind <> 'irrelevant'
            AND result.next_date <= %(today)s
            AND NOT EXISTS (
                SELECT FROM res_partner contact
                  JOIN sale_order sale ON sale.partner_id = contact.id
                 WHERE contact.commercial_partner_id = result.partner_id
                   AND sale.company_id = result.company_id
                   AND sale.state = 'sale'
                   AND sale.date_order >= result.create_date)
            """,
            users=scope.users,
            company=scope.company_id,
            today=scope.today,
        ),
        partner_id=SQL("result.partner_id"),
        user_id=SQL("result.user_id"),
        reason=SQL("'promised'"),
        urgency=SQL("1.0"),
        day=SQL("result.date"),
        words=SQL("result.kind"),
    )


def _own_clients(scope):
    return SQL(
        """
        FROM res_partner client
        JOIN client_segment segment
          ON segment.partner_id = client.id AND segment.company_id = %s
         AND client.user_id = ANY(%s)
        """,
        scope.company_id,
        scope.users,
    )
