"""What a document corrects: a return counts in the period of what was sold, and a
correction is no purchase.

Odoo links a credit note to its invoice only if it was made by reversing it. One made
from the order leaves that empty; then the lines of the order lead to the invoice.
"""

from odoo.tools import SQL

from .some_clients import is_wanted

# To be joined to the lines of a document, after :func:`with_originals`
JOIN_ORIGINALS = SQL(
    """
    LEFT JOIN taken_back ON taken_back.line_id = line.id
    LEFT JOIN root ON root.move_id = COALESCE(taken_back.original_id, move.id)
    LEFT JOIN account_move original ON original.id = taken_back.original_id
    """
)
DAY = SQL("COALESCE(root.day, original.invoice_date, move.invoice_date)")
# A line takes goods back on a credit note, or on an invoice that also bills others.
TAKES_BACK = SQL(
    "CASE WHEN move.move_type = 'out_refund' THEN line.quantity > 0"
    " ELSE line.quantity < 0 END"
)


def with_originals(parameters):
    """Return the beginning of a statement, with the tables

    * ``reissue``: ``move_id`` was made in place of the invoice ``original_id``;
    * ``taken_back``: the line ``line_id`` takes back what ``original_id`` billed;
    * ``root``: ``day`` on which counts what ``move_id`` corrects.
    """
    return SQL(
        """
        WITH RECURSIVE reissue AS (%(reissues)s),
             taken_back AS (%(taken_back)s),
             parent AS (%(parents)s),
             chain AS (
                SELECT move_id, original_id FROM parent
                 UNION
                SELECT chain.move_id, parent.original_id
                  FROM chain
                  JOIN parent ON parent.move_id = chain.original_id
             ),
             root AS (
                SELECT chain.move_id, MIN(original.invoice_date) AS day
                  FROM chain
                  JOIN account_move original ON original.id = chain.original_id
                 WHERE NOT EXISTS (
                       SELECT FROM parent WHERE parent.move_id = chain.original_id)
              GROUP BY chain.move_id
             )
        """,
        reissues=_select_reissues(parameters),
        taken_back=_select_taken_back(parameters),
        parents=_select_parents(parameters),
    )


def is_document(parameters, alias):
    """Is it a posted invoice or credit note that is known on the as-of date?"""
    return SQL(
        """
        %(alias)s.company_id = %(company_id)s
        AND %(alias)s.state = 'posted'
        AND %(alias)s.move_type IN ('out_invoice', 'out_refund')
        AND %(alias)s.invoice_date <= %(as_of)s
        """,
        alias=SQL.identifier(alias),
        company_id=parameters.company_id,
        as_of=parameters.as_of,
    )


def _select_reissues(parameters):
    """Select ``move_id`` and ``original_id`` of invoices that took the place of one
    that was credited in full.

    Those made by Odoo's reversal carry a note of it. Of others, an invoice of the same
    client for lines of an order whose invoice had been reversed is one.
    """
    return SQL(
        """
        SELECT move.id AS move_id, move.segment_replaced_id AS original_id
          FROM account_move move
         WHERE move.segment_replaced_id IS NOT NULL
           AND %(is_document)s
           AND EXISTS (SELECT FROM account_move credit
                        WHERE credit.reversed_entry_id = move.segment_replaced_id
                          AND credit.state = 'posted')
         UNION ALL
        SELECT move_id, MAX(original_id)
          FROM (%(of_orders)s) reissue
      GROUP BY move_id
        """,
        is_document=is_document(parameters, "move"),
        of_orders=_select_reissues_of_orders(parameters),
    )


