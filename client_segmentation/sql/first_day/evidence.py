"""What proposals are made from: the table of facts, boiled down to a few rows."""

from odoo.tools import SQL

from ..core.facts import TABLE


def select_variations(parameters, months):
    """Count the clients by their coefficient of variation in whole per cent, rounded
    up: rows ``percent``, ``clients``. The facts are of months, so many of which make a
    period; who has too few periods is not counted."""
    sums = _sum_periods(parameters, months)
    return SQL(
        """
        SELECT CEIL(ROUND((100 * SQRT(GREATEST(periods * squares - total * total, 0))
                           / total)::numeric, 6))::integer AS percent,
               COUNT(*) AS clients
          FROM (SELECT measure::float8 AS total,
                       (%(squares)s)::float8 AS squares,
                       (periods + %(months)s - 1) / %(months)s AS periods
                  FROM %(facts)s) client
         WHERE total > 0 AND periods >= %(min_periods)s
      GROUP BY 1
        """,
        squares=SQL(" + ").join(SQL("%s * %s", part, part) for part in sums),
        months=months,
        facts=TABLE,
        min_periods=parameters.settings.xyz.min_periods,
    )


def _sum_periods(parameters, months):
    places = range(1, parameters.period_count + 1)
    return [
        SQL(
            "(%s)::numeric",
            SQL(" + ").join(
                SQL("measures[%s]", place) for place in places[start : start + months]
            ),
        )
        for start in range(0, len(places), months)
    ]


def select_shares():
    """Count the clients by their share of the profit in per cent, cut to two
    significant digits, the largest first: rows ``limit`` (a text, as it is exact),
    ``clients``, ``amount``."""
    return SQL(
        """
        SELECT "limit"::text, COUNT(*) AS clients, SUM(margin)::bigint AS amount
          FROM (SELECT margin,
                       TRUNC(share, (1 - FLOOR(LOG(share::float8) + 1e-12))::integer)
                           AS "limit"
                  FROM (SELECT margin, 100.0 * margin / SUM(margin) OVER () AS share
                          FROM %s
                         WHERE margin > 0) client) client
      GROUP BY client."limit"
      ORDER BY client."limit" DESC
        """,
        TABLE,
    )


def select_intervals():
    """Select how many clients have a usual interval, its median and the interval that
    one in five exceeds."""
    return SQL(
        """
        SELECT COUNT(usual_interval) AS clients,
               PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY usual_interval) AS usual,
               PERCENTILE_CONT(0.8) WITHIN GROUP (ORDER BY usual_interval) AS slow
          FROM %s
        """,
        TABLE,
    )
