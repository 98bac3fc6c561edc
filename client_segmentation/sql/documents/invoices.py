"""Invoices as the source: posted ones net of credit notes, by their lines."""

from odoo.tools import SQL

from .originals import DAY, JOIN_ORIGINALS, TAKES_BACK, with_originals
from .rates import foreign_rate
from .some_clients import is_wanted


def select_invoices(parameters):
    """Select the columns of :mod:`.documents`. What is taken back counts on the day
    of the invoice that billed it, once it is known: an earlier as-of date does not
    see it."""
    return SQL(
        """
        SELECT document.partner_id,
               document.day::timestamp AS moment,
               ROUND(document.revenue * %(cents)s)::bigint AS revenue,
               ROUND((document.revenue - document.cost) * %(cents)s)::bigint AS margin,
               document.is_invoice AND %(is_purchase)s AS is_purchase
          FROM (%(sums)s) document
        """,
        cents=parameters.cents_per_unit,
        is_purchase=_is_purchase(parameters),
        sums=_select_sums(parameters),
    )


def _is_purchase(parameters):
    """One sale is one purchase. An advance is only as long as nothing else of its
    order was billed, and unless it was paid back."""
    return SQL(
        """
        (document.has_goods OR (document.has_advance
            AND NOT %(is_paid_back)s
            AND NOT EXISTS (
                SELECT
                  FROM account_move_line line
                  JOIN sale_order_line_invoice_rel link
                    ON link.invoice_line_id = line.id
                  JOIN sale_order_line advance ON advance.id = link.order_line_id
                  JOIN sale_order_line other ON other.order_id = advance.order_id
                  JOIN sale_order_line_invoice_rel other_link
                    ON other_link.order_line_id = other.id
                  JOIN account_move_line billed
                    ON billed.id = other_link.invoice_line_id
                  JOIN account_move move ON move.id = billed.move_id
                 WHERE line.move_id = document.move_id
                   AND move.state = 'posted'
                   AND move.move_type = 'out_invoice'
                   AND move.invoice_date <= %(as_of)s
                   AND (other.is_downpayment IS NOT TRUE
                        OR (move.id < document.move_id
                            AND move.reversed_entry_id IS NULL
                            AND NOT %(is_other_paid_back)s)))))
        """,
        as_of=parameters.as_of,
        is_paid_back=_is_paid_back(parameters, SQL("document.move_id")),
        is_other_paid_back=_is_paid_back(parameters, SQL("move.id")),
    )


def _is_paid_back(parameters, advance_id):
    """By a credit note of all of it that was not reversed itself"""
    return SQL(
        """
        EXISTS (
            SELECT
              FROM account_move back
              JOIN account_move advance ON advance.id = back.reversed_entry_id
             WHERE advance.id = %(advance_id)s
               AND back.state = 'posted'
               AND back.invoice_date <= %(as_of)s
               AND back.amount_total = advance.amount_total
               AND NOT EXISTS (
                   SELECT FROM account_move undone
                    WHERE undone.reversed_entry_id = back.id
                      AND undone.state = 'posted'
                      AND undone.invoice_date <= %(as_of)s))
        """,
        advance_id=advance_id,
        as_of=parameters.as_of,
    )


def _select_sums(parameters):
    """One row per document and day that it counts on. What a client pays with is
    neither revenue nor goods, nor does a voucher for later cost anything."""
    return SQL(
        """
        %(originals)s
        SELECT move.id AS move_id,
               move.commercial_partner_id AS partner_id,
               %(day)s AS day,
               COALESCE(SUM(-line.balance) FILTER (WHERE %(is_sale)s), 0) AS revenue,
               COALESCE(SUM(%(cost)s) FILTER (WHERE %(is_sale)s), 0) AS cost,
               %(is_invoice)s AS is_invoice,
               BOOL_OR(%(is_sale)s AND NOT %(is_advance)s AND NOT %(takes_back)s
                       AND line.display_type = 'product') AS has_goods,
               BOOL_OR(%(is_advance)s) AS has_advance
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id
          %(join_originals)s
          %(join_costs)s
         WHERE move.company_id = %(company_id)s
           AND move.state = 'posted'
           AND move.move_type IN ('out_invoice', 'out_refund')
           AND move.invoice_date < %(end)s
           AND (line.display_type = 'product'
                OR (line.display_type = 'rounding'
                    AND line.tax_repartition_line_id IS NULL))
           AND %(is_wanted)s
      GROUP BY move.id, move.commercial_partner_id, 3
        """,
        originals=with_originals(parameters),
        day=DAY,
        cost=_get_cost(parameters),
        is_sale=is_sale(parameters),
        is_invoice=_is_new_invoice(parameters),
        is_advance=SQL("(line.is_downpayment IS TRUE)"),
        takes_back=SQL("(%s)", TAKES_BACK),
        join_originals=JOIN_ORIGINALS,
        join_costs=SQL("%s %s", JOIN_PRODUCTS, join_order_lines(parameters)),
        company_id=parameters.company_id,
        end=parameters.document_end,
        is_wanted=is_wanted(parameters, SQL("move.commercial_partner_id")),
    )


