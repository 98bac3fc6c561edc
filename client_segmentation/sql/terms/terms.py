"""What terms say of all clients of a company against what the clients have."""

from odoo.tools import SQL

from ...arithmetic.terms.terms import CONDITIONS, TERMS

FOUND = SQL.identifier("client_segment_terms_found")
GIVES = SQL(
    """
    VALUES ('pricelist', terms.pricelist_id::varchar),
           ('payment_term', terms.payment_term_id::varchar),
           ('discount_limit', CASE WHEN terms.is_discount_limited
                THEN ROUND(COALESCE(terms.discount_limit, 0), 2)::varchar END),
           ('delivery_days', NULLIF(terms.delivery_days, 0)::varchar),
           ('team', terms.team_id::varchar)
    """
)


NOBODY = SQL(
    "SELECT NULL::integer AS partner_id, NULL::integer AS terms_id WHERE FALSE"
)


def create_found(company_id, current, defaults, named=NOBODY):
    """Make the temporary table of the changes to propose: ``partner_id, term,
    current_value, proposed_value, terms_id, is_manual``.

    A value that no rule gives any more is proposed to be taken back only where terms
    have set it and nobody has changed it since.

    :param current: ``{term: SQL expression}`` of what the client ``partner`` has
    :param defaults: ``{term: value}`` of clients that have none of their own
    :param named: statement of ``partner_id`` and ``terms_id`` of the clients that a
        rule is named for, whatever it asks: it comes first
    """
    return SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS
        WITH client AS (%(clients)s),
             wanted AS (%(wanted)s),
             named AS (%(named)s),
             applied AS (%(applied)s)
        SELECT client.partner_id, now.term, now.value AS current_value,
               COALESCE(named.value, wanted.value, now.fallback) AS proposed_value,
               COALESCE(named.terms_id, wanted.terms_id) AS terms_id,
               COALESCE(now.value <> COALESCE(applied.value, ''), FALSE)
               AND now.value IS DISTINCT FROM now.fallback AS is_manual
          FROM client
         CROSS JOIN LATERAL (VALUES %(values)s) AS now(term, value, fallback)
          LEFT JOIN wanted
                 ON wanted.profile = client.profile AND wanted.term = now.term
          LEFT JOIN named
                 ON named.partner_id = client.partner_id AND named.term = now.term
          LEFT JOIN applied
                 ON applied.partner_id = client.partner_id
                AND applied.term = now.term
         WHERE COALESCE(named.value, wanted.value, now.fallback)
               IS DISTINCT FROM now.value
           AND (COALESCE(named.terms_id, wanted.terms_id) IS NOT NULL
                OR applied.value = now.value)
        """,
        table=FOUND,
        clients=_select_clients(company_id, current),
        wanted=_select_wanted(company_id),
        named=_select_named(company_id, named),
        applied=_select_applied(company_id),
        values=SQL(", ").join(
            SQL(
                "(%s, %s, %s::varchar)",
                term,
                SQL.identifier("client", term),
                defaults.get(term),
            )
            for term in TERMS
        ),
    )


def _profile(alias):
    """All that rules may ask, in one value: a client is joined by equality with what
    its kind of client gets, and kinds are few."""
    return SQL(" || '|' || ").join(
        SQL("COALESCE(%s::varchar, '')", SQL.identifier(alias, name))
        for name in CONDITIONS
    )


def _select_clients(company_id, current):
    return SQL(
        """
        SELECT segment.partner_id, %(profile)s AS profile, %(values)s
          FROM (%(segments)s) segment
          JOIN res_partner partner
            ON partner.id = segment.partner_id AND partner.active
        """,
        profile=_profile("segment"),
        values=SQL(", ").join(
            SQL("(%s)::varchar AS %s", current[term], SQL.identifier(term))
            for term in TERMS
        ),
        segments=select_segments(company_id),
    )


def select_segments(company_id):
    """All clients with what rules may ask of them."""
    return SQL(
        """
        SELECT segment.partner_id, segment.abc, segment.xyz, segment.tier,
               audience.audience_id AS client_audience_id
          FROM client_segment segment
          LEFT JOIN client_audience_change audience
                 ON audience.partner_id = segment.partner_id
                AND audience.company_id = segment.company_id
                AND audience.is_current
         WHERE segment.company_id = %s
        """,
        company_id,
    )


def _select_wanted(company_id):
    """The first rule, in the order of ``arithmetic/terms``, for each kind of client
    and term."""
    return SQL(
        """
        SELECT DISTINCT ON (kind.profile, gives.term)
               kind.profile, gives.term, gives.value, terms.id AS terms_id
          FROM (SELECT DISTINCT %(conditions)s, %(profile)s AS profile
                  FROM (%(segments)s) segment) kind
          JOIN client_segment_terms terms
            ON %(is_in_force)s AND terms.is_on_entry IS NOT TRUE
           AND %(match)s
         CROSS JOIN LATERAL (%(gives)s) AS gives(term, value)
         WHERE gives.value IS NOT NULL
         ORDER BY kind.profile, gives.term, terms.condition_count DESC,
                  terms.company_id NULLS LAST, terms.sequence, terms.id
        """,
        conditions=SQL(", ").join(
            SQL.identifier("segment", name) for name in CONDITIONS
        ),
        profile=_profile("segment"),
        segments=select_segments(company_id),
        is_in_force=_is_in_force(company_id),
        gives=GIVES,
        match=SQL(" AND ").join(
            SQL(
                "(%(asked)s IS NULL OR %(asked)s = %(has)s)",
                asked=SQL.identifier("terms", name),
                has=SQL.identifier("kind", name),
            )
            for name in CONDITIONS
        ),
    )


def _select_named(company_id, named):
    """The first rule named for each client, for each term."""
    return SQL(
        """
        SELECT DISTINCT ON (named.partner_id, gives.term)
               named.partner_id, gives.term, gives.value, terms.id AS terms_id
          FROM (%(named)s) named
          JOIN client_segment_terms terms
            ON terms.id = named.terms_id AND %(is_in_force)s
         CROSS JOIN LATERAL (%(gives)s) AS gives(term, value)
         WHERE gives.value IS NOT NULL
         ORDER BY named.partner_id, gives.term, terms.sequence, terms.id
        """,
        named=named,
        is_in_force=_is_in_force(company_id),
        gives=GIVES,
    )


def _is_in_force(company_id):
    return SQL(
        "terms.active AND COALESCE(terms.company_id, %(company)s) = %(company)s",
        company=company_id,
    )


def _select_applied(company_id):
    """What terms have set last."""
    return SQL(
        """
        SELECT DISTINCT ON (partner_id, term)
               partner_id, term, proposed_value AS value
          FROM client_segment_terms_proposal
         WHERE company_id = %s AND state = 'applied'
         ORDER BY partner_id, term, id DESC
        """,
        company_id,
    )


def delete_outdated(company_id):
    """Delete the open proposals that are no longer to be made as they are."""
    return SQL(
        """
        DELETE FROM client_segment_terms_proposal proposal
         WHERE proposal.company_id = %(company_id)s
           AND proposal.state = 'open'
           AND NOT EXISTS (
               SELECT FROM %(found)s found
                WHERE found.partner_id = proposal.partner_id
                  AND found.term = proposal.term
                  AND found.terms_id IS NOT DISTINCT FROM proposal.terms_id
                  AND found.is_manual = proposal.is_manual
                  AND %(same_values)s)
        """,
        company_id=company_id,
        found=FOUND,
        same_values=_same_values(),
    )


def insert_new(company_id, now):
    """Propose what is not proposed yet, and has not been dismissed as it is; the
    largest clients first."""
    return SQL(
        """
        INSERT INTO client_segment_terms_proposal
                    (company_id, partner_id, term, current_value, proposed_value,
                     terms_id, is_manual, state, proposed_date)
        SELECT %(company_id)s, found.partner_id, found.term, found.current_value,
               found.proposed_value, found.terms_id, found.is_manual, 'open', %(now)s
          FROM %(found)s found
          JOIN client_segment segment
            ON segment.partner_id = found.partner_id
           AND segment.company_id = %(company_id)s
         WHERE NOT EXISTS (
               SELECT FROM client_segment_terms_proposal proposal
                WHERE proposal.company_id = %(company_id)s
                  AND proposal.partner_id = found.partner_id
                  AND proposal.term = found.term
                  AND (proposal.state IN ('open', 'queued')
                       OR proposal.state = 'dismissed' AND %(same_values)s))
         ORDER BY segment.revenue DESC NULLS LAST, found.partner_id, found.term
            ON CONFLICT DO NOTHING
        """,
        company_id=company_id,
        now=now,
        found=FOUND,
        same_values=_same_values(),
    )


def _same_values():
    return SQL(
        "(found.current_value, found.proposed_value)"
        " IS NOT DISTINCT FROM (proposal.current_value, proposal.proposed_value)"
    )


def drop_found():
    return SQL("DROP TABLE %s", FOUND)
