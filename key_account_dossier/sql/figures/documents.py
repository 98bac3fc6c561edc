"""Revenue and margin by month, from the documents of client_segmentation."""

from odoo.tools import SQL

from odoo.addons.client_segmentation.sql.documents.documents import select_documents
from odoo.addons.client_segmentation.sql.documents.some_clients import CONTACTS


def select_month_sums(parameters, client_ids):
    """Select of each client and month ``client_id``, ``month`` (the number of the
    period, from 1 on), ``revenue`` and ``margin`` in cents, ``purchases``,
    ``unrated`` (documents without a rate) and ``last_moment`` (of a purchase).

    The last bound of the parameters is the beginning of the running month, which
    has the highest number.
    """
    # The documents of some clients are found by this
    # table; here the name is that of a subquery, so that nothing is written.
    return SQL(
        """
        WITH %(contacts)s AS (%(select_contacts)s)
        SELECT partner.commercial_partner_id AS client_id,
               width_bucket(document.moment, %(bounds)s::timestamp[]) AS month,
               SUM(document.revenue)::bigint AS revenue,
               SUM(document.margin)::bigint AS margin,
               COUNT(*) FILTER (WHERE document.is_purchase) AS purchases,
               COUNT(*) FILTER (WHERE document.revenue IS NULL) AS unrated,
               MAX(document.moment) FILTER (WHERE document.is_purchase) AS last_moment
          FROM (%(documents)s) document
          JOIN res_partner partner ON partner.id = document.partner_id
      GROUP BY 1, 2
        """,
        contacts=CONTACTS,
        select_contacts=select_contacts(client_ids),
        bounds=list(parameters.period_bounds),
        documents=select_documents(parameters),
    )


def select_contacts(client_ids):
    """Select ``partner_id`` of the clients and all their contacts and addresses."""
    return SQL(
        """
        SELECT id AS partner_id
          FROM res_partner
         WHERE commercial_partner_id = ANY(%s)
        """,
        list(client_ids),
    )
