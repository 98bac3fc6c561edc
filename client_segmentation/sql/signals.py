from odoo.tools import SQL

from .touched import is_touched


def select_latest_signals(parameters):
    """Select the latest sign of each client that they know us: ``partner_id``,
    ``signal``, ``moment``."""
    return SQL(
        """
        SELECT DISTINCT ON (partner.commercial_partner_id)
               partner.commercial_partner_id AS partner_id,
               event.signal,
               event.moment
          FROM (%(events)s) event
          JOIN res_partner partner ON partner.id = event.partner_id
         WHERE event.moment < %(as_of_end)s
           AND %(is_touched)s
      ORDER BY partner.commercial_partner_id, event.moment DESC, event.signal
        """,
        events=SQL(" UNION ALL ").join(
            [_select_quotations(parameters), _select_opportunities(parameters)]
        ),
        as_of_end=parameters.as_of_end,
        is_touched=is_touched(parameters, SQL("event.partner_id")),
    )


def _select_quotations(parameters):
    """Quotations sent. An order confirmed after the as-of date was no more than
    that on it."""
    return SQL(
        """
        SELECT sale.partner_id, 'quotation' AS signal, sale.create_date AS moment
          FROM sale_order sale
         WHERE sale.company_id = %(company_id)s
           AND (sale.state = 'sent'
                OR (sale.state = 'sale' AND sale.date_order >= %(as_of_end)s))
        """,
        company_id=parameters.company_id,
        as_of_end=parameters.as_of_end,
    )


def _select_opportunities(parameters):
    """Opportunities beyond the first stage, lost ones included: who has said no
    knows us."""
    return SQL(
        """
        SELECT lead.partner_id, 'opportunity', COALESCE(
                   lead.date_last_stage_update, lead.create_date)
          FROM crm_lead lead
          JOIN crm_stage stage ON stage.id = lead.stage_id
         WHERE lead.type = 'opportunity'
           AND lead.partner_id IS NOT NULL
           AND (lead.company_id IS NULL OR lead.company_id = %(company_id)s)
           AND stage.sequence > (SELECT MIN(sequence) FROM crm_stage)
        """,
        company_id=parameters.company_id,
    )
