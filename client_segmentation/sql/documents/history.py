"""Purchases imported from elsewhere, beside orders or invoices."""

from odoo.tools import SQL

from .rates import sale_cents
from .some_clients import is_wanted


def select_history(parameters):
    """Select the columns of :mod:`.documents`. A day has no time: it begins at the
    midnight of the other documents. What takes money back is no purchase."""
    # Named as an order without a rate of its own, should the company's currency be
    # another one by now.
    return SQL(
        """
        SELECT sale.partner_id,
               sale.day::timestamp AT TIME ZONE %(zone)s AT TIME ZONE 'UTC' AS moment,
               %(revenue)s AS revenue,
               %(margin)s AS margin,
               sale.amount >= 0 AS is_purchase
          FROM (SELECT partner_id, day, amount, margin, currency_id,
                       0 AS currency_rate,
                       NULL::timestamp AS create_date,
                       day::timestamp AS date_order
                  FROM client_purchase
                 WHERE company_id = %(company_id)s
                   AND day <= %(as_of)s
                   AND %(is_wanted)s) sale
        """,
        zone=parameters.document_timezone,
        revenue=sale_cents(parameters, SQL("sale.amount")),
        margin=sale_cents(parameters, SQL("sale.margin")),
        company_id=parameters.company_id,
        as_of=parameters.as_of,
        is_wanted=is_wanted(parameters, SQL("client_purchase.partner_id")),
    )
