"""What foreign keys would do, for links without (``models/fields.py``)."""

from odoo.tools import SQL

TABLES = ("client_segment", "client_segment_history")


def delete_of_companies(company_ids):
    """Return the statements that delete the segments and the history of companies."""
    for table in TABLES:
        yield SQL(
            "DELETE FROM %s WHERE company_id = ANY(%s)",
            SQL.identifier(table),
            list(company_ids),
        )


def forget_runs(run_ids):
    """Return the statements that leave empty which run something was found by."""
    for table in TABLES:
        yield SQL(
            "UPDATE %s SET run_id = NULL WHERE run_id = ANY(%s)",
            SQL.identifier(table),
            list(run_ids),
        )
