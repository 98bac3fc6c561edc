"""The documents that clients are classified from, one row each.

Columns: ``partner_id`` (the client or one of its contacts), ``moment``, ``revenue``
and ``margin`` in cents of the company's currency, ``is_purchase`` (credit notes,
corrections and advances are none).
"""

from odoo.tools import SQL

from .invoices import select_invoices
from .orders import select_orders

# Whose a document is. Joined are contacts of a client only, not clients, who are
# their own.
CLIENT_ID = SQL("COALESCE(child.commercial_partner_id, document.partner_id)")
JOIN_CHILD = SQL(
    """
    LEFT JOIN res_partner child
           ON child.id = document.partner_id
          AND child.commercial_partner_id <> child.id
    """
)


def select_documents(parameters):
    if parameters.settings.source == "invoice":
        return select_invoices(parameters)
    return select_orders(parameters)
