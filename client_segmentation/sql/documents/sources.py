"""What there is to classify clients from, of each source."""

from odoo.tools import SQL

from .point_of_sale import STATES


def select_sources(company_id, timezone, has_point_of_sale):
    """Select ``name`` of each source with its documents of clients: ``count``, the
    number of ``clients``, the ``first`` and ``last`` day and ``currency_ids``."""
    selects = [
        _select_source(name, documents, company_id, timezone)
        for name, documents in (
            ("order", ORDERS),
            ("invoice", INVOICES),
            ("history", HISTORY),
            *((("pos", POS_ORDERS),) if has_point_of_sale else ()),
        )
    ]
    return SQL(" UNION ALL ").join(selects)


def _select_source(name, documents, company_id, timezone):
    return SQL(
        """
        SELECT %(name)s AS name,
               COUNT(*) AS count,
               COUNT(DISTINCT partner.commercial_partner_id) AS clients,
               MIN(%(day)s) AS first,
               MAX(%(day)s) AS last,
               ARRAY_AGG(DISTINCT document.currency_id) AS currency_ids
          FROM (%(documents)s) document
          JOIN res_partner partner ON partner.id = document.partner_id
         WHERE document.company_id = %(company_id)s
        """,
        name=name,
        day=SQL("(document.moment AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", timezone)
        if name in ("order", "pos")
        else SQL("document.moment"),
        documents=documents,
        company_id=company_id,
    )


ORDERS = SQL(
    """
    SELECT company_id, partner_id, currency_id, date_order AS moment
      FROM sale_order WHERE state = 'sale'
    """
)
INVOICES = SQL(
    """
    SELECT company_id, partner_id, currency_id, invoice_date AS moment
      FROM account_move WHERE state = 'posted' AND move_type = 'out_invoice'
    """
)
HISTORY = SQL(
    "SELECT company_id, partner_id, currency_id, day AS moment FROM client_purchase"
)
POS_ORDERS = SQL(
    """
    SELECT pos.company_id, pos.partner_id, config.currency_id, pos.date_order AS moment
      FROM pos_order pos
      JOIN pos_config config ON config.id = pos.config_id
     WHERE pos.state IN %s
    """,
    STATES,
)
