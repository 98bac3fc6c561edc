"""The figures that screens show, kept: one row per company, salesperson and combination
of classes, with the number of clients and the sums of their amounts. Some hundred rows
say what a million clients would have to be counted for.

A run rewrites the rows. What happens to single clients in between (another
salesperson, a pin, archiving) adds rows: less what was, and more what is. Nothing is
ever updated, so nobody waits for anybody; readers add up.
"""

from odoo.tools import SQL

from ...models.core.segment_axes import CLASSES
from . import kept_rows
from .months import select_turns
from .stake import IS_LATE, get_stake

TABLE = SQL.identifier("client_segment_cube")
DIMENSIONS = {
    "company_id": SQL("segment.company_id"),
    "user_id": SQL("partner.user_id"),
    # What Odoo's rule on contacts asks for
    "partner_company_id": SQL("partner.company_id"),
    "partner_share": SQL("partner.partner_share"),
    **{axis.column: SQL.identifier("segment", axis.column) for axis in CLASSES},
    "rfm_before": SQL(
        "CASE WHEN turn.has_previous AND segment.first_order_date <= turn.last_day"
        " THEN segment.rfm_month END"
    ),
    "has_revenue": SQL("segment.revenue > 0"),
}
SUMS = {
    "client_count": SQL("COUNT(*)"),
    "buyer_count": SQL("COUNT(segment.first_order_date)"),
    "lapsed_count": SQL(
        "COUNT(*) FILTER (WHERE segment.last_order_date IS NOT NULL"
        " AND segment.is_active IS NOT TRUE)"
    ),
    "order_count": SQL("SUM(segment.order_count)"),
    "revenue": SQL("SUM(segment.revenue)"),
    "revenue_gain": SQL("SUM(GREATEST(segment.revenue, 0))"),
    "margin": SQL("SUM(segment.margin)"),
    "margin_gain": SQL("SUM(GREATEST(segment.margin, 0))"),
    "total_margin": SQL("SUM(segment.total_margin)"),
    "ltv": SQL("SUM(segment.ltv)"),
    "at_stake": SQL("SUM(segment.at_stake)"),
    # Of My Day: as of the run, so that what is added later takes off what is there
    "late_count": SQL("COUNT(*) FILTER (WHERE %s)", IS_LATE),
    "late_stake": SQL(
        "SUM(%s) FILTER (WHERE %s)",
        get_stake(
            SQL("COALESCE(turn.as_of, CURRENT_DATE)"), SQL("policy.horizon_months")
        ),
        IS_LATE,
    ),
    # Of averages: the sum and how many have a value
    "rfm_count": SQL("COUNT(segment.rfm_recency)"),
    "rfm_recency": SQL("SUM(segment.rfm_recency)"),
    "rfm_frequency": SQL("SUM(segment.rfm_frequency)"),
    "rfm_monetary": SQL("SUM(segment.rfm_monetary)"),
    "variation_count": SQL("COUNT(segment.variation)"),
    "variation": SQL("SUM(segment.variation)"),
    "margin_variation_count": SQL("COUNT(segment.margin_variation)"),
    "margin_variation": SQL("SUM(segment.margin_variation)"),
}
COLUMNS = (*DIMENSIONS, *SUMS)


def write(company_id, run_id=None):
    """Return the statements that bring the rows of a company in line with its clients,
    and write what differs only.

    :param run_id: the run that is not done yet; the last one by default
    """
    found = _select(SQL("segment.company_id = %s", company_id), select_turns(run_id))
    is_stale = SQL("is_change")
    return kept_rows.replace(TABLE, COLUMNS, company_id, found, is_stale)


def add(condition, sign):
    """Add the clients that meet a ``condition`` on ``segment`` to the rows, or take
    them away (``sign`` -1), as they are now."""
    return SQL(
        """
        INSERT INTO %(table)s (is_change, %(columns)s)
        SELECT TRUE, %(dimensions)s, %(sums)s FROM (%(found)s) found
        """,
        table=TABLE,
        columns=SQL(", ").join(map(SQL.identifier, COLUMNS)),
        dimensions=SQL(", ").join(map(SQL.identifier, DIMENSIONS)),
        sums=SQL(", ").join(
            SQL("%s * %s", sign, SQL.identifier(name)) for name in SUMS
        ),
        found=_select(condition, select_turns()),
    )


def select_sums(condition, groupby, names):
    """Select the sums ``names`` of the clients that meet the condition, by the
    dimensions ``groupby``."""
    columns = SQL(", ").join(map(SQL.identifier, groupby))
    sums = SQL(", ").join(SQL("SUM(%s)", SQL.identifier(name)) for name in names)
    found = _select(condition, select_turns())
    return SQL(
        "SELECT %s, %s FROM (%s) found GROUP BY %s", columns, sums, found, columns
    )


def _select(condition, turns):
    """Archived clients are in no list behind a number."""
    dimensions = SQL(", ").join(
        SQL("%s AS %s", expression, SQL.identifier(name))
        for name, expression in DIMENSIONS.items()
    )
    sums = SQL(", ").join(
        SQL("%s AS %s", expression, SQL.identifier(name))
        for name, expression in SUMS.items()
    )
    return SQL(
        """
        SELECT %(dimensions)s, %(sums)s
          FROM client_segment segment
          JOIN res_partner partner ON partner.id = segment.partner_id AND partner.active
          JOIN client_segment_policy policy ON policy.company_id = segment.company_id
          LEFT JOIN (%(turns)s) turn ON turn.company_id = segment.company_id
         WHERE %(condition)s
      GROUP BY %(places)s
        """,
        dimensions=dimensions,
        sums=sums,
        turns=turns,
        condition=condition,
        places=SQL(", ").join(SQL(str(n + 1)) for n in range(len(DIMENSIONS))),
    )


def select_shape():
    """Select the present shape of each client base: the columns of
    :mod:`.months`."""
    return SQL(
        """
        SELECT cube.company_id,
               cube.user_id,
               cube.rfm_before,
               cube.rfm,
               SUM(cube.client_count)::integer AS client_count,
               (CASE WHEN cube.user_id IS NOT NULL
                     THEN SUM(cube.client_count) ELSE 0 END)::integer
                   AS assigned_count,
               SUM(CASE WHEN cube.is_active THEN cube.client_count ELSE 0 END)::integer
                   AS active_count,
               SUM(cube.lapsed_count)::integer AS lapsed_count,
               SUM(cube.revenue) AS revenue,
               policy.active_target AS target
          FROM %s cube
          JOIN client_segment_policy policy ON policy.company_id = cube.company_id
      GROUP BY cube.company_id, cube.user_id, cube.rfm_before, cube.rfm, policy.id
        HAVING SUM(cube.client_count) > 0
        """,
        TABLE,
    )
