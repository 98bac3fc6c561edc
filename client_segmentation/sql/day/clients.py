"""Reasons to call that lie in the client itself."""

from odoo.tools import SQL

from ...models.core.segment_axes import LATE_STATES
from ..core.stake import IS_LATE
from ..documents.since import has_bought_since
from .scope import select_reason

# Those that an index of client.segment is about: of others nothing is read.
CALLED_STATES = ("new", *LATE_STATES)
# Lists that are looked at together: the own one, and those of who is away
FEW = 3


def select_own_clients(scope):
    """Clients who are late by their own rhythm, or who have gone, with money; and new
    ones who have not ordered again: most who never do, never will."""
    # OFFSET 0: each client of a few people is looked up, where PostgreSQL would read
    # all those of the company. Of the whole team it has to.
    few = SQL("OFFSET 0" if len(scope.users) <= FEW else "")
    return select_reason(
        SQL(
            """
            FROM res_partner client
           CROSS JOIN LATERAL (
                SELECT * FROM client_segment
                 WHERE partner_id = client.id AND company_id = %s AND state IN %s
                %s) segment
            """,
            scope.company_id,
            CALLED_STATES,
            few,
        ),
        SQL(
            """
            client.user_id = ANY(%s)
            AND (%s
                 segment.state = 'new' AND segment.purchase_days = 1
                 AND segment.last_order_date <= %s::date - %s)
            """,
            scope.users,
            SQL("%s OR", IS_LATE) if scope.with_late else SQL(),
            scope.today,
            scope.second_order_days,
        ),
        partner_id=SQL("client.id"),
        user_id=SQL("client.user_id"),
        reason=SQL(
            "CASE segment.state WHEN 'slowing' THEN 'late' WHEN 'sleeping' THEN"
            " 'asleep' WHEN 'new' THEN 'second' ELSE 'lost' END"
        ),
        # Who is only just late is most easily won back.
        urgency=SQL(
            "CASE segment.state WHEN 'slowing' THEN 0.8 WHEN 'sleeping' THEN 0.6"
            " WHEN 'new' THEN 0.7 ELSE 0.3 END"
        ),
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
            AND NOT %(has_bought)s
            """,
            users=scope.users,
            company=scope.company_id,
            today=scope.today,
            has_bought=has_bought_since(
                scope.sources, SQL("result.partner_id"), SQL("result.create_date")
            ),
        ),
        partner_id=SQL("result.partner_id"),
        user_id=SQL("result.user_id"),
        reason=SQL("'promised'"),
        is_due=SQL("TRUE"),
        urgency=SQL("1.0"),
        day=SQL("result.date"),
        words=SQL("result.kind"),
    )
