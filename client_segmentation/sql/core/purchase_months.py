"""What some clients have bought, by month."""

from dataclasses import replace

from odoo.tools import SQL

from ...arithmetic.core.horizon import get_utc_midnight
from ..documents.documents import select_documents
from ..documents.some_clients import CONTACTS
from .rhythm import get_day


def select_months(parameters, client_ids, first):
    """Select ``client_id``, ``month``, the ``amount`` in cents, the number of ``days``
    with a purchase and the last of them, for each month from the day ``first`` to the
    as-of date in which there are documents of the clients."""
    return SQL(
        """
        WITH %(contacts)s AS (
             SELECT id AS partner_id, commercial_partner_id FROM res_partner
              WHERE commercial_partner_id = ANY(%(client_ids)s))
        SELECT contact.commercial_partner_id AS client_id,
               DATE_TRUNC('month', document.day)::date AS month,
               COALESCE(SUM(document.revenue), 0)::bigint AS amount,
               COUNT(DISTINCT document.day) FILTER (WHERE document.is_purchase) AS days,
               MAX(document.day) FILTER (WHERE document.is_purchase) AS last_day
          FROM (SELECT partner_id, revenue, is_purchase, %(day)s AS day
                  FROM (%(documents)s) document
                 WHERE moment >= %(first)s) document
          JOIN %(contacts)s contact ON contact.partner_id = document.partner_id
      GROUP BY 1, 2
        """,
        contacts=CONTACTS,
        client_ids=list(client_ids),
        day=get_day(SQL("document.moment"), parameters.document_timezone),
        documents=select_documents(replace(parameters, some_clients=True)),
        first=get_utc_midnight(first, parameters.document_timezone),
    )
