"""The active clients of a company as of any moment, straight from the documents."""

from odoo.tools import SQL

from ..core.pins import select_pins
from ..documents.documents import CLIENT_ID, JOIN_CHILD, select_documents


def count_active_clients(parameters, since):
    """Count the clients with a purchase from ``since`` up to the end of the documents,
    unless somebody has pinned them as active or not; who is a client is what a run
    says, too."""
    return SQL(
        """
        SELECT COUNT(*)
          FROM res_partner client
          LEFT JOIN (SELECT DISTINCT %(client_id)s AS client_id
                       FROM (%(documents)s) document
                       %(join_child)s
                      WHERE document.is_purchase
                        AND document.moment >= %(since)s) buyer
                 ON buyer.client_id = client.id
          LEFT JOIN (%(pins)s) pin ON pin.partner_id = client.id
         WHERE client.active
           AND client.commercial_partner_id = client.id
           AND client.id NOT IN (SELECT partner_id FROM res_company)
           AND COALESCE(pin.is_active::boolean, buyer.client_id IS NOT NULL)
        """,
        documents=select_documents(parameters),
        join_child=JOIN_CHILD,
        client_id=CLIENT_ID,
        since=since,
        pins=select_pins(parameters.company_id, parameters.as_of),
    )
