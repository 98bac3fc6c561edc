"""Clients with confirmed orders for benchmarks, tens of thousands a second.

One client and one order are made by Odoo; SQL multiplies their rows.
"""

import contextlib

from order_history import clone, sample

from odoo.tools import SQL

ORDERS_EACH = 10
LINES_EACH = 3
MONTHS = 24
SOURCE = "benchmark_source"  # temporary table
POSITIONS = {"time": "moment", "client": "partner_id"}

# The same figures in each run, without a seed that other statements could disturb.
RANDOM = "((hashint8extended({number}, {salt}) & 1048575) / 1048576.0)"


def add(env, companies, count, as_of=None, layout="time"):
    """Add ``count`` clients and, with a day ``as_of``, ORDERS_EACH orders each in the
    MONTHS before it, one after the other in time or client by client; commit."""
    rows = sample.make(env, companies[0])
    with _without_indexes(env.cr, "res_partner"):
        _add_clients(env, rows.partner, count)
    if as_of:
        with _without_indexes(env.cr, "sale_order"):
            _add_orders(env, rows.order, companies, as_of, layout)
    env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(SOURCE)))
    env.cr.commit()
    env.invalidate_all()


def add_order_of_each(env, share, company):
    """Give ``share`` of the clients with orders one more; return their number."""
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE %s AS
            SELECT MAX(id) AS id FROM sale_order
             WHERE company_id = %s AND origin = 'benchmark'
          GROUP BY partner_id
            HAVING hashint4(partner_id) & 1023 < %s
            """,
            SQL.identifier(SOURCE),
            company.id,
            1024 * share,
        )
    )
    rows = sample.make(env, company)
    added = clone.insert_like(
        env.cr,
        "sale_order",
        rows.order,
        SOURCE,
        {
            **_next_id("sale_order"),
            **{
                name: SQL("(SELECT %s FROM sale_order WHERE id = source.id)", column)
                for name in ("partner_id", "partner_invoice_id", "partner_shipping_id")
                for column in [SQL.identifier(name)]
            },
            **_amount(SQL("500")),
            "date_order": SQL("NOW() AT TIME ZONE 'UTC'"),
        },
    )
    env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(SOURCE)))
    env.cr.commit()
    return added


def add_lines(env, company):
    """Give each order without lines LINES_EACH of them; commit."""
    rows = sample.make(env, company)
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE %s AS
            SELECT nextval(pg_get_serial_sequence('sale_order_line', 'id'))::integer
                       AS id,
                   sale.id AS order_id, sale.partner_id, sale.company_id,
                   ROUND(sale.amount_untaxed / %s, 2) AS amount
              FROM sale_order sale, generate_series(1, %s)
             WHERE sale.origin = 'benchmark'
               AND NOT EXISTS (
                   SELECT FROM sale_order_line line WHERE line.order_id = sale.id)
            """,
            SQL.identifier(SOURCE),
            LINES_EACH,
            LINES_EACH,
        )
    )
    with _without_indexes(env.cr, "sale_order_line"):
        clone.insert_like(
            env.cr,
            "sale_order_line",
            rows.line,
            SOURCE,
            {
                "id": SQL("source.id"),
                "order_id": SQL("source.order_id"),
                "order_partner_id": SQL("source.partner_id"),
                "company_id": SQL("source.company_id"),
                "price_unit": SQL("source.amount"),
                "price_subtotal": SQL("source.amount"),
                "price_total": SQL("source.amount"),
            },
        )
    env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(SOURCE)))
    env.cr.commit()


