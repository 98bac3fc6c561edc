"""Contacts that something refers to."""

from odoo.tools import SQL

# What the add-ons compute or keep of each contact by themselves, and Odoo's followers
OWN_TABLES = (
    "client_segment%",
    "client_history%",
    "client_purchase",
    "client_saved_segment_member%",
    "mail_followers%",
    "res_partner_category_rel",
    "res_partner_res_partner_category_rel",
)


def select_foreign_keys():
    """Select table and column of all that refer to contacts."""
    return SQL(
        """
        SELECT child.relname, attribute.attname
          FROM pg_constraint reference
          JOIN pg_class child ON child.oid = reference.conrelid
          JOIN pg_attribute attribute
            ON attribute.attrelid = child.oid AND attribute.attnum = reference.conkey[1]
         WHERE reference.contype = 'f'
           AND reference.confrelid = 'res_partner'::regclass
           AND ARRAY_LENGTH(reference.conkey, 1) = 1
           AND child.relnamespace = CURRENT_SCHEMA()::regnamespace
           AND NOT child.relname LIKE ANY(%s)
           AND NOT (child.relname = 'res_partner'
                    AND attribute.attname = 'commercial_partner_id')
      ORDER BY 1, 2
        """,
        [table.replace("_", r"\_") for table in OWN_TABLES],
    )


def select_used(references, partner_ids, import_id):
    """Select the ids of those contacts that something refers to, or about which people
    have written, called or filed anything."""
    ids = list(partner_ids)
    selects = [
        SQL(
            "SELECT %(column)s AS id FROM %(table)s WHERE %(column)s = ANY(%(ids)s)",
            column=SQL.identifier(column),
            table=SQL.identifier(table),
            ids=ids,
        )
        for table, column in references
    ]
    selects += [
        SQL(
            """
            SELECT partner_id FROM client_purchase
             WHERE import_id IS DISTINCT FROM %s AND partner_id = ANY(%s)
            """,
            import_id,
            ids,
        ),
        SQL(
            """
            SELECT res_id FROM mail_message
             WHERE model = 'res.partner' AND res_id = ANY(%s)
               AND message_type IN ('comment', 'email', 'email_outgoing')
            """,
            ids,
        ),
        *(
            SQL(
                """
                SELECT res_id FROM %s
                 WHERE res_model = 'res.partner' AND res_id = ANY(%s)
                """,
                SQL.identifier(table),
                ids,
            )
            for table in ("mail_activity", "ir_attachment")
        ),
    ]
    return SQL(" UNION ").join(selects)
