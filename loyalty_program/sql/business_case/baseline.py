"""What the clients of a target order today, in one statement."""

from odoo.tools import SQL

from odoo.addons.client_segmentation.sql.documents.orders import (
    is_purchase,
    join_order_changes,
    order_margin,
    order_revenue,
)


def select_baseline(orders, clients, start, parameters, company_ids):
    """Of orders less what was credited of them, one row: ``clients``, ``orders``,
    ``unrated`` (those of them in a currency without a rate, which ``revenue`` and
    ``margin`` leave out), ``revenue`` and ``margin`` (in the smallest unit of the
    company's currency) and ``buyers`` since ``start``, ``earlier_buyers`` before it,
    ``kept_buyers`` of both.

    :param orders: query of the orders of both periods
    :param parameters: of the client segments, for the company's currency and rates
    :param clients: query of the clients; None: whoever has ordered since ``start``
    :param company_ids: of the orders
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
        bought=_select_bought(orders, clients, start, parameters, company_ids),
        clients=_count_clients(clients),
    )


def _select_bought(orders, clients, start, parameters, company_ids):
    return SQL(
        """
        SELECT client_id,
               COUNT(*) FILTER (WHERE is_new AND is_purchase) AS orders,
               COUNT(*) FILTER (WHERE NOT is_new AND is_purchase) AS earlier,
               COUNT(*) FILTER (WHERE is_new AND is_purchase AND revenue IS NULL)
                   AS unrated,
               SUM(revenue) FILTER (WHERE is_new) AS revenue,
               SUM(margin) FILTER (WHERE is_new) AS margin
          FROM (SELECT partner.commercial_partner_id AS client_id,
                       sale.date_order >= %(start)s AS is_new,
                       %(is_purchase)s AS is_purchase,
                       %(revenue)s AS revenue,
                       %(margin)s AS margin
                  FROM sale_order sale
                  JOIN res_partner partner ON partner.id = sale.partner_id
                  %(join_changes)s
                 WHERE sale.id IN %(orders)s AND %(is_client)s
                OFFSET 0) sale
      GROUP BY client_id
        """,
        start=start,
        is_purchase=is_purchase(parameters),
        revenue=order_revenue(parameters),
        margin=order_margin(parameters),
        join_changes=join_order_changes(parameters, company_ids),
        orders=orders.subselect(),
        is_client=SQL("TRUE")
        if clients is None
        else SQL("partner.commercial_partner_id IN %s", clients.subselect()),
    )


def _count_clients(clients):
    if clients is None:
        return SQL("COUNT(*) FILTER (WHERE orders > 0)")
    return SQL("(SELECT COUNT(*) FROM res_partner WHERE id IN %s)", clients.subselect())
