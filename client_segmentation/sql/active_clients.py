"""The active clients of a company as of any moment, straight from the documents."""

from odoo.tools import SQL

from .documents import CLIENT_ID, JOIN_CHILD, select_documents


def count_active_clients(parameters, since):
    """Count the clients with a purchase from ``since`` up to the end of the
    documents; who is a client is what a run says, too."""
    return SQL(
        """
        SELECT COUNT(DISTINCT client.id)
          FROM (%(documents)s) document
          %(join_child)s
          JOIN res_partner client ON client.id = %(client_id)s
         WHERE document.is_purchase
           AND document.moment >= %(since)s
           AND client.active
           AND client.id NOT IN (SELECT partner_id FROM res_company)
        """,
        documents=select_documents(parameters),
        join_child=JOIN_CHILD,
        client_id=CLIENT_ID,
        since=since,
    )
