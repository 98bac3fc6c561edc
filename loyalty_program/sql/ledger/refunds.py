from odoo.tools import SQL


def select_refunds(rates):
    """Select ``order_id, ordered, invoiced, refunded`` without tax, in the currency
    of the order. Rewards, down payments and drafts do not count, nor does a credit note
    that was reversed itself, or in whose place an invoice was made.

    :param rates: ``{order's id: what one unit of the company's currency is in that of
        the order}``; None: amounts of invoices in other currencies do not count
    """
    return SQL(
        """
        WITH company AS (
            SELECT * FROM unnest(%(order_ids)s::integer[], %(rates)s::float[])
                       AS company(order_id, rate)
        ), line AS (
            SELECT id, order_id, price_subtotal
              FROM sale_order_line
             WHERE order_id = ANY(%(order_ids)s)
               AND display_type IS NULL
               AND reward_id IS NULL
               AND is_downpayment IS NOT TRUE
        ), billed AS (
            SELECT line.order_id, %(kind)s AS kind,
                   SUM(CASE WHEN move.currency_id = orders.currency_id
                            THEN item.price_subtotal
                            ELSE ABS(item.balance) * company.rate
                       END) AS amount
              FROM line
              JOIN sale_order orders ON orders.id = line.order_id
              JOIN company ON company.order_id = line.order_id
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
              JOIN account_move_line item ON item.id = rel.invoice_line_id
              JOIN account_move move ON move.id = item.move_id
             WHERE move.state = 'posted'
               AND move.move_type IN ('out_invoice', 'out_refund')
             GROUP BY line.order_id, kind
        ), total AS (
            SELECT order_id,
                   COALESCE(SUM(amount) FILTER (WHERE kind = 'invoice'), 0) AS billed,
                   COALESCE(SUM(amount) FILTER (WHERE kind = 'again'), 0) AS again,
                   COALESCE(SUM(amount) FILTER (WHERE kind = 'refund'), 0) AS refunded
              FROM billed
             GROUP BY order_id
        )
        SELECT line.order_id, SUM(line.price_subtotal),
               COALESCE(billed + GREATEST(again - refunded, 0), 0),
               COALESCE(GREATEST(refunded - again, 0), 0)
          FROM line
          LEFT JOIN total ON total.order_id = line.order_id
         GROUP BY line.order_id, billed, again, refunded
        """,
        kind=SQL(
            "CASE WHEN move.move_type = 'out_refund' THEN 'refund'"
            " WHEN move.reversed_entry_id IS NULL"
            " AND move.segment_replaced_id IS NULL THEN 'invoice'"
            " ELSE 'again' END"
        ),
        order_ids=list(rates),
        rates=list(rates.values()),
    )
