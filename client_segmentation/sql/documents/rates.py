"""Amounts of orders in the currency of their company."""

from odoo.tools import SQL


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
    company had before. Runs note whole seconds."""
    return SQL(
        """
        CASE WHEN sale.currency_rate NOT IN (0, 1)
                  AND (DATE_TRUNC('second', sale.create_date)
                       <= %(other_currency_until)s) IS NOT TRUE
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
