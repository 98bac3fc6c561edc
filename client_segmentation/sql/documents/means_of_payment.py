"""Gift cards and wallets, where sale_loyalty is installed: they pay for goods, and who
buys one pays in advance."""

from dataclasses import dataclass

from odoo.tools import SQL

PROGRAM_TYPES = ("gift_card", "ewallet")


@dataclass(frozen=True)
class MeansOfPayment:
    """``reward_ids``: rewards that pay; ``product_ids``: what stands on a line that
    pays, or that sells a card or fills up a wallet."""

    reward_ids: tuple[int, ...] = ()
    product_ids: tuple[int, ...] = ()

    def __bool__(self):
        return bool(self.reward_ids or self.product_ids)

    def is_payment(self, rewards, products):
        """The condition that a line is none of goods.

        :param rewards: alias of the table with ``reward_id``
        :param products: alias of that with ``product_id``
        """
        return SQL(
            "(%s OR %s)",
            self._is_one_of(SQL.identifier(rewards, "reward_id"), self.reward_ids),
            self._is_one_of(SQL.identifier(products, "product_id"), self.product_ids),
        )

    def is_product(self, products):
        """The same of lines that know of no reward."""
        return self._is_one_of(SQL.identifier(products, "product_id"), self.product_ids)

    @staticmethod
    def _is_one_of(column, ids):
        if not ids:
            return SQL("FALSE")
        return SQL("COALESCE(%s = ANY(%s::integer[]), FALSE)", column, list(ids))


def select_means_of_payment():
    """Select one row with the arrays of :class:`MeansOfPayment`, programs that are
    archived included. A product that rewards of other programs take money off the
    price with, too, is none."""
    return SQL(
        """
        WITH paying AS (
            SELECT id FROM loyalty_program WHERE program_type IN %s
        ), reward AS (
            SELECT id, discount_line_product_id AS product_id,
                   program_id IN (SELECT id FROM paying) AS is_paying
              FROM loyalty_reward
        )
        SELECT ARRAY(SELECT id FROM reward WHERE is_paying ORDER BY id) AS reward_ids,
               ARRAY((SELECT product_id FROM reward
                       WHERE is_paying AND product_id IS NOT NULL
                      EXCEPT
                      SELECT product_id FROM reward WHERE NOT is_paying)
                      UNION
                      SELECT sold.product_product_id
                        FROM loyalty_rule rule
                        JOIN loyalty_rule_product_product_rel sold
                          ON sold.loyalty_rule_id = rule.id
                       WHERE rule.program_id IN (SELECT id FROM paying)
                    ORDER BY 1) AS product_ids
        """,
        PROGRAM_TYPES,
    )


def select_payments(parameters):
    """Select of each order with such lines ``order_id`` and, in its currency,
    ``amount`` and ``margin`` of them; ``is_sold``: a card is sold."""
    payment = parameters.payment
    # Each half by its own index
    return SQL(
        """
        SELECT line.order_id,
               SUM(line.price_subtotal) AS amount,
               SUM(line.margin) AS margin,
               BOOL_OR(line.price_subtotal > 0) AS is_sold
          FROM (SELECT id, order_id, price_subtotal, margin
                  FROM sale_order_line
                 WHERE reward_id = ANY(%(rewards)s::integer[])
                 UNION
                SELECT id, order_id, price_subtotal, margin
                  FROM sale_order_line
                 WHERE product_id = ANY(%(products)s::integer[])) line
      GROUP BY line.order_id
        """,
        rewards=list(payment.reward_ids),
        products=list(payment.product_ids),
    )
