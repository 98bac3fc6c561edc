"""What the clients of a target order today, in one statement."""

from odoo.tools import SQL


def select_baseline(orders, clients, start, currency):
    """One row: ``clients``, ``orders``, ``revenue`` and ``margin`` (in the smallest
    unit of the company's ``currency``) and ``buyers`` since ``start``,
    ``earlier_buyers`` before it, ``kept_buyers`` of both.

    :param orders: query of the orders of both periods
    :param clients: query of the clients; None: whoever has ordered since ``start``
    """
    return SQL(
        """
        WITH bought AS (%(bought)s)
        SELECT %(clients)s AS clients,
               COALESCE(SUM(orders), 0)::integer AS orders,
               COALESCE(SUM(revenue), 0)::bigint AS revenue,
               COALESCE(SUM(margin), 0)::bigint AS margin,
               COUNT(*) FILTER (WHERE orders > 0) AS buyers,
               COUNT(*) FILTER (WHERE earlier > 0) AS earlier_buyers,
               COUNT(*) FILTER (WHERE earlier > 0 AND orders > 0) AS kept_buyers
          FROM bought
        """,
        bought=_select_bought(orders, clients, start, currency),
        clients=_count_clients(clients),
    )


def _select_bought(orders, clients, start, currency):
    return SQL(
        """
        SELECT partner.commercial_partner_id AS client_id,
               COUNT(*) FILTER (WHERE sale.date_order >= %(start)s) AS orders,
               COUNT(*) FILTER (WHERE sale.date_order < %(start)s) AS earlier,
               SUM(%(revenue)s) FILTER (WHERE sale.date_order >= %(start)s) AS revenue,
               SUM(%(margin)s) FILTER (WHERE sale.date_order >= %(start)s) AS margin
          FROM sale_order sale
          JOIN res_partner partner ON partner.id = sale.partner_id
         WHERE sale.id IN %(orders)s AND %(is_client)s
      GROUP BY partner.commercial_partner_id
        """,
        start=start,
        revenue=_cents("amount_untaxed", currency),
        margin=_cents("margin", currency),
        orders=orders.subselect(),
        is_client=SQL("TRUE")
        if clients is None
        else SQL("partner.commercial_partner_id IN %s", clients.subselect()),
    )


def _count_clients(clients):
    if clients is None:
        return SQL("COUNT(*) FILTER (WHERE orders > 0)")
    return SQL("(SELECT COUNT(*) FROM res_partner WHERE id IN %s)", clients.subselect())


def _cents(column, currency):
    """An amount of an order at the rate the order keeps. Whole numbers: their sum
    does not depend on the order of a parallel scan."""
    return SQL(
        """
        CASE WHEN sale.currency_id = %(currency_id)s
             THEN (%(amount)s * %(units)s)::bigint
             ELSE (%(amount)s * %(units)s / NULLIF(sale.currency_rate, 0))::bigint
         END
        """,
        amount=SQL.identifier("sale", column),
        currency_id=currency.id,
        units=10**currency.decimal_places,
    )