def _add_clients(env, row, count):
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE %s AS
            SELECT nextval(pg_get_serial_sequence('res_partner', 'id'))::integer AS id
              FROM generate_series(1, %s)
            """,
            SQL.identifier(SOURCE),
            count,
        )
    )
    users = env["res.users"].search([], limit=1, order="id desc")
    clone.insert_like(
        env.cr,
        "res_partner",
        row,
        SOURCE,
        {
            "id": SQL("source.id"),
            "commercial_partner_id": SQL("source.id"),
            "company_id": SQL("NULL::integer"),
            "ref": SQL("'B' || source.id"),
            "name": SQL("'Benchmark client ' || source.id"),
            "complete_name": SQL("'Benchmark client ' || source.id"),
            "user_id": SQL("CASE WHEN source.id %% 3 = 0 THEN %s END", users.id),
            "write_date": SQL("NOW() AT TIME ZONE 'UTC' - INTERVAL '1 day'"),
        },
    )


def _add_orders(env, row, companies, as_of, layout):
    """A few clients buy most of it; each buys about the same each time, some of them
    less and less. Every third order belongs to the next company, if there is one."""
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE benchmark_order AS
            SELECT nextval(pg_get_serial_sequence('sale_order', 'id'))::integer AS id,
                   client.id AS partner_id,
                   (%(companies)s::integer[])[
                       1 + ((number %% 3 = 0)::integer + client.id)
                           %% %(company_count)s] AS company_id,
                   ROUND((20 / (0.0005 + %(size)s) * (0.5 + %(luck)s))::numeric, 2)
                       AS amount,
                   %(as_of)s::timestamp
                       - %(luck_of_day)s * %(months)s * INTERVAL '1 month' AS moment
              FROM %(source)s client, generate_series(1, %(each)s) number
          ORDER BY %(position)s
            """,
            companies=companies.ids,
            company_count=len(companies),
            size=_random("client.id", 1),
            luck=_random("client.id::bigint * 64 + number", 2),
            luck_of_day=_random("client.id::bigint * 64 + number", 3),
            as_of=as_of,
            months=MONTHS,
            source=SQL.identifier(SOURCE),
            each=ORDERS_EACH,
            position=SQL.identifier(POSITIONS[layout]),
        )
    )
    clone.insert_like(
        env.cr,
        "sale_order",
        row,
        "benchmark_order",
        {
            "id": SQL("source.id"),
            "company_id": SQL("source.company_id"),
            "partner_id": SQL("source.partner_id"),
            "partner_invoice_id": SQL("source.partner_id"),
            "partner_shipping_id": SQL("source.partner_id"),
            "date_order": SQL("source.moment"),
            "create_date": SQL("source.moment"),
            "write_date": SQL("source.moment - INTERVAL '1 day'"),
            **_next_name(),
            **_amount(SQL("source.amount")),
        },
    )
    env.cr.execute(SQL("DROP TABLE benchmark_order"))


def _random(number, salt):
    return SQL(RANDOM.format(number=number, salt=salt))


def _next_id(table):
    return {
        "id": SQL("nextval(pg_get_serial_sequence(%s, 'id'))", table),
        **_next_name(),
    }


def _next_name():
    return {"name": SQL("'B' || source.id"), "origin": SQL("'benchmark'")}


def _amount(amount):
    return {
        "amount_untaxed": amount,
        "amount_tax": SQL("0"),
        "amount_total": amount,
        "margin": SQL("ROUND(%s * 0.3, 2)", amount),
        "margin_percent": SQL("0.3"),
    }


@contextlib.contextmanager
def _without_indexes(cr, table):
    """Drop indexes and foreign keys and make them again: ten times as fast."""
    keys = _rows(
        cr,
        """
        SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', %(table)s, conname),
               format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', %(table)s, conname,
                      pg_get_constraintdef(oid))
          FROM pg_constraint
         WHERE conrelid = %(table)s::regclass AND contype = 'f'
        """,
        table,
    )
    indexes = _rows(
        cr,
        """
        SELECT format('DROP INDEX %%I', relname), pg_get_indexdef(indexrelid)
          FROM pg_index
          JOIN pg_class ON pg_class.oid = indexrelid
         WHERE indrelid = %(table)s::regclass AND NOT indisunique
        """,
        table,
    )
    for drop, _add in keys + indexes:
        cr.execute(SQL(drop.replace("%", "%%")))
    yield
    for _drop, add in indexes + keys:
        cr.execute(SQL(add.replace("%", "%%")))


def _rows(cr, query, table):
    cr.execute(SQL(query, table=table))
    return cr.fetchall()
