"""What the clients of a company bought by product category."""

from dataclasses import replace

from odoo.tools import SQL

from odoo.addons.client_segmentation.sql.documents.originals import (
    DAY,
    JOIN_ORIGINALS,
    is_document,
    with_originals,
)
from odoo.addons.client_segmentation.sql.documents.rates import sale_cents
from odoo.addons.client_segmentation.sql.documents.returns import select_returns


def select_purchases(parameters, client_ids):
    """Select what was bought in the span of the parameters, as rows of three kinds:

    * ``clients``: ``audience_id``, ``abc`` and ``clients`` who bought;
    * ``category``: the same, ``categ_id`` and ``share``, the sum of its shares in
      their purchases;
    * ``own``: of each of the given clients ``client_id``, ``audience_id``, ``abc``,
      ``categ_id`` and ``amount`` in cents.

    The first two stay few, whatever the number of clients. Categories of which a
    client gave back all count as not bought; products without a category make one
    category of no number.
    """
    # Of all clients, whatever the parameters were made for
    parameters = replace(parameters, some_clients=False)
    return SQL(
        """
        WITH bought AS MATERIALIZED (%(bought)s)
        SELECT CASE WHEN GROUPING(categ_id) = 1 THEN 'clients'
                    ELSE 'category' END AS kind,
               NULL::integer AS client_id,
               audience_id,
               abc,
               categ_id,
               COUNT(DISTINCT client_id) AS clients,
               SUM(amount / total)::float AS share,
               NULL::bigint AS amount
          FROM bought
      GROUP BY GROUPING SETS ((audience_id, abc), (audience_id, abc, categ_id))
         UNION ALL
        SELECT 'own', client_id, audience_id, abc, categ_id, 1, NULL, amount
          FROM bought
         WHERE client_id = ANY(%(client_ids)s)
        """,
        bought=_select_bought(parameters),
        client_ids=list(client_ids),
    )


def _select_bought(parameters):
    return SQL(
        """
        SELECT purchase.client_id,
               purchase.categ_id,
               purchase.amount,
               SUM(purchase.amount) OVER (PARTITION BY purchase.client_id) AS total,
               change.audience_id,
               segment.abc
          FROM (SELECT partner.commercial_partner_id AS client_id,
                       template.categ_id,
                       SUM(line.amount)::bigint AS amount
                  FROM (%(lines)s) line
                  JOIN res_partner partner ON partner.id = line.partner_id
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
              GROUP BY partner.commercial_partner_id, template.categ_id
                HAVING SUM(line.amount) >= 1) purchase
          LEFT JOIN client_segment segment
                 ON segment.partner_id = purchase.client_id
                AND segment.company_id = %(company_id)s
          LEFT JOIN client_audience_change change
                 ON change.partner_id = purchase.client_id
                AND change.company_id = %(company_id)s
                AND change.is_current
        """,
        lines=_select_lines(parameters),
        company_id=parameters.company_id,
    )


def _select_lines(parameters):
    by_invoice = parameters.settings.source == "invoice"
    return (_select_invoice_lines if by_invoice else _select_order_lines)(parameters)


def _select_order_lines(parameters):
    """Lines of confirmed orders less what was credited of them; those without a rate
    are left out."""
    return SQL(
        """
        SELECT sale.partner_id,
               sale_line.product_id,
               %(amount)s AS amount
          FROM sale_order sale
          JOIN sale_order_line sale_line ON sale_line.order_id = sale.id
          LEFT JOIN (%(returns)s) returned ON returned.order_line_id = sale_line.id
         WHERE sale.company_id = %(company_id)s
           AND sale.state = 'sale'
           AND sale.date_order >= %(start)s
           AND sale.date_order < %(end)s
           AND sale_line.display_type IS NULL
           AND sale_line.is_downpayment IS NOT TRUE
           AND NOT %(is_payment)s
           AND %(is_product)s
        """,
        amount=sale_cents(
            parameters,
            SQL("(sale_line.price_subtotal - COALESCE(returned.amount, 0))"),
        ),
        returns=select_returns(parameters),
        company_id=parameters.company_id,
        start=parameters.horizon_start,
        end=parameters.horizon_end,
        is_payment=parameters.payment.is_payment("sale_line", "sale_line"),
        is_product=_is_product(parameters),
    )


def _select_invoice_lines(parameters):
    """Lines of posted invoices, less what was taken back, which counts on the day of
    the invoice that billed it; in the company's currency."""
    return SQL(
        """
        %(originals)s
        SELECT move.commercial_partner_id AS partner_id,
               line.product_id,
               -line.balance * %(cents)s AS amount
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id
          %(join_originals)s
         WHERE %(is_document)s
           AND %(day)s >= %(start)s
           AND %(day)s < %(end)s
           AND line.display_type = 'product'
           AND line.is_downpayment IS NOT TRUE
           AND NOT EXISTS (
               SELECT
                 FROM sale_order_line_invoice_rel link
                 JOIN sale_order_line sale_line ON sale_line.id = link.order_line_id
                WHERE link.invoice_line_id = line.id
                  AND (%(is_payment)s OR NOT (%(is_product)s)))
           AND NOT %(is_payment_itself)s
        """,
        originals=with_originals(parameters),
        cents=parameters.cents_per_unit,
        join_originals=JOIN_ORIGINALS,
        is_document=is_document(parameters, "move"),
        day=DAY,
        start=parameters.horizon_start,
        end=parameters.horizon_end,
        is_payment=parameters.payment.is_payment("sale_line", "sale_line"),
        is_payment_itself=replace(parameters.payment, reward_ids=()).is_payment(
            "line", "line"
        ),
        is_product=_is_product(parameters),
    )


def _is_product(parameters):
    """Neither carriage nor a reward, where these are known."""
    conditions = {
        "is_delivery": SQL("sale_line.is_delivery IS NOT TRUE"),
        "reward_id": SQL("sale_line.reward_id IS NULL"),
    }
    return SQL(" AND ").join(
        [SQL("TRUE"), *(conditions[name] for name in parameters.line_columns)]
    )
