"""What is expected of each client, beside the facts: a table that is empty unless
somebody fills it before the classes are written, as the forecast does. Without a row
a client has no scores."""

from odoo.tools import SQL

TABLE = SQL.identifier("client_segment_scores")
# Columns of client.segment. ``value``: the projected lifetime value, for companies
# that have chosen that formula.
COLUMNS = ("chance", "expected_orders", "expected_margin", "at_stake")
VALUE = "value"


def create():
    return SQL(
        "CREATE TEMPORARY TABLE %s (partner_id integer, %s) ON COMMIT DROP",
        TABLE,
        SQL(", ").join(
            SQL("%s numeric", SQL.identifier(name)) for name in (*COLUMNS, VALUE)
        ),
    )


def insert(found):
    """Return the statements that fill the table from the query ``found`` of
    ``partner_id``, :data:`COLUMNS` and ``value``."""
    names = SQL(", ").join(
        SQL.identifier(name) for name in ("partner_id", *COLUMNS, VALUE)
    )
    yield SQL("INSERT INTO %s (%s) %s", TABLE, names, found)
    yield SQL("ANALYZE %s (partner_id)", TABLE)
