"""What the documents of a source hold, before anything is computed: sums only."""

from odoo.tools import SQL

from ..documents.documents import CLIENT_ID, JOIN_CHILD, select_documents


def select_recent(parameters, since):
    """Select one row of the documents since a moment: ``clients`` who have bought,
    ``revenue``, and ``revenue_with_cost``, that of documents with a cost, in cents."""
    return SQL(
        """
        SELECT COUNT(DISTINCT %(client_id)s) FILTER (WHERE is_purchase) AS clients,
               COALESCE(SUM(revenue) FILTER (WHERE is_purchase), 0)::bigint AS revenue,
               COALESCE(SUM(revenue) FILTER (WHERE is_purchase AND margin < revenue),
                        0)::bigint AS revenue_with_cost
          FROM (%(documents)s) document
          %(join_child)s
         WHERE moment >= %(since)s
        """,
        client_id=CLIENT_ID,
        documents=select_documents(parameters),
        join_child=JOIN_CHILD,
        since=since,
    )
