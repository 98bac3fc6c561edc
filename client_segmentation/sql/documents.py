"""The documents that clients are classified from, one row each.

Columns: ``partner_id`` (the client or one of its contacts), ``moment``, ``revenue``
and ``margin`` in cents of the company's currency, ``is_purchase`` (a credit note is
none).
"""

from odoo.tools import SQL

from .touched import is_touched

# Whose a document is. Joined are contacts of a client only, not clients, who are
# their own.
CLIENT_ID = SQL("COALESCE(child.commercial_partner_id, document.partner_id)")
JOIN_CHILD = SQL(
    """
    LEFT JOIN res_partner child
           ON child.id = document.partner_id
          AND child.commercial_partner_id <> child.id
    """
)


def select_documents(parameters):
    if parameters.settings.source == "invoice":
        return _select_invoices(parameters)
    return _select_orders(parameters)


def _select_orders(parameters):
    return SQL(
        """
        SELECT sale.partner_id,
               sale.date_order AS moment,
               %(revenue)s AS revenue,
               %(margin)s AS margin,
               TRUE AS is_purchase
          FROM sale_order sale
         WHERE sale.company_id = %(company_id)s
           AND sale.state = 'sale'
           AND sale.date_order < %(end)s
           AND %(is_touched)s
        """,
        revenue=order_cents(parameters, "amount_untaxed"),
        margin=order_cents(parameters, "margin"),
        company_id=parameters.company_id,
        end=parameters.document_end,
        is_touched=is_touched(parameters, SQL("sale.partner_id")),
    )


def order_cents(parameters, column):
    """An amount of an order in the smallest unit of the company's currency, at the
    rate of the order's date (which the order keeps); NULL without a rate."""
    return sale_cents(parameters, SQL.identifier("sale", column))


def sale_cents(parameters, amount):
    """An amount in the currency of the order ``sale``, as :func:`order_cents`. The
    cast rounds."""
    return SQL(
        """
        CASE WHEN sale.currency_id = %(currency_id)s
             THEN (%(amount)s * %(cents_per_unit)s)::bigint
             ELSE (%(amount)s * %(cents_per_unit)s / %(rate)s)::bigint
         END
        """,
        amount=amount,
        cents_per_unit=parameters.cents_per_unit,
        currency_id=parameters.currency_id,
        rate=foreign_rate(parameters),
    )


def foreign_rate(parameters):
    """What one unit of the company's currency is in that of the order ``sale``, a
    foreign one: the order's own rate, or that of its day where the order's is none.
    Odoo notes a 1 if it finds no rate, and keeps the rates to a currency that the
    company had before."""
    return SQL(
        """
        CASE WHEN sale.currency_rate NOT IN (0, 1)
                  AND (sale.create_date <= %(other_currency_until)s) IS NOT TRUE
             THEN sale.currency_rate
             ELSE (%(rate_of_the_day)s) END
        """,
        other_currency_until=parameters.other_currency_until,
        rate_of_the_day=_select_rate_of_the_day(parameters),
    )


def _select_rate_of_the_day(parameters):
    """Rates are to a common currency, which needs none of its own; NULL if neither
    of the two has one."""
    return SQL(
        """
        SELECT CASE WHEN COALESCE(theirs, own) IS NOT NULL
                    THEN COALESCE(theirs, 1) / COALESCE(own, 1) END
          FROM (SELECT (%(theirs)s) AS theirs, (%(own)s) AS own) rate
        """,
        theirs=_select_rate(parameters, SQL("sale.currency_id")),
        own=_select_rate(parameters, parameters.currency_id),
    )


def _select_rate(parameters, currency_id):
    """As Odoo looks for it: the company's own rates go before those of all."""
    return SQL(
        """
        SELECT rate.rate
          FROM res_currency_rate rate
         WHERE rate.currency_id = %(currency_id)s
           AND rate.name <= sale.date_order
           AND COALESCE(rate.company_id, %(company_id)s) = %(company_id)s
      ORDER BY rate.company_id, rate.name DESC
         LIMIT 1
        """,
        currency_id=currency_id,
        company_id=parameters.rate_company_id,
    )


def _select_invoices(parameters):
    """A credit note counts on the day of the invoice that it reverses, once it is
    known: an earlier as-of date does not see it."""
    return SQL(
        """
        SELECT move.commercial_partner_id AS partner_id,
               COALESCE(original.invoice_date, move.invoice_date)::timestamp AS moment,
               ROUND(move.amount_untaxed_signed * %(cents_per_unit)s)::bigint
                   AS revenue,
               ROUND((move.amount_untaxed_signed - COALESCE(cost.amount, 0))
                     * %(cents_per_unit)s)::bigint AS margin,
               move.move_type = 'out_invoice' AS is_purchase
          FROM account_move move
          LEFT JOIN account_move original ON original.id = move.reversed_entry_id
          LEFT JOIN (%(costs)s) cost ON cost.move_id = move.id
         WHERE move.company_id = %(company_id)s
           AND move.state = 'posted'
           AND move.move_type IN ('out_invoice', 'out_refund')
           AND move.invoice_date < %(end)s
           AND %(is_touched)s
        """,
        cents_per_unit=parameters.cents_per_unit,
        costs=_select_invoice_costs(parameters),
        company_id=parameters.company_id,
        end=parameters.document_end,
        is_touched=is_touched(parameters, SQL("move.commercial_partner_id")),
    )


def _select_invoice_costs(parameters):
    """The cost of what each invoice sold, negative for a credit note: at the cost
    the order line noted, else at the product's cost of today."""
    return SQL(
        """
        SELECT line.move_id,
               SUM(CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END
                   * line.quantity
                   * COALESCE(ordered.unit_cost, (product.standard_price
                                                  ->> %(company_key)s)::numeric, 0)
               ) AS amount
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          LEFT JOIN product_product product ON product.id = line.product_id
          LEFT JOIN (
                SELECT link.invoice_line_id,
                       AVG(sale_line.purchase_price
                           / CASE WHEN sale.currency_id = %(currency_id)s THEN 1
                                  ELSE %(rate)s END) AS unit_cost
                  FROM sale_order_line_invoice_rel link
                  JOIN sale_order_line sale_line ON sale_line.id = link.order_line_id
                  JOIN sale_order sale ON sale.id = sale_line.order_id
              GROUP BY link.invoice_line_id
               ) ordered ON ordered.invoice_line_id = line.id
         WHERE move.company_id = %(company_id)s
           AND move.state = 'posted'
           AND move.move_type IN ('out_invoice', 'out_refund')
           AND line.display_type = 'product'
           AND %(is_touched)s
      GROUP BY line.move_id
        """,
        company_key=str(parameters.company_id),
        currency_id=parameters.currency_id,
        rate=foreign_rate(parameters),
        company_id=parameters.company_id,
        is_touched=is_touched(parameters, SQL("move.commercial_partner_id")),
    )
