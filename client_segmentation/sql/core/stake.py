"""Who is late, and what is at stake with a client, from its row ``segment``."""

from odoo.tools import SQL

from ...models.core.segment_axes import LATE_STATES

# With money: who only ever got presents is nobody to win back.
IS_LATE = SQL("(segment.state IN %s AND segment.total_revenue > 0)", LATE_STATES)


def get_yearly(horizon_months):
    """What the client brings in a year: within the horizon, or else as long as it
    bought."""
    return SQL(
        """
        CASE WHEN segment.revenue > 0 THEN segment.revenue * 12.0 / %s
             ELSE GREATEST(segment.total_revenue, 0) / GREATEST(
                 (segment.last_order_date - segment.first_order_date) / 365.0, 1) END
        """,
        horizon_months,
    )


def get_stake(day, horizon_months):
    """The forecast's money at stake; without one, the revenue of a year by how late
    the client is: all of it from three usual intervals (or a year) on."""
    return SQL(
        """
        COALESCE(segment.at_stake, %(yearly)s * LEAST(1, GREATEST(0,
            (%(day)s::date - segment.last_order_date)
            / COALESCE(3 * NULLIF(segment.usual_interval, 0), 365))))
        """,
        yearly=get_yearly(horizon_months),
        day=day,
    )
