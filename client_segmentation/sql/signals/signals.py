from odoo.tools import SQL

from ..documents.reactions import select_reactions

# As written in the index on mail_message
INCOMING = SQL(
    "mail_message.message_type IN ('email', 'comment')"
    " AND mail_message.segment_is_automatic IS NOT TRUE"
)


def select_latest_signals(parameters):
    """Select the latest sign of each client that they know us: ``partner_id``,
    ``signal``, ``moment``."""
    events = [
        SELECT_BY_KIND[kind](parameters) for kind in parameters.settings.warm.kinds
    ]
    return SQL(
        """
        SELECT DISTINCT ON (partner.commercial_partner_id)
               partner.commercial_partner_id AS partner_id,
               event.signal,
               event.moment
          FROM (%(events)s) event
          JOIN res_partner partner ON partner.id = event.partner_id
         WHERE event.moment < %(as_of_end)s
      ORDER BY partner.commercial_partner_id, event.moment DESC, event.signal
        """,
        events=SQL(" UNION ALL ").join(events or [_select_nothing()]),
        as_of_end=parameters.as_of_end,
    )


def may_become_client(parameters, alias):
    """The condition that a commercial entity is neither one of us nor of another
    company only, nor a pure vendor."""
    return SQL(
        """
        (%(is_outsider)s
         AND (%(client)s.company_id IS NULL OR %(client)s.company_id = %(company_id)s)
         AND (%(client)s.customer_rank > 0 OR %(client)s.supplier_rank = 0))
        """,
        is_outsider=_is_outsider(parameters, alias),
        client=SQL.identifier(alias),
        company_id=parameters.company_id,
    )


def _is_outsider(parameters, alias):
    """The condition that a contact is not one of us, nor ever was: what people write
    and whom they meet as employees is no sign of a client after they have left."""
    staff = [SQL("SELECT partner_id FROM res_users WHERE share IS NOT TRUE")]
    if parameters.has_employees:
        staff.append(
            SQL(
                "SELECT work_contact_id FROM hr_employee"
                " WHERE work_contact_id IS NOT NULL"
            )
        )
    return SQL(
        """
        (%(contact)s.partner_share
         AND %(contact)s.employee IS NOT TRUE
         AND %(contact)s.id NOT IN (%(staff)s))
        """,
        contact=SQL.identifier(alias),
        staff=SQL(" UNION ALL ").join(staff),
    )


def _select_nothing():
    return SQL(
        "SELECT NULL::integer AS partner_id, NULL::varchar AS signal,"
        " NULL::timestamp AS moment WHERE FALSE"
    )


def _select_quotations(parameters):
    """Quotations sent. An order confirmed after the as-of date was no more than
    that on it, nor is one that has not been invoiced where invoices count."""
    return SQL(
        """
        SELECT sale.partner_id, 'quotation' AS signal, sale.create_date AS moment
          FROM sale_order sale
         WHERE sale.company_id = %(company_id)s
           AND (sale.state = 'sent'
                OR (sale.state = 'sale'
                    AND (%(by_invoice)s OR sale.date_order >= %(as_of_end)s)))
        """,
        company_id=parameters.company_id,
        by_invoice=parameters.settings.source == "invoice",
        as_of_end=parameters.as_of_end,
    )


def _select_opportunities(parameters):
    """Opportunities beyond first contact, lost ones included: who has said no
    knows us."""
    stage_ids = parameters.settings.warm.stage_ids
    if not stage_ids:
        return _select_nothing()
    return SQL(
        """
        SELECT lead.partner_id, 'opportunity' AS signal, COALESCE(
                   lead.date_last_stage_update, lead.create_date) AS moment
          FROM crm_lead lead
         WHERE lead.type = 'opportunity'
           AND lead.partner_id IS NOT NULL
           AND (lead.company_id IS NULL OR lead.company_id = %(company_id)s)
           AND lead.stage_id IN %(stage_ids)s
        """,
        company_id=parameters.company_id,
        stage_ids=stage_ids,
    )


