"""What the clients of a target order today, in one statement."""

from odoo.tools import SQL

from odoo.addons.client_segmentation.sql.documents import order_cents


def select_baseline(orders, clients, start, parameters):
    """One row: ``clients``, ``orders``, ``unrated`` (those of them in a currency
    without a rate, which ``revenue`` and ``margin`` leave out), ``revenue`` and
    ``margin`` (in the smallest unit of the company's currency) and ``buyers`` since
    ``start``, ``earlier_buyers`` before it, ``kept_buyers`` of both.

    :param orders: query of the orders of both periods
    :param parameters: of the client segments, for the company's currency and rates
    :param clients: query of the clients; None: whoever has ordered since ``start``
    """
    return SQL(
        """
        WITH bought AS (%(bought)s)
        SELECT %(clients)s AS clients,
               COALESCE(SUM(orders), 0)::integer AS orders,
               COALESCE(SUM(unrated), 0)::integer AS unrated,
               COALESCE(SUM(revenue), 0)::bigint AS revenue,
               COALESCE(SUM(margin), 0)::bigint AS margin,
               COUNT(*) FILTER (WHERE orders > 0) AS buyers,
               COUNT(*) FILTER (WHERE earlier > 0) AS earlier_buyers,
               COUNT(*) FILTER (WHERE earlier > 0 AND orders > 0) AS kept_buyers
          FROM bought
        """,
        bought=_select_bought(orders, clients, start, parameters),
        clients=_count_clients(clients),
    )


def _select_bought(orders, clients, start, parameters):
    return SQL(
        """
        SELECT partner.commercial_partner_id AS client_id,
               COUNT(*) FILTER (WHERE sale.date_order >= %(start)s) AS orders,
               COUNT(*) FILTER (WHERE sale.date_order < %(start)s) AS earlier,
               COUNT(*) FILTER (WHERE sale.date_order >= %(start)s
                                  AND %(revenue)s IS NULL) AS unrated,
               SUM(%(revenue)s) FILTER (WHERE sale.date_order >= %(start)s) AS revenue,
               SUM(%(margin)s) FILTER (WHERE sale.date_order >= %(start)s) AS margin
          FROM sale_order sale
          JOIN res_partner partner ON partner.id = sale.partner_id
         WHERE sale.id IN %(orders)s AND %(is_client)s
      GROUP BY partner.commercial_partner_id
        """,
        start=start,
        revenue=order_cents(parameters, "amount_untaxed"),
        margin=order_cents(parameters, "margin"),
        orders=orders.subselect(),
        is_client=SQL("TRUE")
        if clients is None
        else SQL("partner.commercial_partner_id IN %s", clients.subselect()),
    )


def _count_clients(clients):
    if clients is None:
        return SQL("COUNT(*) FILTER (WHERE orders > 0)")
    return SQL("(SELECT COUNT(*) FROM res_partner WHERE id IN %s)", clients.subselect())