def _is_new_invoice(parameters):
    """Not a reversal of a credit note, a later charge or an invoice since replaced."""
    columns = ("reversed_entry_id", *parameters.move_columns)
    return SQL(
        "move.move_type = 'out_invoice'"
        " AND COALESCE(%s) IS NULL"
        " AND move.id NOT IN (SELECT original_id FROM reissue)",
        SQL(", ").join(SQL.identifier("move", column) for column in columns),
    )


# Quantities and costs are of units of measure, which Odoo converts by their factors.
JOIN_PRODUCTS = SQL(
    """
    LEFT JOIN product_product product ON product.id = line.product_id
    LEFT JOIN product_template template ON template.id = product.product_tmpl_id
    LEFT JOIN uom_uom product_uom ON product_uom.id = template.uom_id
    LEFT JOIN uom_uom line_uom
           ON line_uom.id = COALESCE(line.product_uom_id, template.uom_id)
    """
)


def _get_cost(parameters):
    """The cost of a line, negative on a credit note: at the cost the order line noted,
    else at the product's cost of today."""
    return SQL(
        """
        CASE WHEN line.product_id IS NULL THEN 0
             WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END
        * line.quantity
        * COALESCE(ordered.unit_cost * COALESCE(line_uom.factor, 1),
                   (product.standard_price ->> %(company_key)s)::numeric
                   * line_uom.factor / product_uom.factor,
                   0)
        """,
        company_key=str(parameters.company_id),
    )


def join_order_lines(parameters):
    """Join ``ordered``: of the order lines of an invoice line, the cost per reference
    unit in the company's currency, and what other add-ons note on them."""
    columns = [
        SQL(
            """
            AVG(sale_line.purchase_price / COALESCE(uom.factor, 1)
                / CASE WHEN sale.currency_id = %(currency_id)s THEN 1
                       ELSE %(rate)s END) AS unit_cost
            """,
            currency_id=parameters.currency_id,
            rate=foreign_rate(parameters),
        )
    ]
    aggregates = {
        "is_delivery": SQL("BOOL_OR(sale_line.is_delivery) AS is_delivery"),
        "reward_id": SQL("MAX(sale_line.reward_id) AS reward_id"),
    }
    columns += [aggregates[name] for name in parameters.line_columns]
    # Of a few clients each line is looked up; of all it is faster to sum up once.
    lateral, own_lines = SQL(), SQL()
    if parameters.some_clients:
        lateral = SQL("LATERAL")
        own_lines = SQL("WHERE link.invoice_line_id = line.id")
    return SQL(
        """
        LEFT JOIN %(lateral)s (
             SELECT link.invoice_line_id, %(columns)s
               FROM sale_order_line_invoice_rel link
               JOIN sale_order_line sale_line ON sale_line.id = link.order_line_id
               JOIN sale_order sale ON sale.id = sale_line.order_id
               LEFT JOIN uom_uom uom ON uom.id = sale_line.product_uom_id
              %(own_lines)s
           GROUP BY link.invoice_line_id
             ) ordered ON ordered.invoice_line_id = line.id
        """,
        lateral=lateral,
        columns=SQL(", ").join(columns),
        own_lines=own_lines,
    )


def is_sale(parameters):
    """Is the line ``line`` of an invoice no means of payment?"""
    return SQL("NOT %s", parameters.payment.is_payment("ordered", "line"))
