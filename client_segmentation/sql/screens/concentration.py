from odoo.tools import SQL


def select_concentration(values, steps, most):
    """Put the ``values`` (a query of one column, ``value``, above zero) in order, the
    largest first, and divide them into so many steps of an equal number of clients,
    as far as there are enough: ``clients``, ``amount`` and the sum of ``squares`` of
    each step, ``head_clients`` and ``head_amount`` of those that bring the share
    ``most`` together, divided as the classes of ABC are."""
    return SQL(
        """
        SELECT COUNT(*) AS clients,
               SUM(value) AS amount,
               SUM(value * value) AS squares,
               COUNT(*) FILTER (WHERE %(is_head)s) AS head_clients,
               COALESCE(SUM(value) FILTER (WHERE %(is_head)s), 0) AS head_amount
          FROM (SELECT value,
                       NTILE(%(steps)s) OVER largest_first AS step,
                       SUM(value) OVER largest_first - value AS before,
                       SUM(value) OVER () AS total
                  FROM (%(values)s) client
                WINDOW largest_first AS (ORDER BY value DESC
                       ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) ranked
      GROUP BY step
      ORDER BY step
        """,
        is_head=SQL("before < total * %s", most),
        steps=steps,
        values=values,
    )
