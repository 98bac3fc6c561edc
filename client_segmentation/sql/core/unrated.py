"""Orders in a foreign currency whose rate is missing: their clients have bought, for
amounts that nobody knows."""

from odoo.tools import SQL

from ..documents.rates import order_cents
from . import facts


def count_unrated():
    return SQL("SELECT COALESCE(SUM(unrated_orders), 0) FROM %s", facts.TABLE)


def select_unrated(parameters, limit):
    """Select the names of the first of these orders."""
    return SQL(
        """
        SELECT sale.name
          FROM %(facts)s facts
          JOIN res_partner partner
            ON partner.commercial_partner_id = facts.partner_id
          JOIN sale_order sale ON sale.partner_id = partner.id
         WHERE facts.unrated_orders > 0
           AND sale.company_id = %(company_id)s
           AND sale.state = 'sale'
           AND sale.date_order < %(end)s
           AND %(cents)s IS NULL
      ORDER BY sale.id
         LIMIT %(limit)s
        """,
        facts=facts.TABLE,
        company_id=parameters.company_id,
        end=parameters.document_end,
        cents=order_cents(parameters, "amount_untaxed"),
        limit=limit,
    )
