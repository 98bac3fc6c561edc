"""What followed each price list: the first meeting, contract and payment.

A document belongs to the latest price list sent to the client before it, so a chain
ends where the next one begins. Nothing is stored: a cancelled order, a declined
meeting or a refunded payment is no step any more.
"""

from odoo.tools import SQL


def select_chains(now):
    """Select the chains as of ``now`` (naive UTC).

    Columns: those of the sending, with ``date``, ``meeting_date``,
    ``contract_date`` and ``payment_date`` as days in the time zone of the company. A
    meeting after the day of the contract is no step on the way to it."""
    return SQL(
        """
        WITH sending AS (%(sendings)s),
             contract AS (%(contracts)s),
             meeting AS (%(meetings)s),
             invoice AS (%(invoices)s),
             payment AS (%(payments)s)
        SELECT sending.id, sending.partner_id, sending.company_id, sending.user_id,
               sending.audience_id, sending.pricelist_id, sending.opportunity_id,
               %(sent_day)s AS date,
               CASE WHEN first_contract.moment IS NULL
                         OR meeting.day <= %(contract_day)s
                    THEN meeting.day END AS meeting_date,
               %(contract_day)s AS contract_date,
               payment.day AS payment_date
          FROM sending
          LEFT JOIN (
                SELECT id, MIN(moment) AS moment FROM contract GROUP BY id
               ) first_contract ON first_contract.id = sending.id
          LEFT JOIN meeting ON meeting.id = sending.id
          LEFT JOIN payment ON payment.id = sending.id
        """,
        sendings=_select_sendings(),
        contracts=_select_contracts(),
        meetings=_select_meetings(now),
        invoices=_select_invoices(),
        payments=_select_payments(),
        sent_day=_to_day(SQL("sending.date")),
        contract_day=_to_day(SQL("first_contract.moment")),
    )


def _to_day(moment):
    return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE sending.tz)::date", moment)


def _is_within_chain(moment):
    return SQL(
        "%(moment)s >= sending.date"
        " AND (sending.next_date IS NULL OR %(moment)s < sending.next_date)",
        moment=moment,
    )


def _select_sendings():
    """Price lists that bounced have not been sent."""
    return SQL(
        """
        SELECT sent.id, sent.company_id, sent.user_id, sent.audience_id,
               sent.pricelist_id, sent.opportunity_id, sent.date,
               client.commercial_partner_id AS partner_id,
               COALESCE(calendar.tz, 'UTC') AS tz,
               LEAD(sent.date) OVER (
                   PARTITION BY sent.company_id, client.commercial_partner_id
                   ORDER BY sent.date, sent.id
               ) AS next_date
          FROM client_price_list sent
          JOIN res_partner client ON client.id = sent.partner_id
          JOIN res_company company ON company.id = sent.company_id
          JOIN client_segment_policy policy ON policy.company_id = sent.company_id
          LEFT JOIN resource_calendar calendar
                 ON calendar.id = company.resource_calendar_id
         WHERE policy.use_audience
           AND NOT EXISTS (
                SELECT FROM mail_notification notification
                 WHERE notification.mail_message_id = sent.message_id
                   AND notification.notification_status = 'bounce')
        """
    )


def _select_contracts():
    return SQL(
        """
        SELECT sending.id, sale.id AS order_id, sale.date_order AS moment
          FROM sending
          JOIN res_partner partner
            ON partner.commercial_partner_id = sending.partner_id
          JOIN sale_order sale ON sale.partner_id = partner.id
         WHERE sale.company_id = sending.company_id
           AND sale.state = 'sale'
           AND %s
        """,
        _is_within_chain(SQL("sale.date_order")),
    )


