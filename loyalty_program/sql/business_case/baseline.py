"""What the clients of a target buy today, in one statement."""

from odoo.tools import SQL

from .purchases import is_of, select_purchases


def select_baseline(parameters, company_ids, clients, bounds):
    """Of purchases less what was taken back of them, one row: ``clients``, ``orders``,
    ``unrated`` (those of them in a currency without a rate, which ``revenue`` and
    ``margin`` leave out), ``revenue`` and ``margin`` (in the smallest unit of the
    company's currency) and ``buyers`` of the later span, ``earlier_buyers`` of the one
    before it, ``kept_buyers`` of both, ``twice_buyers`` of the two spans before the
    later one, ``thrice_buyers`` of all three; of the margins per client, ``x`` in the
    earlier and ``y`` in the later span, the sums ``x``, ``xx``, ``xy``, ``yy``.

    :param parameters: of the client segments: what a purchase is, here as in results
    :param company_ids: whose purchases count, all in one currency
    :param clients: query of the clients; None: whoever has bought in the later span
    :param bounds: moments: three spans of equal length begin, and the last one ends
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
               COUNT(*) FILTER (WHERE earlier > 0 AND orders > 0) AS kept_buyers,
               COUNT(*) FILTER (WHERE earliest > 0 AND earlier > 0) AS twice_buyers,
               COUNT(*) FILTER (WHERE earliest > 0 AND earlier > 0 AND orders > 0)
                   AS thrice_buyers,
               COALESCE(SUM(earlier_margin), 0)::bigint AS x,
               COALESCE(SUM(earlier_margin * earlier_margin), 0) AS xx,
               COALESCE(SUM(earlier_margin * COALESCE(margin, 0)), 0) AS xy,
               COALESCE(SUM(margin * margin), 0) AS yy
          FROM bought
        """,
        bought=_select_bought(parameters, company_ids, clients, bounds),
        clients=_count_clients(clients),
    )


def _select_bought(parameters, company_ids, clients, bounds):
    first, before, begin, end = bounds
    return SQL(
        """
        SELECT client_id,
               COUNT(*) FILTER (WHERE is_new AND is_purchase) AS orders,
               COUNT(*) FILTER (WHERE is_earlier AND is_purchase) AS earlier,
               COUNT(*) FILTER (WHERE moment < %(before)s AND is_purchase) AS earliest,
               COUNT(*) FILTER (WHERE is_new AND is_purchase AND revenue IS NULL)
                   AS unrated,
               SUM(revenue) FILTER (WHERE is_new) AS revenue,
               SUM(margin) FILTER (WHERE is_new)::numeric AS margin,
               SUM(margin) FILTER (WHERE is_earlier)::numeric AS earlier_margin
          FROM (SELECT partner.commercial_partner_id AS client_id,
                       moment,
                       moment >= %(begin)s AS is_new,
                       moment >= %(before)s AND moment < %(begin)s AS is_earlier,
                       is_purchase, revenue, margin
                  FROM (%(documents)s) document
                  JOIN res_partner partner ON partner.id = document.partner_id
                 WHERE moment >= %(first)s AND moment < %(end)s AND %(is_client)s
                OFFSET 0) purchase
      GROUP BY client_id
        """,
        first=first,
        before=before,
        begin=begin,
        end=end,
        documents=select_purchases(parameters, company_ids),
        is_client=is_of(clients),
    )


def _count_clients(clients):
    if clients is None:
        return SQL("COUNT(*) FILTER (WHERE orders > 0)")
    return SQL("(SELECT COUNT(*) FROM res_partner WHERE id IN %s)", clients.subselect())
