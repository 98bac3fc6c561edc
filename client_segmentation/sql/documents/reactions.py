from odoo.tools import SQL


def select_reactions(column):
    """Select the contacts behind the traces of mailings that have a moment in
    ``column``: ``partner_id``, ``moment``, ``mass_mailing_id``. Other recipients than
    contacts and opportunities (mailing contacts, above all) are found by address."""
    return SQL(
        """
        SELECT CASE trace.model
                    WHEN 'res.partner' THEN trace.res_id
                    WHEN 'crm.lead' THEN lead.partner_id
                    ELSE addressee.id
                END AS partner_id,
               trace.%(column)s AS moment,
               trace.mass_mailing_id
          FROM mailing_trace trace
          LEFT JOIN crm_lead lead
                 ON lead.id = trace.res_id AND trace.model = 'crm.lead'
          LEFT JOIN res_partner addressee
                 ON addressee.email_normalized = trace.email
                AND trace.model NOT IN ('res.partner', 'crm.lead')
         WHERE trace.%(column)s IS NOT NULL
           AND trace.is_test_trace IS NOT TRUE
           AND %(is_meant)s
        """,
        column=SQL.identifier(column),
        is_meant=SQL("trace.segment_is_automatic_reply IS NOT TRUE")
        if column == "reply_datetime"
        else SQL("TRUE"),
    )
