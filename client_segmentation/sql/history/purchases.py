"""From the lines of a file to purchases, all of an import in one statement."""

from dataclasses import replace

from odoo.tools import SQL

from ..documents.documents import CLIENT_ID, JOIN_CHILD, select_documents
from ..documents.some_clients import CONTACTS


def mark_twice(parameters, import_id, numbers):
    """Note on each line of a client that is there already whether the sale is, too
    (``number``, ``amount``: by its number, or day and amount), or is no older than the
    first document (``later``); or ``rate``: it has none."""
    return SQL(
        """
        WITH %(contacts)s AS (%(select_contacts)s),
             document AS MATERIALIZED (%(documents)s),
             known AS (SELECT DISTINCT client_id, number FROM (%(numbers)s) known),
             present AS (SELECT DISTINCT client_id, day, revenue FROM document),
             first AS (SELECT client_id, MIN(day) AS day
                         FROM (%(own_documents)s) document GROUP BY 1),
             sale AS (
             SELECT sale.id, sale.day, sale.number,
                    -- A contact that it was found not to be has a past of its own.
                    CASE WHEN client.decision = 'new' THEN NULL
                         ELSE client.partner_id END AS partner_id,
                    (%(amount)s * %(cents)s)::bigint AS cents
               FROM client_history_sale sale
               JOIN client_history_client client ON client.id = sale.client_id
              WHERE sale.import_id = %(import_id)s)
        UPDATE client_history_sale line
           SET mark = CASE
                WHEN sale.cents IS NULL THEN 'rate'
                WHEN known.client_id IS NOT NULL THEN 'number'
                WHEN present.client_id IS NOT NULL THEN 'amount'
                WHEN sale.day >= first.day THEN 'later' END
          FROM sale
          LEFT JOIN known
                 ON known.client_id = sale.partner_id AND known.number = sale.number
          LEFT JOIN present
                 ON present.client_id = sale.partner_id AND present.day = sale.day
                AND present.revenue = sale.cents
          LEFT JOIN first ON first.client_id = sale.partner_id
         WHERE sale.id = line.id
        """,
        contacts=CONTACTS,
        select_contacts=_select_contacts(import_id),
        documents=_select_documents(parameters),
        # What was imported before is continued, as a rule.
        own_documents=_select_documents(replace(parameters, has_history=False)),
        numbers=numbers,
        amount=get_amount(parameters, SQL("sale.amount")),
        cents=parameters.cents_per_unit,
        import_id=import_id,
    )


def _select_contacts(import_id):
    return SQL(
        """
        SELECT contact.id AS partner_id
          FROM client_history_client client
          JOIN res_partner contact
            ON contact.commercial_partner_id = client.partner_id
         WHERE client.import_id = %s
        """,
        import_id,
    )


def _select_documents(parameters):
    return SQL(
        """
        SELECT %(client_id)s AS client_id, document.revenue,
               (document.moment AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day
          FROM (%(documents)s) document
          %(join_child)s
        """,
        client_id=CLIENT_ID,
        zone=parameters.document_timezone,
        documents=select_documents(parameters),
        join_child=JOIN_CHILD,
    )


def select_numbers(company_id):
    """Select ``client_id`` and ``number`` of what the clients of an import have
    bought, by all the names that a document has."""
    tables = (
        ("sale_order", ("name", "client_order_ref", "origin"), "state = 'sale'"),
        ("account_move", ("name", "ref"), "state = 'posted'"),
        ("client_purchase", ("number",), "TRUE"),
    )
    return SQL(" UNION ALL ").join(
        SQL(
            """
            SELECT partner.commercial_partner_id AS client_id, document.%s AS number
              FROM %s document
              JOIN res_partner partner ON partner.id = document.partner_id
             WHERE document.company_id = %s
               AND document.partner_id IN (SELECT partner_id FROM %s)
               AND document.%s <> ''
               AND %s
            """,
            SQL.identifier(column),
            SQL.identifier(table),
            company_id,
            CONTACTS,
            SQL.identifier(column),
            SQL(condition),
        )
        for table, columns, condition in tables
        for column in columns
    )


def get_amount(parameters, amount):
    """An amount of the line ``sale`` in the company's currency, at the rate of the
    day; NULL without one."""
    rate = _select_rate(parameters, SQL("sale.currency_id"))
    own = _select_rate(parameters, parameters.currency_id)
    return SQL(
        """
        CASE WHEN sale.currency_id IS NULL OR sale.currency_id = %(own_id)s
             THEN %(amount)s
             WHEN COALESCE(%(rate)s, %(own)s) IS NOT NULL
             THEN %(amount)s * COALESCE(%(own)s, 1) / COALESCE(%(rate)s, 1) END
        """,
        own_id=parameters.currency_id,
        amount=amount,
        rate=rate,
        own=own,
    )


def _select_rate(parameters, currency):
    """The rate of ``currency`` on the day of the line ``sale``."""
    return SQL(
        """
        (SELECT rate.rate FROM res_currency_rate rate
          WHERE rate.currency_id = %(currency)s
            AND rate.name <= sale.day
            AND COALESCE(rate.company_id, %(company_id)s) = %(company_id)s
       ORDER BY rate.company_id, rate.name DESC LIMIT 1)
        """,
        currency=currency,
        company_id=parameters.rate_company_id,
    )


def insert_purchases(parameters, import_id, user_id, left_out, margin_share):
    """Write the purchases of an import. Lines with the number and day of one document
    are one purchase.

    :param left_out: marks of lines that are not wanted
    :param margin_share: of the amount, where a line has no margin
    """
    return SQL(
        """
        INSERT INTO client_purchase
               (create_uid, create_date, write_uid, write_date, company_id, import_id,
                partner_id, day, currency_id, amount, margin, number)
        SELECT %(user_id)s, NOW() AT TIME ZONE 'UTC', %(user_id)s,
               NOW() AT TIME ZONE 'UTC', %(company_id)s, %(import_id)s,
               client.partner_id, sale.day, %(currency_id)s,
               ROUND(SUM(%(amount)s), %(digits)s),
               ROUND(SUM(%(margin)s), %(digits)s),
               sale.number
          FROM client_history_sale sale
          JOIN client_history_client client ON client.id = sale.client_id
         WHERE sale.import_id = %(import_id)s
           AND client.decision IN ('existing', 'new')
           AND COALESCE(sale.mark, '') <> ALL(%(left_out)s::varchar[])
      GROUP BY client.partner_id, sale.day, sale.number,
               CASE WHEN sale.number IS NULL THEN sale.id END
        """,
        user_id=user_id,
        company_id=parameters.company_id,
        import_id=import_id,
        currency_id=parameters.currency_id,
        amount=get_amount(parameters, SQL("sale.amount")),
        margin=get_amount(
            parameters,
            SQL("COALESCE(sale.margin, sale.amount * %s)", margin_share),
        ),
        digits=parameters.currency_digits,
        left_out=list(left_out),
    )


def select_first_day(import_id):
    return SQL("SELECT MIN(day) FROM client_purchase WHERE import_id = %s", import_id)
