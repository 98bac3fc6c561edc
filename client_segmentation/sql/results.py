from odoo.tools import SQL

from . import facts

# What a run fills in client_segment, under the names of the labelled facts.
COLUMNS = (
    "revenue",
    "order_count",
    "first_order_date",
    "last_order_date",
    "warm_signal",
    "warm_signal_date",
    "temperature",
    "abc",
)


def delete_former_clients(parameters):
    """Delete the rows of those who are no clients any more: archived, merged into
    another client, or given a parent company."""
    return SQL(
        """
        DELETE FROM client_segment segment
         WHERE segment.company_id = %(company_id)s
           AND NOT EXISTS (SELECT 1 FROM %(facts)s facts
                            WHERE facts.partner_id = segment.partner_id)
        """,
        company_id=parameters.company_id,
        facts=facts.TABLE,
    )


def update_changed(parameters, abc):
    """Update the rows that differ, and no others: an equal row written again
    would cost as much as a changed one."""
    return SQL(
        """
        UPDATE client_segment segment
           SET run_id = %(run_id)s, %(assignments)s
          FROM (%(labelled)s) labelled
         WHERE segment.company_id = %(company_id)s
           AND segment.partner_id = labelled.partner_id
           AND (%(stored)s) IS DISTINCT FROM (%(found)s)
        """,
        run_id=parameters.run_id,
        assignments=SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), SQL.identifier("labelled", name))
            for name in COLUMNS
        ),
        labelled=_select_labelled(parameters, abc),
        company_id=parameters.company_id,
        stored=_columns_of("segment"),
        found=_columns_of("labelled"),
    )


def insert_new(parameters, abc):
    """Insert the clients that have no row yet."""
    return SQL(
        """
        INSERT INTO client_segment (company_id, partner_id, run_id, %(columns)s)
        SELECT %(company_id)s, labelled.partner_id, %(run_id)s, %(found)s
          FROM (%(labelled)s) labelled
         WHERE NOT EXISTS (SELECT 1 FROM client_segment segment
                            WHERE segment.company_id = %(company_id)s
                              AND segment.partner_id = labelled.partner_id)
        """,
        columns=SQL(", ").join(SQL.identifier(name) for name in COLUMNS),
        company_id=parameters.company_id,
        run_id=parameters.run_id,
        found=_columns_of("labelled"),
        labelled=_select_labelled(parameters, abc),
    )


def _columns_of(alias):
    return SQL(", ").join(SQL.identifier(alias, name) for name in COLUMNS)


def _select_labelled(parameters, abc):
    """Facts and classes of all clients of the company, each row from its own
    facts and the company's cut-offs alone."""
    return SQL(
        """
        SELECT facts.partner_id,
               facts.cents / %(cents_per_unit)s::numeric AS revenue,
               facts.order_count,
               facts.first_order AS first_order_date,
               facts.last_order AS last_order_date,
               facts.warm_signal,
               facts.warm_signal_date,
               %(temperature)s AS temperature,
               %(abc)s AS abc
          FROM %(facts)s facts
        """,
        cents_per_unit=parameters.cents_per_unit,
        temperature=_temperature(),
        abc=_abc(abc),
        facts=facts.TABLE,
    )


def _temperature():
    """Hot: has bought at least once. Warm: knows us. Cold: the rest."""
    return SQL(
        """
        CASE WHEN facts.last_order IS NOT NULL THEN 'hot'
             WHEN facts.warm_signal IS NOT NULL THEN 'warm'
             ELSE 'cold' END
        """
    )


def _abc(abc):
    """A and B down to their last clients, the other buyers C; who has never bought
    has no class."""
    return SQL(
        """
        CASE WHEN facts.last_order IS NULL THEN NULL
             WHEN facts.cents <= 0 THEN 'c'
             WHEN %(up_to_a)s THEN 'a'
             WHEN %(up_to_b)s THEN 'b'
             ELSE 'c' END
        """,
        up_to_a=_is_up_to(abc.a_cents, abc.a_partner_id),
        up_to_b=_is_up_to(abc.b_cents, abc.b_partner_id),
    )


def _is_up_to(cents, partner_id):
    """Stands the client in order of revenue at the given one's place or before?"""
    return SQL(
        "(facts.cents > %(cents)s"
        " OR (facts.cents = %(cents)s AND facts.partner_id <= %(partner_id)s))",
        cents=cents,
        partner_id=partner_id,
    )
