"""Orders as the source: confirmed ones less what came back."""

from odoo.tools import SQL

from .means_of_payment import select_payments
from .rates import sale_cents
from .returns import select_returns
from .some_clients import is_wanted


def select_orders(parameters):
    """Select the columns of :mod:`.documents`."""
    return SQL(
        """
        SELECT sale.partner_id,
               sale.date_order AS moment,
               %(revenue)s AS revenue,
               %(margin)s AS margin,
               %(is_purchase)s AS is_purchase
          FROM sale_order sale
          %(join_changes)s
         WHERE sale.company_id = %(company_id)s
           AND sale.state = 'sale'
           AND sale.date_order < %(end)s
           AND %(is_wanted)s
        """,
        revenue=order_revenue(parameters),
        margin=order_margin(parameters),
        is_purchase=is_purchase(parameters),
        join_changes=join_order_changes(parameters),
        company_id=parameters.company_id,
        end=parameters.document_end,
        is_wanted=is_wanted(parameters, SQL("sale.partner_id")),
    )


def join_order_changes(parameters):
    """Join what the amounts of an order ``sale`` do not say: what was credited of it,
    and which of it is no sale."""
    return SQL(
        """
        LEFT JOIN (SELECT order_id, SUM(amount) AS amount, SUM(cost) AS cost
                     FROM (%(returns)s) line
                 GROUP BY order_id) returned ON returned.order_id = sale.id
        %(payments)s
        """,
        returns=select_returns(parameters),
        payments=join_payments(parameters),
    )


def join_payments(parameters):
    if not parameters.payment:
        return SQL()
    return SQL(
        "LEFT JOIN (%s) payment ON payment.order_id = sale.id",
        select_payments(parameters),
    )


def order_revenue(parameters):
    """In cents of the company, at the rate of the order's date; NULL without one."""
    sold = sold_amount(parameters, "amount_untaxed", "amount")
    return sale_cents(parameters, _less(sold, SQL("returned.amount")))


def order_margin(parameters):
    sold = sold_amount(parameters, "margin", "margin")
    return sale_cents(parameters, _less(sold, SQL("returned.amount - returned.cost")))


def _less(sold, returned):
    """Of the many orders that nothing came back of, nothing is to be computed."""
    return SQL(
        "CASE WHEN returned.order_id IS NULL THEN %(sold)s"
        " ELSE %(sold)s - (%(returned)s) END",
        sold=sold,
        returned=returned,
    )


def sold_amount(parameters, column, payment_column):
    """A column of the order without means of payment, in its currency."""
    column = SQL.identifier("sale", column)
    if not parameters.payment:
        return column
    payment = SQL.identifier("payment", payment_column)
    return SQL("(%s - COALESCE(%s, 0))", column, payment)


def is_purchase(parameters):
    """Who orders nothing but a gift card has not bought yet."""
    if not parameters.payment:
        return SQL("TRUE")
    return SQL(
        "(%s = 0 AND payment.is_sold) IS NOT TRUE",
        sold_amount(parameters, "amount_untaxed", "amount"),
    )
