from odoo.tools import SQL


def select_purchase_timings(company_id, to_flush=()):
    """Select the most pressing purchase timing among the open opportunities of each
    client, whoever may read them: ``partner_id``, ``timing``. There is nothing of a
    company that does without."""
    return SQL(
        """
        SELECT partner.commercial_partner_id AS partner_id,
               MAX(lead.purchase_timing) AS timing
          FROM crm_lead lead
          JOIN res_partner partner ON partner.id = lead.partner_id
         WHERE (SELECT use_purchase_timing
                  FROM client_segment_policy
                 WHERE company_id = %s)
           AND lead.purchase_timing IS NOT NULL
           AND lead.type = 'opportunity'
           AND lead.active
           AND lead.won_status = 'pending'
           AND (lead.company_id IS NULL OR lead.company_id = %s)
      GROUP BY partner.commercial_partner_id
        """,
        company_id,
        company_id,
        to_flush=to_flush,
    )
