"""The active clients of a company as of any moment, straight from the documents."""

from odoo.tools import SQL

from .documents import select_documents


def count_active_clients(parameters, since):
    """Count the clients with a purchase from ``since`` up to the end of the
    documents; who is a client is what a run says, too."""
    return SQL(
        """
        SELECT COUNT(DISTINCT document.partner_id)
          FROM (%(documents)s) document
          JOIN res_partner client ON client.id = document.partner_id
         WHERE document.is_purchase
           AND document.moment >= %(since)s
           AND client.active
           AND client.id NOT IN (SELECT partner_id FROM res_company)
        """,
        documents=select_documents(parameters),
        since=since,
    )
