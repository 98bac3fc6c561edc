"""Money at stake at the end of each month, from the figures that the run has kept for
screens."""

from odoo.tools import SQL

from ..core import cube, kept_rows

TABLE = SQL.identifier("client_segment_stake")
COLUMNS = ("company_id", "month", "user_id", "state", "at_stake")


def write(company_id, month):
    """Return the statements that bring the rows of the month in line with the clients
    as they are now."""
    return kept_rows.replace(
        TABLE,
        COLUMNS,
        company_id,
        _select(company_id, month),
        within=SQL("month = %s", month),
    )


def _select(company_id, month):
    """Nothing at stake is 0 as long as there is a forecast to say so."""
    return SQL(
        """
        SELECT cube.company_id,
               forecast.month,
               cube.user_id,
               cube.state,
               COALESCE(SUM(cube.at_stake), 0) AS at_stake
          FROM %(cube)s cube
          JOIN client_segment_forecast forecast
            ON forecast.company_id = cube.company_id
           AND forecast.month = %(month)s AND forecast.is_shown
         WHERE cube.company_id = %(company_id)s AND cube.state <> 'prospect'
      GROUP BY cube.company_id, forecast.month, cube.user_id, cube.state
        """,
        cube=cube.TABLE,
        company_id=company_id,
        month=month,
    )