def _select_reissues_of_orders(parameters):
    return SQL(
        """
        SELECT DISTINCT ON (credit.id)
               later.id AS move_id,
               credit.reversed_entry_id AS original_id
          FROM account_move credit
          JOIN account_move original ON original.id = credit.reversed_entry_id
          JOIN account_move_line billed ON billed.move_id = original.id
          JOIN sale_order_line_invoice_rel link ON link.invoice_line_id = billed.id
          JOIN sale_order_line_invoice_rel again
            ON again.order_line_id = link.order_line_id
          JOIN account_move_line line ON line.id = again.invoice_line_id
          JOIN account_move later ON later.id = line.move_id
         WHERE credit.move_type = 'out_refund'
           AND original.move_type = 'out_invoice'
           AND credit.amount_total = original.amount_total
           AND billed.is_downpayment IS NOT TRUE
           AND later.id > credit.id
           AND later.move_type = 'out_invoice'
           AND later.reversed_entry_id IS NULL
           AND later.segment_replaced_id IS NULL
           AND later.commercial_partner_id = original.commercial_partner_id
           AND NOT EXISTS (
               SELECT FROM account_move undone
                WHERE undone.reversed_entry_id = credit.id
                  AND undone.state = 'posted')
           AND %(is_known)s
           AND %(is_wanted)s
      ORDER BY credit.id, later.id
        """,
        is_known=SQL(
            "%s AND %s",
            is_document(parameters, "credit"),
            is_document(parameters, "later"),
        ),
        is_wanted=is_wanted(parameters, SQL("credit.commercial_partner_id")),
    )


def select_taking_back(parameters):
    """Select ``line_id`` and ``move_id`` of lines that take back goods, and those of
    credit notes of which all is an advance."""
    return SQL(
        """
        SELECT line.id AS line_id, move.id AS move_id
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id
         WHERE move.move_type = 'out_refund'
           AND line.display_type = 'product'
           AND line.quantity > 0
           AND (line.is_downpayment IS NOT TRUE
                OR NOT EXISTS (SELECT FROM account_move_line goods
                                WHERE goods.move_id = move.id
                                  AND goods.display_type = 'product'
                                  AND goods.is_downpayment IS NOT TRUE))
           AND %(is_meant)s
         UNION ALL
        SELECT line.id, move.id
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
         WHERE line.quantity < 0
           AND line.display_type = 'product'
           AND line.is_downpayment IS NOT TRUE
           AND move.move_type = 'out_invoice'
           AND %(is_meant)s
        """,
        is_meant=SQL(
            "%s AND %s",
            is_document(parameters, "move"),
            is_wanted(parameters, SQL("move.commercial_partner_id")),
        ),
    )


def _select_taken_back(parameters):
    """By the lines of the order: to the last invoice of them before."""
    return SQL(
        """
        SELECT DISTINCT ON (taking.line_id)
               taking.line_id,
               taking.move_id,
               move.move_type,
               original.id AS original_id
          FROM (%(taking_back)s) taking
          JOIN account_move move ON move.id = taking.move_id
          JOIN sale_order_line_invoice_rel link
            ON link.invoice_line_id = taking.line_id
          JOIN sale_order_line_invoice_rel other
            ON other.order_line_id = link.order_line_id
          JOIN account_move_line billed
            ON billed.id = other.invoice_line_id AND billed.quantity > 0
          JOIN account_move original ON original.id = billed.move_id
         WHERE move.reversed_entry_id IS NULL
           AND original.move_type = 'out_invoice'
           AND original.id <> move.id
           AND original.invoice_date <= move.invoice_date
           AND %(is_document)s
      ORDER BY taking.line_id, original.invoice_date DESC, original.id DESC
        """,
        taking_back=select_taking_back(parameters),
        is_document=is_document(parameters, "original"),
    )


def _select_parents(parameters):
    """Select ``move_id`` and the ``original_id`` that it reverses, adds to or
    replaces."""
    columns = ("reversed_entry_id", *parameters.move_columns)
    return SQL(
        """
        SELECT move_id, MAX(original_id) AS original_id
          FROM (%(noted)s
                 UNION ALL
                SELECT move_id, original_id FROM reissue
                 UNION ALL
                SELECT move_id, original_id
                  FROM taken_back
                 WHERE move_type = 'out_refund') parent
      GROUP BY move_id
        """,
        noted=SQL(" UNION ALL ").join(
            SQL(
                """
                SELECT move.id AS move_id, move.%(column)s AS original_id
                  FROM account_move move
                 WHERE move.%(column)s IS NOT NULL AND %(is_document)s
                """,
                column=SQL.identifier(column),
                is_document=is_document(parameters, "move"),
            )
            for column in columns
        ),
    )
