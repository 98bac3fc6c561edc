from odoo.tools import SQL


def select_concentration(values, steps):
    """Put the ``values`` (a query of one column, ``value``) in order, the largest
    first, and divide them into so many steps of an equal number of clients, as far
    as there are enough: ``(clients, sum, sum of squares)`` of each step."""
    return SQL(
        """
        SELECT COUNT(*), SUM(value), SUM(value * value)
          FROM (SELECT value, NTILE(%s) OVER (ORDER BY value DESC) AS step
                  FROM (%s) client) ranked
      GROUP BY step
      ORDER BY step
        """,
        steps,
        values,
    )
