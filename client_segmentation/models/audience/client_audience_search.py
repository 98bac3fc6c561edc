from odoo.tools import SQL

from ..core.segment_columns import search_by

# Fields of contacts and documents and the columns they show.
AUDIENCE_COLUMNS = {
    "client_audience_id": "audience_id",
    "client_end_audience_id": "end_audience_id",
}


def join_audience(query, alias, client, company):
    """Join the audiences that the clients ``client`` (an SQL expression) of the table
    ``alias`` have in ``company`` to ``query``; return the alias of the joined
    table."""
    joined = query.make_alias(alias, "audience")
    query.add_join(
        "LEFT JOIN",
        joined,
        "client_audience_change",
        SQL(
            "%s = %s AND %s = %s AND %s",
            SQL.identifier(joined, "partner_id"),
            client,
            SQL.identifier(joined, "company_id"),
            company.id,
            SQL.identifier(joined, "is_current"),
        ),
    )
    return joined


def select_audiences(env, client_ids):
    """Select ``partner_id`` and the audiences of these clients in the current
    company."""
    fields = env["client.audience.change"]._fields
    return SQL(
        """
        SELECT partner_id, audience_id, end_audience_id
          FROM client_audience_change
         WHERE company_id = %s AND partner_id = ANY(%s) AND is_current
        """,
        env.company.id,
        client_ids,
        to_flush=[fields["is_current"], *map(fields.get, AUDIENCE_COLUMNS.values())],
    )


def search_audience_by(field_name):
    """Return the search method of an audience field."""
    search_ids = search_by(field_name)

    def search(self, operator, value):
        if operator in ("any", "not any"):
            audiences = self.env["client.audience"].with_context(active_test=False)
            value = audiences.search(value).ids
            operator = "in" if operator == "any" else "not in"
        return search_ids(self, operator, value)

    return search
