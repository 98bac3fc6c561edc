"""How well we deliver, where Inventory and Sales are both installed."""

from odoo.tools import SQL

from .documents import select_contacts


def select_delivery_quality(company_id, client_ids, start, now):
    """Select of each client ``client_id``, ``deliveries`` made since ``start``,
    ``returned`` (those of which something came back), ``promised`` (deliveries with a
    promised date that were made, or that should have been by ``now``) and ``late``
    (of those, made after that date or not yet made)."""
    return SQL(
        """
        SELECT client_id,
               COUNT(*) FILTER (WHERE is_done) AS deliveries,
               COUNT(*) FILTER (WHERE is_done AND is_returned) AS returned,
               COUNT(*) FILTER (WHERE date_deadline IS NOT NULL) AS promised,
               COUNT(*) FILTER (WHERE date_deadline < COALESCE(date_done, %(now)s))
                   AS late
          FROM (%(deliveries)s) delivery
      GROUP BY client_id
        """,
        now=now,
        deliveries=_select_deliveries(company_id, client_ids, start, now),
    )


def _select_deliveries(company_id, client_ids, start, now):
    """What left for the clients themselves, of their sales orders: not the steps
    within the warehouse, nor what came back."""
    return SQL(
        """
        SELECT partner.commercial_partner_id AS client_id,
               picking.state = 'done' AS is_done,
               picking.date_deadline,
               CASE WHEN picking.state = 'done' THEN picking.date_done END AS date_done,
               EXISTS (SELECT
                         FROM stock_picking back
                        WHERE back.return_id = picking.id AND back.state = 'done')
                   AS is_returned
          FROM stock_picking picking
          JOIN stock_location target ON target.id = picking.location_dest_id
          JOIN sale_order sale ON sale.id = picking.sale_id
          JOIN res_partner partner ON partner.id = sale.partner_id
         WHERE picking.company_id = %(company_id)s
           AND sale.partner_id IN (%(contacts)s)
           AND target.usage = 'customer'
           AND CASE WHEN picking.state = 'done' THEN picking.date_done >= %(start)s
                    WHEN picking.state IN ('draft', 'cancel') THEN FALSE
                    ELSE picking.date_deadline >= %(start)s
                         AND picking.date_deadline < %(now)s END
        """,
        company_id=company_id,
        contacts=select_contacts(client_ids),
        start=start,
        now=now,
    )
