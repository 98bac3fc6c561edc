"""The documents that clients are classified from, one row each.

Columns: ``partner_id`` (the client or one of its contacts), ``moment``, ``revenue``
and ``margin`` in cents of the company's currency, ``is_purchase`` (credit notes,
corrections and advances are none).
"""

from odoo.tools import SQL

from .history import select_history
from .invoices import select_invoices
from .orders import select_orders
from .point_of_sale import select_pos_orders

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
    """Of the source that the company has chosen, and what counts beside it."""
    by_invoice = parameters.settings.source == "invoice"
    selects = [(select_invoices if by_invoice else select_orders)(parameters)]
    if parameters.has_history:
        selects.append(select_history(parameters))
    if parameters.settings.point_of_sale:
        selects.append(select_pos_orders(parameters))
    return SQL(" UNION ALL ").join(selects)
