"""What clients have bought, by what the client segments count as a purchase."""

from dataclasses import replace

from odoo.tools import SQL

from odoo.addons.client_segmentation.sql.documents.documents import select_documents


def select_purchases(parameters, company_ids):
    """The documents of all these companies, by the definition of the one that
    ``parameters`` are of."""
    return SQL(" UNION ALL ").join(
        select_documents(replace(parameters, company_id=company_id))
        for company_id in company_ids
    )


def is_of(clients):
    """Whether the ``partner`` of a document is one of these clients.

    :param clients: query of the clients; None: all
    """
    if clients is None:
        return SQL("TRUE")
    return SQL("partner.commercial_partner_id IN %s", clients.subselect())
