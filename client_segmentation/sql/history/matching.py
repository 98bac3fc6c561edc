"""Which contacts are meant by the clients of a file."""

from odoo.tools import SQL

from .names import plain_name, plain_ref, plain_vat

# How a contact was found, the surest first
VAT, REF, NAME, SIMILAR = 1, 2, 3, 4


def match_clients(import_id, company_id, has_client_sheet):
    """Note on each client of the import the contact that it is likely to be, and what
    is doubtful about it; who is not there is to be created. What is doubtful is left
    undecided."""
    return SQL(
        """
        WITH candidate AS MATERIALIZED (%(candidates)s),
             found AS (%(found)s),
             best AS (
             SELECT DISTINCT ON (found.client_id) found.*,
                    COUNT(*) OVER (PARTITION BY found.client_id, found.way) AS number
               FROM found
           ORDER BY found.client_id, found.way, found.active DESC, found.partner_id),
             judged AS (
             SELECT client.id,
                    best.partner_id,
                    best.way,
                    CASE WHEN best.partner_id IS NULL AND client.is_from_sales
                              AND %(has_client_sheet)s THEN 'only_sales'
                         WHEN best.number > 1 THEN 'several'
                         WHEN best.way = %(similar)s THEN 'similar'
                         WHEN best.way > %(vat)s AND best.other_vat THEN 'other_vat'
                         WHEN best.way = %(ref)s AND best.other_name THEN 'other_name'
                         WHEN NOT best.active THEN 'archived' END AS doubt
               FROM client_history_client client
               LEFT JOIN best ON best.client_id = client.id
              WHERE client.import_id = %(import_id)s)
        UPDATE client_history_client client
           SET partner_id = judged.partner_id,
               match = CASE judged.way WHEN %(vat)s THEN 'vat' WHEN %(ref)s THEN 'ref'
                                       WHEN %(name)s THEN 'name'
                                       WHEN %(similar)s THEN 'similar' END,
               doubt = judged.doubt,
               decision = CASE WHEN judged.doubt IS NOT NULL THEN NULL
                               WHEN judged.partner_id IS NULL THEN 'new'
                               ELSE 'existing' END
          FROM judged
         WHERE judged.id = client.id
        """,
        candidates=_select_candidates(company_id),
        found=_select_found(import_id),
        has_client_sheet=has_client_sheet,
        import_id=import_id,
        vat=VAT,
        ref=REF,
        name=NAME,
        similar=SIMILAR,
    )


def _select_candidates(company_id):
    return SQL(
        """
        SELECT partner.id, partner.active, %(vat)s AS vat, %(ref)s AS ref,
               %(name)s AS name
          FROM res_partner partner
         WHERE partner.commercial_partner_id = partner.id
           AND (partner.company_id IS NULL OR partner.company_id = %(company_id)s)
           AND partner.id NOT IN (SELECT partner_id FROM res_company)
        """,
        vat=plain_vat(SQL("partner.vat")),
        ref=plain_ref(SQL("partner.ref")),
        name=plain_name(SQL("partner.name")),
        company_id=company_id,
    )


def _select_found(import_id):
    """Each way by an equality, which PostgreSQL joins by a hash."""
    name, plain_name = SQL("candidate.name"), SQL("client.plain_name")
    ways = [
        (VAT, SQL("candidate.vat = client.plain_vat")),
        (REF, SQL("candidate.ref = client.plain_ref")),
        (NAME, SQL("%s = %s", name, plain_name)),
        (SIMILAR, _is_similar(_without_blanks(name), _without_blanks(plain_name))),
        *(
            (SIMILAR, _is_similar(_without_last(one, words), other))
            for one, other in ((name, plain_name), (plain_name, name))
            for words in (1, 2)
        ),
    ]
    return SQL(" UNION ALL ").join(
        SQL(
            """
            SELECT client.id AS client_id, candidate.id AS partner_id,
                   candidate.active, %s AS way,
                   candidate.vat <> '' AND client.plain_vat <> ''
                       AND candidate.vat <> client.plain_vat AS other_vat,
                   candidate.name <> client.plain_name AS other_name
              FROM client_history_client client
              JOIN candidate ON %s
             WHERE client.import_id = %s
            """,
            way,
            condition,
            import_id,
        )
        for way, condition in ways
    )


def _is_similar(changed, other):
    """Are they the same after a change, and not before? Short ones tell nothing."""
    return SQL(
        "%s = %s AND candidate.name <> client.plain_name AND LENGTH(%s) > 3",
        changed,
        other,
        other,
    )


def _without_last(name, words):
    return SQL("REGEXP_REPLACE(%s, %s, '')", name, f"( [^ ]+){{{words}}}$")


def _without_blanks(name):
    return SQL("REPLACE(%s, ' ', '')", name)
