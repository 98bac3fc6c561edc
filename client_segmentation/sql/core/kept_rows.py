"""Rows that a run recreates for a company: only those that differ are written."""

from odoo.tools import SQL

from . import jit

FOUND = SQL.identifier("client_segment_kept_rows")


def replace(table, names, company_id, found, is_stale=None, within=None):
    """Return the statements that bring the rows of ``company_id`` in ``table`` in line
    with the query ``found`` of the columns ``names``; rows that are stale (a condition)
    go in any case, those not ``within`` (a condition) never."""
    values = {
        "table": table,
        "columns": SQL(", ").join(map(SQL.identifier, names)),
        "company_id": company_id,
        "found": FOUND,
        "is_equal": SQL("%s = %s", _as_text("kept", names), _as_text("found", names)),
    }
    yield jit.OFF
    yield SQL("CREATE TEMPORARY TABLE %s ON COMMIT DROP AS %s", FOUND, found)
    yield SQL(
        """
        DELETE FROM %(table)s kept
         WHERE company_id = %(company_id)s
           AND %(within)s
           AND (%(is_stale)s
                OR NOT EXISTS (SELECT FROM %(found)s found WHERE %(is_equal)s))
        """,
        is_stale=is_stale or SQL("FALSE"),
        within=within or SQL("TRUE"),
        **values,
    )
    yield SQL(
        """
        INSERT INTO %(table)s (%(columns)s)
        SELECT %(columns)s
          FROM %(found)s found
         WHERE NOT EXISTS (SELECT FROM %(table)s kept
                            WHERE kept.company_id = %(company_id)s AND %(is_equal)s)
        """,
        **values,
    )
    yield SQL("DROP TABLE %s", FOUND)
    yield jit.DEFAULT


def _as_text(alias, names):
    """Rows with empty values are not equal otherwise."""
    columns = SQL(", ").join(SQL.identifier(alias, name) for name in names)
    return SQL("ROW(%s)::text", columns)