def _select_meetings(now):
    """Meetings that are over. One of the whole day counts as late that day. A meeting
    is the company's whose opportunity it is about, or that its organizer works for."""
    return SQL(
        """
        SELECT sending.id, MIN(%(day)s) AS day
          FROM sending
          JOIN res_partner partner
            ON partner.commercial_partner_id = sending.partner_id
          JOIN calendar_attendee attendee ON attendee.partner_id = partner.id
          JOIN calendar_event event ON event.id = attendee.event_id
          LEFT JOIN crm_lead lead ON lead.id = event.opportunity_id
         CROSS JOIN LATERAL (
                SELECT CASE WHEN event.allday
                            THEN (event.start_date + 1)::timestamp
                                 AT TIME ZONE sending.tz AT TIME ZONE 'UTC'
                                 - INTERVAL '1 second'
                            ELSE event.start END AS start,
                       CASE WHEN event.allday
                            THEN (event.start_date + 1)::timestamp
                                 AT TIME ZONE sending.tz AT TIME ZONE 'UTC'
                            ELSE event.stop END AS stop
               ) held
         WHERE event.active
           AND attendee.state IS DISTINCT FROM 'declined'
           AND held.stop <= %(now)s
           AND %(within)s
           AND CASE WHEN lead.company_id IS NOT NULL
                    THEN lead.company_id = sending.company_id
                    ELSE event.user_id IS NULL OR EXISTS (
                        SELECT FROM res_company_users_rel works
                         WHERE works.user_id = event.user_id
                           AND works.cid = sending.company_id)
               END
      GROUP BY sending.id
        """,
        day=_to_day(SQL("held.start")),
        now=now,
        within=_is_within_chain(SQL("held.start")),
    )


def _select_invoices():
    """Invoices of the contracts, and credit notes: those of the orders, and those
    that reverse an invoice."""
    return SQL(
        """
        SELECT DISTINCT contract.id, COALESCE(refund.id, move.id) AS move_id
          FROM contract
          JOIN sale_order_line line ON line.order_id = contract.order_id
          JOIN sale_order_line_invoice_rel link ON link.order_line_id = line.id
          JOIN account_move_line invoiced ON invoiced.id = link.invoice_line_id
          JOIN account_move move ON move.id = invoiced.move_id
         CROSS JOIN LATERAL (
                SELECT NULL::integer AS id
             UNION ALL
                SELECT reversal.id
                  FROM account_move reversal
                 WHERE reversal.reversed_entry_id = move.id
               ) refund
        """
    )


def _select_payments():
    """The day of the first payment, unless all that was paid has been paid back.

    Payments and bank transactions reconciled with an invoice count from the day on
    which both were there; payments that have no journal entry, by their own date.
    """
    return SQL(
        """
        SELECT money.id, MIN(money.day) FILTER (WHERE money.amount > 0) AS day
          FROM (
                SELECT invoice.id, partial.max_date AS day, partial.amount
                  FROM invoice
                  JOIN account_move move ON move.id = invoice.move_id
                  JOIN account_move_line line ON line.move_id = move.id
                  JOIN account_partial_reconcile partial
                    ON partial.debit_move_id = line.id
                  JOIN account_move_line paid ON paid.id = partial.credit_move_id
                 WHERE move.state = 'posted'
                   AND move.move_type = 'out_invoice'
                   AND %(is_money)s
             UNION ALL
                SELECT invoice.id, partial.max_date, -partial.amount
                  FROM invoice
                  JOIN account_move move ON move.id = invoice.move_id
                  JOIN account_move_line line ON line.move_id = move.id
                  JOIN account_partial_reconcile partial
                    ON partial.credit_move_id = line.id
                  JOIN account_move_line paid ON paid.id = partial.debit_move_id
                 WHERE move.state = 'posted'
                   AND move.move_type = 'out_refund'
                   AND %(is_money)s
             UNION ALL
                SELECT invoice.id, payment.date,
                       CASE WHEN payment.payment_type = 'inbound' THEN 1 ELSE -1 END
                       * ABS(payment.amount_company_currency_signed)
                  FROM invoice
                  JOIN account_move move ON move.id = invoice.move_id
                  JOIN account_move__account_payment link
                    ON link.invoice_id = move.id
                  JOIN account_payment payment ON payment.id = link.payment_id
                 WHERE move.state = 'posted'
                   AND payment.move_id IS NULL
                   AND payment.state IN ('in_process', 'paid')
               ) money
      GROUP BY money.id
        HAVING SUM(money.amount) > 0
        """,
        is_money=SQL(
            "(paid.payment_id IS NOT NULL OR paid.statement_line_id IS NOT NULL)"
        ),
    )
