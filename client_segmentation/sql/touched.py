"""Which clients a run has to look at again, when the others cannot have changed.

Two temporary tables: the clients, and all contacts whose documents are theirs.
"""

from odoo.tools import SQL

from .reactions import select_reactions

CLIENTS = SQL.identifier("client_segment_touched")
CONTACTS = SQL.identifier("client_segment_touched_contact")
# As written in the index on mail_message
INCOMING = SQL(
    "mail_message.message_type IN ('email', 'comment')"
    " AND mail_message.segment_is_automatic IS NOT TRUE"
)


def select_watermark():
    """Select the moment (naive UTC) since when later runs have to look for changes:
    what a transaction writes carries the moment of its start, so whatever this run
    does not see yet was begun after the oldest transaction that is open now."""
    # Some may have ended since this one took its snapshot.
    return SQL(
        """
        SELECT (LEAST(MIN(xact_start), NOW()) - INTERVAL '5 minutes')
                   AT TIME ZONE 'UTC' AS watermark
          FROM pg_stat_activity
         WHERE datname = CURRENT_DATABASE()
        """
    )


def create_touched(parameters, since, day):
    """Return the statements that make the temporary tables.

    :param since: the watermark of the last run, naive UTC
    :param day: the as-of date of the last run: documents dated after it are new
    """
    # To compile such long statements takes longer than to run them on some clients,
    # and to look some clients up is cheaper than a server set up for hard disks thinks.
    yield SQL("SET LOCAL jit = off")
    yield SQL("SET LOCAL random_page_cost = 1.1")
    yield SQL(
        """
        CREATE TEMPORARY TABLE %(clients)s ON COMMIT DROP AS
        SELECT DISTINCT client.id AS partner_id
          FROM (%(changed)s) changed
          JOIN res_partner partner ON partner.id = changed.partner_id
         CROSS JOIN LATERAL (VALUES (partner.id), (partner.commercial_partner_id))
                AS client(id)
        """,
        clients=CLIENTS,
        changed=SQL(" UNION ALL ").join(_select_changed(parameters, since, day)),
    )
    yield SQL("ANALYZE %s", CLIENTS)
    yield SQL(
        """
        CREATE TEMPORARY TABLE %(contacts)s ON COMMIT DROP AS
        SELECT partner.id AS partner_id
          FROM res_partner partner
          JOIN %(clients)s client ON client.partner_id = partner.commercial_partner_id
        """,
        contacts=CONTACTS,
        clients=CLIENTS,
    )
    yield SQL("ANALYZE %s", CONTACTS)


def drop_touched():
    """Return the statements that undo :func:`create_touched`."""
    yield SQL("DROP TABLE %s, %s", CLIENTS, CONTACTS)
    yield SQL("SET LOCAL jit TO DEFAULT")
    yield SQL("SET LOCAL random_page_cost TO DEFAULT")


def is_touched(parameters, contact):
    """The condition that a document of the partner ``contact`` (an expression) is
    read: all of them, unless the run looks at the touched clients only."""
    if not parameters.touched_only:
        return SQL("TRUE")
    return SQL("%s IN (SELECT partner_id FROM %s)", contact, CONTACTS)


def is_touched_client(parameters, client):
    if not parameters.touched_only:
        return SQL("TRUE")
    return SQL("%s IN (SELECT partner_id FROM %s)", client, CLIENTS)


def _select_changed(parameters, since, day):
    """Partners whose documents, signals, pins or own record have changed."""
    if parameters.settings.source == "invoice":
        yield _select_invoices(parameters, since, day)
    else:
        yield _select_billed_orders(parameters, since, day)
    yield _select_orders(parameters, since, day)
    yield _select_written("crm_lead", "partner_id", since)
    yield from _select_warmed(parameters, since, day)
    yield _select_written("res_partner", "id", since)
    yield _select_written("client_segment_touch", "partner_id", since)
    yield _select_by_themselves(parameters)
    yield _select_expired_quotations(parameters, day)


def _select_warmed(parameters, since, day):
    """Partners who have written, met us or reacted to a mailing since."""
    kinds = parameters.settings.warm.kinds
    if "message" in kinds:
        yield _select_authors(since)
    if "meeting" in kinds:
        yield _select_attendees(parameters, since, day)
    if "mailing_reply" in kinds:
        yield _select_reacted("reply_datetime", since)
    if "mailing_click" in kinds:
        yield _select_reacted("links_click_datetime", since)


