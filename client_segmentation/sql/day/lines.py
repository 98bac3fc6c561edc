"""From reasons to a short list: one line per client, the most worth first."""

from odoo.tools import SQL

from ..core.stake import get_stake, get_yearly
from ..documents.since import select_bought_since


def select_lines(scope, found, limit):
    """Select the reasons of the first ``limit`` lines, those of a line together, with
    ``place``, the rank of the line, ``total``, the number of all lines, and what the
    client usually brings. What has to happen today comes first, then what is worth
    most: money at stake times urgency.

    :param found: the statement of :func:`select_found`
    """
    return SQL(
        """
        WITH found AS MATERIALIZED (%(found)s),
        line AS (%(ranked)s LIMIT %(limit)s)
        SELECT line.place, line.total, line.score, line.stake, line.yearly, found.*,
               segment.state, segment.usual_interval, segment.last_order_date,
               segment.at_stake
          FROM line
          JOIN found ON found.line_key = line.line_key
          LEFT JOIN client_segment segment
            ON segment.partner_id = found.partner_id
           AND segment.company_id = %(company)s
      ORDER BY line.place, found.urgency DESC, found.day, found.reason, found.res_id
        """,
        found=found,
        ranked=_select_ranked(scope),
        limit=limit,
        company=scope.company_id,
    )


def select_first_clients(scope, found, limit):
    """Select the clients on the first ``limit`` lines of each user, unless something is
    due with them."""
    return SQL(
        """
        WITH found AS MATERIALIZED (%(found)s)
        SELECT partner_id
          FROM (SELECT found.partner_id,
                       BOOL_OR(found.is_due) AS is_due,
                       ROW_NUMBER() OVER (PARTITION BY found.user_id
                           ORDER BY MAX(found.urgency) >= 1 DESC,
                                    %(score)s DESC NULLS LAST, found.line_key) AS place
                  FROM found %(segments)s
              GROUP BY found.user_id, found.line_key, found.partner_id) line
         WHERE partner_id IS NOT NULL
      GROUP BY partner_id
        HAVING MIN(place) <= %(limit)s AND NOT BOOL_OR(is_due)
        """,
        found=found,
        score=_score(scope),
        segments=_join_segments(scope),
        limit=limit,
    )


def select_is_found(scope, sources, client_id):
    """Select a row if there is any reason to call this client, hidden or not."""
    return SQL(
        "SELECT 1 FROM (%s) found WHERE partner_id = %s LIMIT 1",
        SQL(" UNION ALL ").join(sources),
        client_id,
    )


def select_stake(scope, client_id):
    """Select what is at stake with a client, and its state."""
    return SQL(
        """
        SELECT %(stake)s AS stake, segment.state
          FROM (SELECT %(client)s AS partner_id) found %(segments)s
        """,
        stake=_stake(scope),
        client=client_id,
        segments=_join_segments(scope),
    )


def select_ordered(scope):
    """Select the clients who have ordered since the list was made ready."""
    return SQL(
        """
        SELECT contact.commercial_partner_id AS partner_id
          FROM (%s) bought
          JOIN res_partner contact ON contact.id = bought.partner_id
        """,
        select_bought_since(scope.sources, scope.ordered_since),
    )


def select_spoken(scope):
    """Select the clients of whom something was logged today, or for a later day."""
    return SQL(
        """
        SELECT partner_id
          FROM client_day_result
         WHERE company_id = %s AND is_current AND (date = %s OR next_date > %s)
        """,
        scope.company_id,
        scope.today,
        scope.today,
    )


def select_found(scope, sources, hidden, aside):
    """Select what the sources have found of clients of the company who are not hidden
    and, unless it is due, not kept aside."""
    return SQL(
        """
        SELECT reason.*,
               COALESCE(reason.partner_id::varchar,
                        reason.res_model || reason.res_id) AS line_key
          FROM (%(sources)s) reason
          LEFT JOIN LATERAL (
               SELECT active, company_id FROM res_partner
                WHERE id = reason.partner_id
               OFFSET 0) client ON TRUE
         WHERE (reason.partner_id IS NULL
                OR client.active
                   AND (client.company_id IS NULL OR client.company_id = %(company)s))
           AND NOT EXISTS (SELECT FROM (%(hidden)s) hidden
                            WHERE hidden.partner_id = reason.partner_id)
           AND (reason.is_due OR %(is_listed)s)
        """,
        sources=SQL(" UNION ALL ").join(sources),
        company=scope.company_id,
        hidden=SQL(" UNION ALL ").join(hidden),
        is_listed=_is_none_of(aside),
    )


def _is_none_of(aside):
    if not aside:
        return SQL("TRUE")
    return SQL(
        "NOT EXISTS (SELECT FROM (%s) aside"
        " WHERE aside.partner_id = reason.partner_id)",
        SQL(" UNION ALL ").join(aside),
    )


def _select_ranked(scope):
    return SQL(
        """
        SELECT ranked.*, COUNT(*) OVER () AS total,
               ROW_NUMBER() OVER (
                   ORDER BY is_today DESC, score DESC NULLS LAST, line_key) AS place
          FROM (SELECT found.line_key,
                       MAX(found.urgency) >= 1 AS is_today,
                       %(score)s AS score,
                       MAX(%(stake)s) AS stake,
                       MAX(%(yearly)s) AS yearly
                  FROM found %(segments)s
              GROUP BY found.line_key) ranked
      ORDER BY place
        """,
        score=_score(scope),
        stake=_stake(scope),
        yearly=_yearly(scope),
        segments=_join_segments(scope),
    )


def _score(scope):
    """What a line is worth, from its reasons."""
    return SQL("MAX(found.urgency * COALESCE(found.money, %s))", _stake(scope))


def _join_segments(scope):
    # OFFSET 0, here and above: how many reasons there are PostgreSQL cannot know, and
    # would read all clients to look up those of one list.
    return SQL(
        """
        LEFT JOIN LATERAL (
             SELECT * FROM client_segment
              WHERE partner_id = found.partner_id AND company_id = %s
             OFFSET 0) segment ON TRUE
        """,
        scope.company_id,
    )


def _yearly(scope):
    return get_yearly(scope.horizon_months)


def _stake(scope):
    return get_stake(scope.today, scope.horizon_months)
