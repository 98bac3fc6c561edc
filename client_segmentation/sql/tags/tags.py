"""Classes as ordinary tags of contacts. What we have put on a contact is noted in
client_segment_publication: a tag that is not there was set by somebody and stays."""

from odoo.tools import SQL

WANTED = SQL.identifier("client_segment_wanted_tags")


def sync(company_id, tag_ids, partner_ids=None):
    """Return the statements that write the differences.

    :param tag_ids: ``{(column of client.segment, value): id of the tag}``
    :param partner_ids: of these clients only
    """
    yield _create_wanted(company_id, tag_ids, partner_ids)
    yield SQL("ANALYZE %s", WANTED)
    yield _remove_unwanted(company_id, partner_ids)
    yield _add_wanted(company_id)
    yield SQL("DROP TABLE %s", WANTED)


def _create_wanted(company_id, tag_ids, partner_ids):
    """The tags that clients of the company should have from us."""
    if not tag_ids:
        return SQL(
            "CREATE TEMPORARY TABLE %s (partner_id integer, category_id integer)"
            " ON COMMIT DROP",
            WANTED,
        )
    columns = dict.fromkeys(column for column, _value in tag_ids)
    return SQL(
        """
        CREATE TEMPORARY TABLE %(table)s ON COMMIT DROP AS
        SELECT segment.partner_id, tag.category_id
          FROM client_segment segment
         CROSS JOIN LATERAL (VALUES %(classes)s) AS class(axis, value)
          JOIN (VALUES %(tags)s) AS tag(axis, value, category_id)
            ON tag.axis = class.axis AND tag.value = class.value
         WHERE segment.company_id = %(company_id)s AND %(is_meant)s
        """,
        table=WANTED,
        classes=SQL(", ").join(
            SQL("(%s, %s::varchar)", column, SQL.identifier("segment", column))
            for column in columns
        ),
        tags=SQL(", ").join((*key, tag_id) for key, tag_id in tag_ids.items()),
        company_id=company_id,
        is_meant=_is_meant("segment", partner_ids),
    )


def _remove_unwanted(company_id, partner_ids):
    """Take off what we had put on and do not want any more, unless another company
    still does."""
    return SQL(
        """
        WITH unwanted AS (
            DELETE FROM client_segment_publication publication
             WHERE publication.company_id = %(company_id)s
               AND %(is_meant)s
               AND NOT EXISTS (SELECT 1 FROM %(wanted)s wanted
                                WHERE wanted.partner_id = publication.partner_id
                                  AND wanted.category_id = publication.category_id)
         RETURNING partner_id, category_id
        )
        DELETE FROM res_partner_res_partner_category_rel tagged
              USING unwanted
              WHERE tagged.partner_id = unwanted.partner_id
                AND tagged.category_id = unwanted.category_id
                AND NOT EXISTS (SELECT 1 FROM client_segment_publication other
                                 WHERE other.company_id != %(company_id)s
                                   AND other.partner_id = tagged.partner_id
                                   AND other.category_id = tagged.category_id)
        """,
        company_id=company_id,
        is_meant=_is_meant("publication", partner_ids),
        wanted=WANTED,
    )


def _add_wanted(company_id):
    """Put on what is missing. A tag that is there already stays whose it is."""
    return SQL(
        """
        WITH added AS (
            INSERT INTO res_partner_res_partner_category_rel (partner_id, category_id)
            SELECT partner_id, category_id FROM %(wanted)s
            -- Not a join: it would meet the rows that are being inserted
            EXCEPT
            SELECT partner_id, category_id
              FROM res_partner_res_partner_category_rel
             WHERE partner_id IN (SELECT partner_id FROM %(wanted)s)
         RETURNING partner_id, category_id
        )
        INSERT INTO client_segment_publication (company_id, partner_id, category_id)
        SELECT %(company_id)s, partner_id, category_id FROM added
            -- Ours, but somebody had taken it off
            ON CONFLICT DO NOTHING
        """,
        company_id=company_id,
        wanted=WANTED,
    )


def _is_meant(alias, partner_ids):
    if partner_ids is None:
        return SQL("TRUE")
    return SQL(
        "%s IN (SELECT UNNEST(%s))",
        SQL.identifier(alias, "partner_id"),
        list(partner_ids),
    )
