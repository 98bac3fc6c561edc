"""Orders of the Point of Sale of clients that were named, where it is installed."""

from odoo.tools import SQL

from .some_clients import is_wanted

# Paid, and paid with the session closed
STATES = ("paid", "done")


def select_pos_orders(parameters):
    """Select the columns of :mod:`.documents`. What came back counts at the moment of
    what was sold, and is no purchase."""
    return SQL(
        """
        SELECT document.partner_id,
               %(moment)s AS moment,
               (document.revenue * %(cents)s / document.rate)::bigint AS revenue,
               (document.margin * %(cents)s / document.rate)::bigint AS margin,
               document.is_purchase
          FROM (%(sums)s) document
        """,
        moment=_get_moment(parameters),
        cents=parameters.cents_per_unit,
        sums=_select_sums(parameters),
    )


def _get_moment(parameters):
    """That of orders; where invoices count, the midnight of their day."""
    if parameters.settings.source == "order":
        return SQL("document.moment")
    return SQL(
        "DATE_TRUNC('day', document.moment AT TIME ZONE 'UTC' AT TIME ZONE %s)",
        parameters.timezone,
    )


def _select_sums(parameters):
    """One row per order and moment that it counts at. Odoo turns the sign of a line
    that comes back in more than one place: quantity and price say which it has."""
    return SQL(
        """
        SELECT pos.partner_id,
               COALESCE(original.date_order, pos.date_order) AS moment,
               SUM(%(amount)s) AS revenue,
               SUM(%(amount)s - COALESCE(line.total_cost, 0)) AS margin,
               BOOL_OR(line.qty > 0 AND %(amount)s >= 0) AS is_purchase,
               COALESCE(NULLIF(pos.currency_rate, 0), 1)::numeric AS rate
          FROM pos_order pos
          JOIN pos_order_line line ON line.order_id = pos.id
          LEFT JOIN pos_order_line sold ON sold.id = line.refunded_orderline_id
          LEFT JOIN pos_order original ON original.id = sold.order_id
         WHERE pos.company_id = %(company_id)s
           AND pos.partner_id IS NOT NULL
           AND pos.state IN %(states)s
           AND pos.date_order < %(end)s
           AND NOT %(is_payment)s
           AND NOT %(counts_elsewhere)s
           AND %(is_wanted)s
      GROUP BY pos.id, 2
        """,
        amount=SQL(
            "(SIGN(line.qty) * SIGN(line.price_unit) * ABS(line.price_subtotal))"
        ),
        company_id=parameters.company_id,
        states=STATES,
        # Of a moment, whatever documents have
        end=min(parameters.as_of_end, parameters.document_end)
        if parameters.settings.source == "order"
        else parameters.as_of_end,
        is_payment=_is_payment(parameters),
        counts_elsewhere=_counts_elsewhere(parameters),
        is_wanted=is_wanted(parameters, SQL("pos.partner_id")),
    )


def _counts_elsewhere(parameters):
    """As an invoice, or as an order of Sales that was settled at the counter; what
    came back of that one is in no order."""
    if parameters.settings.source == "invoice":
        return SQL("(pos.account_move IS NOT NULL)")
    if "sale_order_origin_id" in parameters.pos_columns:
        return SQL(
            "(line.sale_order_origin_id IS NOT NULL"
            " AND line.refunded_orderline_id IS NULL)"
        )
    return SQL("FALSE")


def _is_payment(parameters):
    payment = parameters.payment
    if "reward_id" in parameters.pos_columns:
        return payment.is_payment("line", "line")
    return payment.is_product("line")
