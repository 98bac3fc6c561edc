"""Rows like one that Odoo itself has made, as many as needed, in one statement."""

import csv
import io
import json

from odoo.tools import SQL


def row_of(record):
    """The row of a record as a dictionary that :func:`insert_like` takes."""
    [(row,)] = record.env.execute_query(
        SQL(
            "SELECT to_jsonb(row) FROM %s row WHERE id = %s",
            SQL.identifier(record._table),
            record.id,
        )
    )
    return row


def insert_like(cr, table, row, source, overrides):
    """Insert a copy of ``row`` for each row of ``source``, with other values in the
    columns of ``overrides`` (SQL expressions over ``source`` and ``sample``).

    Overrides of columns that the table does not have, since a module is not
    installed, are left out.
    """
    columns = list(row)
    values = [
        overrides.get(column, SQL.identifier("sample", column)) for column in columns
    ]
    cr.execute(
        SQL(
            """
            INSERT INTO %(table)s (%(columns)s)
            SELECT %(values)s
              FROM %(source)s source,
                   jsonb_populate_record(NULL::%(table)s, %(row)s::jsonb) sample
          ORDER BY source.id
            """,
            table=SQL.identifier(table),
            columns=SQL(", ").join(map(SQL.identifier, columns)),
            values=SQL(", ").join(values),
            source=SQL.identifier(source),
            row=json.dumps(row),
        )
    )
    return cr.rowcount


def copy_in(cr, table, columns, rows):
    """Fill a table through COPY, the fastest way in."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    buffer.seek(0)
    statement = SQL(
        "COPY %s (%s) FROM STDIN WITH (FORMAT csv)",
        SQL.identifier(table),
        SQL(", ").join(map(SQL.identifier, columns)),
    )
    cr.copy_expert(statement.code, buffer)