def _select_messages(parameters):
    """What contacts of the client have written, in the company of the document. A
    message on the contact itself is of every company: Odoo notes that of whoever
    fetches the mail."""
    # Read from the index alone, see mail.message; therefore grouped before the join.
    return SQL(
        """
        SELECT message.author_id AS partner_id, 'message' AS signal,
               CASE WHEN client.company_id IS NULL THEN message.our_moment
                    ELSE message.moment END AS moment
          FROM (SELECT author_id,
                       MAX(date) AS moment,
                       MAX(date) FILTER (
                           WHERE model = 'res.partner'
                              OR record_company_id IS NULL
                              OR record_company_id = %(company_id)s) AS our_moment
                  FROM mail_message
                 WHERE %(is_incoming)s
                   AND date < %(as_of_end)s
              GROUP BY author_id) message
          JOIN res_partner contact ON contact.id = message.author_id
          JOIN res_partner client ON client.id = contact.commercial_partner_id
         WHERE %(is_outsider)s
           AND %(may_become_client)s
        """,
        company_id=parameters.company_id,
        is_incoming=INCOMING,
        as_of_end=parameters.as_of_end,
        is_outsider=_is_outsider(parameters, "contact"),
        may_become_client=may_become_client(parameters, "client"),
    )


def _select_meetings(parameters):
    """Meetings that are over, unless they are marked as private. They are of the
    organiser's company."""
    return SQL(
        """
        SELECT attendee.partner_id, 'meeting' AS signal, event.stop AS moment
          FROM calendar_event event
          JOIN calendar_attendee attendee ON attendee.event_id = event.id
          JOIN res_partner contact ON contact.id = attendee.partner_id
          JOIN res_partner client ON client.id = contact.commercial_partner_id
          LEFT JOIN res_users organiser ON organiser.id = event.user_id
         WHERE event.active
           AND event.stop <= %(now)s
           AND event.privacy IS DISTINCT FROM 'private'
           AND attendee.state IS DISTINCT FROM 'declined'
           AND %(is_outsider)s
           AND %(may_become_client)s
           AND %(is_ours)s
        """,
        now=parameters.now,
        is_outsider=_is_outsider(parameters, "contact"),
        may_become_client=may_become_client(parameters, "client"),
        is_ours=_is_ours(parameters, SQL("organiser.company_id")),
    )


def _select_replies(parameters):
    return _select_mailing_signals(parameters, "mailing_reply", "reply_datetime")


def _select_clicks(parameters):
    return _select_mailing_signals(parameters, "mailing_click", "links_click_datetime")


def _select_mailing_signals(parameters, signal, column):
    """Reactions to mailings, which are of the company of who is responsible."""
    return SQL(
        """
        SELECT contact.id AS partner_id, %(signal)s AS signal, reaction.moment
          FROM (%(reactions)s) reaction
          JOIN res_partner contact ON contact.id = reaction.partner_id
          JOIN res_partner client ON client.id = contact.commercial_partner_id
          LEFT JOIN mailing_mailing mailing ON mailing.id = reaction.mass_mailing_id
          LEFT JOIN res_users responsible ON responsible.id = mailing.user_id
         WHERE %(is_outsider)s
           AND %(may_become_client)s
           AND %(is_ours)s
        """,
        signal=signal,
        reactions=select_reactions(column),
        is_outsider=_is_outsider(parameters, "contact"),
        may_become_client=may_become_client(parameters, "client"),
        is_ours=_is_ours(parameters, SQL("responsible.company_id")),
    )


def _is_ours(parameters, company):
    """Does what has happened in ``company`` count? A client of one company only is
    that company's, whoever deals with it."""
    return SQL(
        "(client.company_id IS NOT NULL OR %(company)s IS NULL"
        " OR %(company)s = %(company_id)s)",
        company=company,
        company_id=parameters.company_id,
    )


SELECT_BY_KIND = {
    "opportunity": _select_opportunities,
    "quotation": _select_quotations,
    "message": _select_messages,
    "meeting": _select_meetings,
    "mailing_reply": _select_replies,
    "mailing_click": _select_clicks,
}
