from odoo.tools import SQL

from odoo.addons.client_segmentation.sql.documents.orders import (
    join_payments,
    sold_amount,
)
from odoo.addons.client_segmentation.sql.documents.rates import sale_cents


def select_orders(benefit_id, company_ids, parameters, begin, end):
    """Select ``order_id, client_id, amount`` of the companies' confirmed orders of a
    period that were given the benefit; ``amount`` without tax and without means of
    payment, in cents of the company's currency, NULL without a rate.

    :param company_ids: a company and its branches, which have the same currency
    :param parameters: of the client segments, for the company and its rates
    :param begin, end: moments, the second one outside of the period
    """
    return SQL(
        """
        SELECT sale.id, partner.commercial_partner_id, %(amount)s
          FROM loyalty_order_benefit given
          JOIN sale_order sale ON sale.id = given.order_id
          JOIN res_partner partner ON partner.id = sale.partner_id
          %(join_payments)s
         WHERE given.benefit_id = %(benefit_id)s
           AND sale.state = 'sale'
           AND sale.company_id = ANY(%(company_ids)s)
           AND sale.date_order >= %(begin)s
           AND sale.date_order < %(end)s
         ORDER BY sale.date_order, sale.id
        """,
        amount=sale_cents(
            parameters, sold_amount(parameters, "amount_untaxed", "amount")
        ),
        join_payments=join_payments(parameters),
        benefit_id=benefit_id,
        company_ids=list(company_ids),
        begin=begin,
        end=end,
    )


def number_clients():
    return SQL(
        """
        UPDATE loyalty_draw_ticket
           SET client_number = partner_id
         WHERE client_number IS NULL
        """
    )