def _select_authors(since):
    return SQL(
        """
        SELECT mail_message.author_id AS partner_id
          FROM mail_message
          JOIN res_partner author ON author.id = mail_message.author_id
         WHERE %(is_incoming)s
           AND mail_message.write_date >= %(since)s
           AND author.partner_share
        """,
        is_incoming=INCOMING,
        since=since,
    )


def _select_attendees(parameters, since, day):
    """Of meetings that were changed, or have taken place, since."""
    return SQL(
        """
        SELECT attendee.partner_id
          FROM calendar_event event
          JOIN calendar_attendee attendee ON attendee.event_id = event.id
          JOIN res_partner contact ON contact.id = attendee.partner_id
         WHERE (event.write_date >= %(since)s
                OR attendee.write_date >= %(since)s
                OR (event.stop >= %(day)s AND event.stop < %(end)s))
           AND contact.partner_share
        """,
        since=since,
        day=day,
        end=parameters.as_of_end,
    )


def _select_reacted(column, since):
    """A reaction is written at the moment it happens."""
    return SQL(
        "SELECT partner_id FROM (%s) reaction WHERE moment >= %s",
        select_reactions(column),
        since,
    )


def _select_written(table, column, since):
    return SQL(
        "SELECT %(column)s AS partner_id FROM %(table)s WHERE write_date >= %(since)s",
        column=SQL.identifier(column),
        table=SQL.identifier(table),
        since=since,
    )


def _select_orders(parameters, since, day):
    """One scan: an index on the moment of writing would cost each order more than
    it saves here."""
    return SQL(
        """
        SELECT partner_id
          FROM sale_order
         WHERE company_id = %(company_id)s
           AND (write_date >= %(since)s
                OR (date_order >= %(day)s AND date_order < %(end)s))
        """,
        company_id=parameters.company_id,
        since=since,
        # A day earlier than need be: days begin in the company's time zone.
        day=day,
        end=parameters.document_end,
    )


def _select_invoices(parameters, since, day):
    """Their clients and, if of another one, what they correct."""
    return SQL(
        """
        SELECT client.id AS partner_id
          FROM account_move move
          LEFT JOIN account_move original
                 ON original.id IN (move.reversed_entry_id, move.segment_replaced_id)
         CROSS JOIN LATERAL (VALUES (move.commercial_partner_id),
                                    (original.commercial_partner_id)) AS client(id)
         WHERE client.id IS NOT NULL AND %s
        """,
        _is_changed_invoice(parameters, since, day),
    )


def _select_billed_orders(parameters, since, day):
    """Of orders a credit note changes what was sold, and so does what is billed in its
    place; neither writes on the order."""
    return SQL(
        """
        SELECT sale.partner_id
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id
          JOIN sale_order_line_invoice_rel link ON link.invoice_line_id = line.id
          JOIN sale_order_line sale_line ON sale_line.id = link.order_line_id
          JOIN sale_order sale ON sale.id = sale_line.order_id
         WHERE %s
        """,
        _is_changed_invoice(parameters, since, day),
    )


def _is_changed_invoice(parameters, since, day):
    return SQL(
        """
            move.company_id = %(company_id)s
        AND move.move_type IN ('out_invoice', 'out_refund')
        AND (move.write_date >= %(since)s
             OR (move.invoice_date >= %(day)s AND move.invoice_date < %(end)s))
        """,
        company_id=parameters.company_id,
        since=since,
        day=day,
        end=parameters.document_end,
    )


def _select_by_themselves(parameters):
    """Clients whose classes change by the day alone: pins begin and end, and who has
    not bought for long is no longer active."""
    return SQL(
        """
        SELECT partner_id FROM client_segment_pin
         WHERE company_id = %(company_id)s AND active
         UNION ALL
        SELECT partner_id
          FROM client_segment
         WHERE company_id = %(company_id)s
           AND (computed_classes IS NOT NULL
                OR (is_active AND last_order_date < %(as_of)s - %(days)s))
        """,
        company_id=parameters.company_id,
        as_of=parameters.as_of,
        days=parameters.settings.activity.days,
    )


def _select_expired_quotations(parameters, day):
    """Clients whose quotations have become invalid since: nobody has written that."""
    return SQL(
        """
        SELECT partner_id
          FROM sale_order
         WHERE company_id = %(company_id)s
           AND state = 'sent'
           AND validity_date >= %(day)s
           AND validity_date < %(as_of)s
        """,
        company_id=parameters.company_id,
        day=day,
        as_of=parameters.as_of,
    )
