from odoo.tools import SQL


def select_orders(benefit_id, company_ids, date_from, date_to):
    """Select ``order_id, client_id, amount`` of confirmed orders of a period that
    were given the benefit; ``amount`` without tax in the currency of the company."""
    return SQL(
        """
        SELECT orders.id, partner.commercial_partner_id,
               orders.amount_untaxed / COALESCE(NULLIF(orders.currency_rate, 0), 1)
          FROM loyalty_order_benefit given
          JOIN sale_order orders ON orders.id = given.order_id
          JOIN res_partner partner ON partner.id = orders.partner_id
         WHERE given.benefit_id = %(benefit_id)s
           AND orders.state = 'sale'
           AND orders.company_id = ANY(%(company_ids)s)
           AND orders.date_order >= %(date_from)s
           AND orders.date_order < %(date_to)s
         ORDER BY orders.date_order, orders.id
        """,
        benefit_id=benefit_id,
        company_ids=list(company_ids),
        date_from=date_from,
        date_to=date_to,
    )
