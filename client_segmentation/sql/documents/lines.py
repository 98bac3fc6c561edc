"""On which terms the clients bought, from the lines of their documents.

A run reads the lines only where the company wants buyer types: there are several
times as many of them as documents.
"""

from odoo.tools import SQL

from .documents import CLIENT_ID, JOIN_CHILD
from .invoices import is_sale, join_order_lines
from .originals import DAY, JOIN_ORIGINALS, TAKES_BACK, with_originals
from .rates import sale_cents
from .returns import select_returns

# What sale_loyalty gives out for an order; points and gift cards are earned or paid.
PROMOTIONS = (
    "promotion",
    "promo_code",
    "coupons",
    "buy_x_get_y",
    "next_order_coupons",
)
# What a line would have cost at list price follows from its amount and discount: its
# unit price may or may not have taxes in it. A negative amount takes money off.
LIST_AMOUNT = SQL(
    """
    CASE WHEN document.amount <= 0 THEN 0
         WHEN document.discount = 0 OR document.discount >= 100 THEN document.amount
         ELSE ROUND(document.amount * 100 / (100 - document.discount))::bigint
     END
    """
)


def select_line_facts(parameters):
    """Select, of the documents within the horizon, ``partner_id`` (the client),
    ``lines``, ``free_lines``, ``promotion_orders``, and in cents ``list_amount`` and
    ``discount_amount``: what :class:`arithmetic.habits.buyer.BuyerFacts` says.

    A credit note takes back amounts, no lines and no orders.
    """
    by_invoice = parameters.settings.source == "invoice"
    lines = _select_invoice_lines if by_invoice else _select_order_lines
    # Sorted as in facts.py; what a line would have cost is computed once, not once
    # per sum.
    return SQL(
        """
        SELECT client_id AS partner_id,
               (COUNT(*) FILTER (WHERE sign > 0 AND amount >= 0))::integer AS lines,
               (COUNT(*) FILTER (WHERE sign > 0 AND amount = 0))::integer
                   AS free_lines,
               SUM(sign * list_amount)::bigint AS list_amount,
               SUM(sign * (list_amount - amount))::bigint AS discount_amount,
               COUNT(DISTINCT document_id) FILTER (WHERE sign > 0 AND is_promotion)
                   ::integer AS promotion_orders
          FROM (SELECT %(client_id)s AS client_id,
                       document.document_id,
                       document.sign,
                       document.amount,
                       document.is_promotion,
                       %(list_amount)s AS list_amount
                  FROM (%(lines)s OFFSET 0) document
                  %(join_child)s
              ORDER BY client_id) line
      GROUP BY client_id
        """,
        client_id=CLIENT_ID,
        join_child=JOIN_CHILD,
        list_amount=LIST_AMOUNT,
        lines=lines(parameters),
    )


def select_no_line_facts():
    """The same columns and no row: for who does not want to know."""
    return SQL(
        """
        SELECT NULL::integer AS partner_id,
               NULL::integer AS lines,
               NULL::integer AS free_lines,
               NULL::bigint AS list_amount,
               NULL::bigint AS discount_amount,
               NULL::integer AS promotion_orders
         WHERE FALSE
        """
    )


def _select_order_lines(parameters):
    """The lines of confirmed orders: products, delivered or not, at the rate that
    the order keeps; with a sign of -1, what was credited of them."""
    returned = SQL(
        "JOIN (%s) returned ON returned.order_line_id = line.id",
        select_returns(parameters),
    )
    return SQL(
        "%s UNION ALL %s",
        _select_order_part(parameters, 1, SQL("line.price_subtotal"), SQL()),
        _select_order_part(parameters, -1, SQL("returned.amount"), returned),
    )


def _select_order_part(parameters, sign, amount, join):
    return SQL(
        """
        SELECT sale.id AS document_id,
               sale.partner_id,
               %(sign)s AS sign,
               %(cents)s AS amount,
               COALESCE(line.discount, 0) AS discount,
               %(is_promotion)s AS is_promotion
          FROM sale_order sale
          JOIN sale_order_line line ON line.order_id = sale.id
          %(join)s
         WHERE sale.company_id = %(company_id)s
           AND sale.state = 'sale'
           AND sale.date_order >= %(start)s
           AND sale.date_order < %(end)s
           AND line.display_type IS NULL
           AND line.is_downpayment IS NOT TRUE
           AND line.product_uom_qty > 0
           AND NOT %(is_payment)s
           AND %(is_meant)s
        """,
        sign=sign,
        cents=sale_cents(parameters, amount),
        is_promotion=_is_promotion(parameters, "line", SQL("line.price_subtotal < 0")),
        join=join,
        company_id=parameters.company_id,
        start=parameters.horizon_start,
        end=parameters.horizon_end,
        is_payment=parameters.payment.is_payment("line", "line"),
        is_meant=SQL(
            "%s AND %s",
            _is_no_combo(SQL("line.price_subtotal")),
            _is_no_carriage(parameters, "line"),
        ),
    )


