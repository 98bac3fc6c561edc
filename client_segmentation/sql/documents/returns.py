"""What was credited of orders, by their lines.

An order may have been edited since, or been billed again: invoices beyond what its
line says now replace what was credited.
"""

from odoo.tools import SQL

from .originals import is_document, select_taking_back
from .rates import foreign_rate
from .some_clients import is_wanted


def select_returns(parameters):
    """Select of each line of an order of which something came back ``order_id``,
    ``order_line_id``, ``amount`` and ``cost`` in the currency of the order.

    The goods of a credit note came back, at the cost that the order line noted; a line
    without a product takes off the price alone.
    """
    return SQL(
        """
        SELECT order_id,
               order_line_id,
               direction * %(amount)s AS amount,
               COALESCE(unit_cost, 0) * %(quantity)s AS cost
          FROM (%(sums)s) line
        """,
        amount=_get_returned("amount"),
        quantity=_get_returned("quantity"),
        sums=_select_sums(parameters),
    )


def _get_returned(measure):
    """What was credited, less what was billed once more for it, be it in place of a
    credit note or beyond what the line of the order says."""
    return SQL(
        """
        GREATEST(%(credited)s - LEAST(%(credited)s, %(again)s)
                 - GREATEST(%(billed)s - LEAST(%(credited)s, %(again)s)
                            - %(ordered)s, 0), 0)
        """,
        **{
            name: SQL.identifier(f"{name}_{measure}")
            for name in ("credited", "again", "billed", "ordered")
        },
    )


def _select_sums(parameters):
    """What was ordered, billed, billed again and credited of each order line, as
    amounts in the currency of the order and as quantities in its unit of measure. Of
    a line that takes money off, amounts with the sign turned."""
    return SQL(
        """
        SELECT item.order_id, item.order_line_id, item.direction, item.unit_cost,
               item.direction * item.price_subtotal AS ordered_amount,
               item.product_uom_qty AS ordered_quantity,
               %(sums)s
          FROM (%(items)s) item
      GROUP BY item.order_id, item.order_line_id, item.direction, item.unit_cost,
               item.price_subtotal, item.product_uom_qty
        """,
        sums=SQL(", ").join(
            SQL(
                """
                COALESCE(SUM(GREATEST(%(value)s, 0)), 0) AS %(billed)s,
                COALESCE(SUM(GREATEST(%(value)s, 0)) FILTER (WHERE item.is_again), 0)
                    AS %(again)s,
                COALESCE(SUM(GREATEST(-(%(value)s), 0)), 0) AS %(credited)s
                """,
                value=value,
                **{
                    name: SQL.identifier(f"{name}_{measure}")
                    for name in ("billed", "again", "credited")
                },
            )
            for measure, value in (
                ("amount", SQL("item.direction * item.amount")),
                ("quantity", SQL("item.quantity")),
            )
        ),
        items=_select_items(parameters),
    )


def _select_items(parameters):
    """All lines of invoices and credit notes of these order lines."""
    return SQL(
        """
        SELECT sale.id AS order_id,
               sale_line.id AS order_line_id,
               sale_line.price_subtotal,
               sale_line.product_uom_qty,
               sale_line.purchase_price AS unit_cost,
               CASE WHEN sale_line.price_unit < 0 THEN -1 ELSE 1 END AS direction,
               CASE WHEN line.product_id IS NULL THEN 0
                    ELSE %(sign)s * line.quantity
                         * COALESCE(line_uom.factor / uom.factor, 1)
                END AS quantity,
               CASE WHEN move.currency_id = sale.currency_id
                    THEN %(sign)s * line.price_subtotal
                    ELSE -line.balance * CASE WHEN sale.currency_id = %(currency_id)s
                                              THEN 1 ELSE %(rate)s END
                END AS amount,
               %(is_again)s AS is_again
          FROM sale_order sale
          JOIN sale_order_line sale_line ON sale_line.order_id = sale.id
          JOIN sale_order_line_invoice_rel link ON link.order_line_id = sale_line.id
          JOIN account_move_line line ON line.id = link.invoice_line_id
          JOIN account_move move ON move.id = line.move_id
          LEFT JOIN uom_uom uom ON uom.id = sale_line.product_uom_id
          LEFT JOIN uom_uom line_uom ON line_uom.id = line.product_uom_id
         WHERE sale.company_id = %(company_id)s
           AND sale_line.is_downpayment IS NOT TRUE
           AND NOT %(is_payment)s
           AND %(is_credited)s
           AND %(is_document)s
           AND %(is_wanted)s
        """,
        sign=SQL("CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END"),
        currency_id=parameters.currency_id,
        rate=foreign_rate(parameters),
        is_again=_is_again(parameters),
        is_credited=_is_credited(parameters),
        company_id=parameters.company_id,
        is_payment=parameters.payment.is_payment("sale_line", "sale_line"),
        is_document=is_document(parameters, "move"),
        is_wanted=is_wanted(parameters, SQL("sale.partner_id")),
    )


def _is_again(parameters):
    """Does the invoice take back a credit note, or the place of a credited one? If
    Odoo's reversal did not note that, as much of the same line was billed again."""
    return SQL(
        """
        (move.move_type = 'out_invoice' AND (
            move.reversed_entry_id IS NOT NULL
            OR EXISTS (
                SELECT
                  FROM sale_order_line_invoice_rel before
                  JOIN account_move_line credited
                    ON credited.id = before.invoice_line_id
                  JOIN account_move credit ON credit.id = credited.move_id
                 WHERE before.order_line_id = sale_line.id
                   AND credit.move_type = 'out_refund'
                   AND credit.reversed_entry_id IS NOT NULL
                   AND credit.id < move.id
                   AND (credited.quantity = line.quantity
                        OR credit.reversed_entry_id = move.segment_replaced_id)
                   AND %s)))
        """,
        is_document(parameters, "credit"),
    )


def _is_credited(parameters):
    """Narrows all orders down; those of a few clients are looked through."""
    if parameters.some_clients:
        return SQL("TRUE")
    return SQL(
        """
        sale_line.id IN (
            SELECT link.order_line_id
              FROM (%s) taking
              JOIN sale_order_line_invoice_rel link
                ON link.invoice_line_id = taking.line_id)
        """,
        select_taking_back(parameters),
    )
