"""What rewards the purchases of clients would have earned, in one statement."""

from odoo.tools import SQL

from .purchases import is_of, select_purchases


def select_backtest(parameters, company_ids, clients, bounds, unit, points, cost):
    """One row: ``orders`` with an amount, and the ``cost`` of what they earned.

    :param parameters: of the client segments: what a purchase is, here as in results
    :param clients: query of the clients; None: all
    :param bounds: moments: the span begins, its end
    :param unit: of the currency of the rewards, for one cent of the company's
    :param points: SQL of what an order earns, by its ``amount``
    :param cost: SQL of what the rewards cost, by its ``amount`` and ``points``
    """
    begin, end = bounds
    return SQL(
        """
        WITH purchase AS (
            SELECT revenue * %(unit)s::float AS amount
              FROM (%(documents)s) document
              JOIN res_partner partner ON partner.id = document.partner_id
             WHERE moment >= %(begin)s AND moment < %(end)s AND %(is_client)s
               AND is_purchase AND revenue > 0
            OFFSET 0
        ), earned AS (SELECT amount, %(points)s AS points FROM purchase)
        SELECT COUNT(*) AS orders, COALESCE(SUM(%(cost)s), 0) AS cost FROM earned
        """,
        unit=unit,
        begin=begin,
        end=end,
        points=points,
        cost=cost,
        documents=select_purchases(parameters, company_ids),
        is_client=is_of(clients),
    )


def add_up(terms):
    return SQL("(%s)", SQL(" + ").join(terms)) if terms else SQL("0.0")


def from_amount(minimum, value):
    """``value`` of orders of at least this amount, in the currency of the rewards."""
    return SQL(
        "CASE WHEN amount >= %s::float - 1e-6 THEN %s ELSE 0.0 END", minimum, value
    )


def number(value):
    return SQL("%s::float", value)
