"""The last ordinary state of a company's clients, put aside while the stored rows show
another day.

Whole rows, as JSON: what is brought back need not know which columns there are, and
columns that came with an update meanwhile are empty.
"""

from odoo.tools import SQL


def keep(company_id):
    """Put the rows of the company aside; the caller knows that they are those of an
    ordinary run."""
    yield _forget(company_id)
    yield SQL(
        """
        INSERT INTO client_segment_kept (company_id, partner_id, row)
        SELECT company_id, partner_id, TO_JSONB(segment)
          FROM client_segment segment
         WHERE company_id = %s
        """,
        company_id,
    )


def restore(company_id):
    """Bring them back in place of what is stored."""
    yield SQL("DELETE FROM client_segment WHERE company_id = %s", company_id)
    # Merging contacts gives a row to another client.
    yield SQL(
        """
        INSERT INTO client_segment
        SELECT (JSONB_POPULATE_RECORD(
                    NULL::client_segment,
                    kept.row || JSONB_BUILD_OBJECT('partner_id', kept.partner_id))).*
          FROM client_segment_kept kept
         WHERE kept.company_id = %s
        """,
        company_id,
    )
    yield _forget(company_id)


def _forget(company_id):
    return SQL("DELETE FROM client_segment_kept WHERE company_id = %s", company_id)
