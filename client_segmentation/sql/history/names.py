"""Names and tax ids of contacts as ``arithmetic/history/names.py`` makes them."""

from odoo.tools import SQL

from ...arithmetic.history.names import LEGAL_FORMS


def plain_name(column):
    return SQL(
        r"""
        (SELECT COALESCE(NULLIF(BTRIM(REGEXP_REPLACE(
                            ' ' || name.words || ' ', %(forms)s, ' ', 'g')), ''),
                         name.words)
           FROM (SELECT BTRIM(REGEXP_REPLACE(
                            REPLACE(REPLACE(LOWER(%(column)s), 'ё', 'е'), '.', ''),
                            '[^[:alnum:]]+', ' ', 'g')) AS words) name)
        """,
        column=column,
        forms=f"(?: (?:{'|'.join(LEGAL_FORMS)})(?= ))+",
    )


def plain_vat(column):
    return SQL(
        """
        REGEXP_REPLACE(
            REGEXP_REPLACE(UPPER(SPLIT_PART(%s, '/', 1)), '[^0-9A-Z]', '', 'g'),
            '^[A-Z]{2}(?=[0-9])', '')
        """,
        column,
    )


def plain_ref(column):
    return SQL("LOWER(BTRIM(%s))", column)