def _select_invoice_lines(parameters):
    """The lines of posted invoices; with a sign of -1 and on the day of the invoice
    that billed it, what was taken back; in the company's currency."""
    return SQL(
        """
        %(originals)s
        SELECT move.id AS document_id,
               move.commercial_partner_id AS partner_id,
               %(sign)s AS sign,
               (ROUND(-line.balance * %(cents)s) * %(sign)s)::bigint AS amount,
               COALESCE(line.discount, 0) AS discount,
               %(is_promotion)s AS is_promotion
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id
          %(join_originals)s
          %(join_order_lines)s
         WHERE move.company_id = %(company_id)s
           AND move.state = 'posted'
           AND move.move_type IN ('out_invoice', 'out_refund')
           AND move.invoice_date < %(as_of_end)s
           AND %(day)s >= %(start)s
           AND %(day)s < %(end)s
           AND line.display_type = 'product'
           AND line.is_downpayment IS NOT TRUE
           AND (line.quantity > 0 OR taken_back.line_id IS NOT NULL)
           AND %(is_meant)s
        """,
        originals=with_originals(parameters),
        sign=SQL("CASE WHEN %s THEN -1 ELSE 1 END", TAKES_BACK),
        cents=parameters.cents_per_unit,
        is_promotion=_is_promotion(
            parameters,
            "ordered",
            SQL("line.balance > 0 AND move.move_type = 'out_invoice'"),
        ),
        join_originals=JOIN_ORIGINALS,
        join_order_lines=join_order_lines(parameters),
        company_id=parameters.company_id,
        as_of_end=parameters.document_end,
        day=DAY,
        start=parameters.horizon_start,
        end=parameters.horizon_end,
        is_meant=SQL(
            "%s AND %s AND %s",
            is_sale(parameters),
            _is_no_combo(SQL("line.balance")),
            _is_no_carriage(parameters, "ordered"),
        ),
    )


def _is_promotion(parameters, alias, takes_money_off):
    """A reward of a promotion or coupon; any other line that takes money off is
    one, too, entered by hand."""
    if "reward_id" not in parameters.line_columns:
        return takes_money_off
    return SQL(
        "CASE WHEN %(reward)s IS NULL THEN %(takes_money_off)s"
        " ELSE %(reward)s IN (%(rewards)s) END",
        reward=SQL.identifier(alias, "reward_id"),
        takes_money_off=takes_money_off,
        rewards=_select_rewards(PROMOTIONS),
    )


def _is_no_carriage(parameters, alias):
    """Neither the carriage, whose price says nothing of the buyer, nor what was taken
    off it."""
    conditions = [SQL("TRUE")]
    if "is_delivery" in parameters.line_columns:
        conditions.append(SQL("%s IS NOT TRUE", SQL.identifier(alias, "is_delivery")))
    if "reward_id" in parameters.line_columns:
        conditions.append(
            SQL(
                """
                COALESCE(%s NOT IN (
                    SELECT id FROM loyalty_reward WHERE reward_type = 'shipping'), TRUE)
                """,
                SQL.identifier(alias, "reward_id"),
            )
        )
    return SQL(" AND ").join(conditions)


def _select_rewards(program_types):
    return SQL(
        """
        SELECT reward.id
          FROM loyalty_reward reward
          JOIN loyalty_program program ON program.id = reward.program_id
         WHERE program.program_type IN %s
        """,
        program_types,
    )


def _is_no_combo(amount):
    """A combo costs nothing itself: its parts, which are lines, too, do."""
    return SQL(
        """
        (%s <> 0 OR line.product_id IS NULL OR line.product_id NOT IN (
            SELECT product.id
              FROM product_product product
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE template.type = 'combo'))
        """,
        amount,
    )
