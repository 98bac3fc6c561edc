"""What the work with key clients does to the other clients of their manager."""

from odoo.tools import SQL

DAYS_PER_MONTH = 30.4375
# With less behind it, "since" says nothing.
MIN_DAYS = 30


def select_others(today):
    """Select of each manager and company, with the first of their dossiers as ``id``:
    ``start_date``, ``client_count``, contacts per client and month and hours until an
    answer, each before and since that day, a year at most."""
    return SQL(
        """
        WITH manager AS (%(managers)s),
        other AS (%(others)s),
        event AS (%(messages)s),
        answer AS (
            SELECT *,
                   LAG(is_ours) OVER thread IS DISTINCT FROM FALSE AS is_first,
                   MIN(moment) FILTER (WHERE is_ours) OVER (
                       thread ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
                   ) AS answered
              FROM event
            WINDOW thread AS (
                PARTITION BY dossier_id, model, res_id ORDER BY moment, id)
        ),
        spell AS (
            SELECT dossier_id, moment >= start_date AS is_since,
                   COUNT(*) FILTER (WHERE is_ours) AS contacts,
                   AVG(EXTRACT(EPOCH FROM answered - moment) / 3600)
                       FILTER (WHERE NOT is_ours AND is_first) AS hours
              FROM (SELECT dossier_id, moment, is_ours, is_first, answered FROM answer
                     UNION ALL
                    %(meetings)s) event
              JOIN manager USING (dossier_id)
             WHERE moment >= start_date - INTERVAL '1 year' AND moment < start_date
                OR moment >= from_date AND moment < %(today)s::date + 1
          GROUP BY 1, 2
        )
        SELECT manager.dossier_id AS id, manager.dossier_id, user_id, company_id,
               start_date, clients.number AS client_count,
               COALESCE(before.contacts, 0)::float / NULLIF(clients.number, 0) / 12
                   AS contacts_before,
               CASE WHEN days >= %(min_days)s
                    THEN COALESCE(since.contacts, 0)::float
                         / NULLIF(clients.number, 0) / (days / %(month)s)
                END AS contacts_since,
               before.hours::float AS hours_before,
               since.hours::float AS hours_since
          FROM manager
          LEFT JOIN spell before
                 ON before.dossier_id = manager.dossier_id AND NOT before.is_since
          LEFT JOIN spell since
                 ON since.dossier_id = manager.dossier_id AND since.is_since,
               LATERAL (SELECT COUNT(*) AS number FROM other
                         WHERE other.dossier_id = manager.dossier_id) clients
        """,
        managers=_select_managers(today),
        others=_select_other_clients(),
        messages=_select_messages(),
        meetings=_select_meetings(),
        today=today,
        min_days=MIN_DAYS,
        month=DAYS_PER_MONTH,
    )


def _select_managers(today):
    """Who has key clients, and since when; ``from_date`` is where "since" begins."""
    return SQL(
        """
        SELECT DISTINCT ON (dossier.user_id, dossier.company_id)
               dossier.id AS dossier_id, dossier.user_id, dossier.company_id,
               users.partner_id,
               dossier.since_date AS start_date,
               GREATEST(dossier.since_date, %(today)s::date - INTERVAL '1 year')
                   AS from_date,
               %(today)s::date + 1 - GREATEST(
                   dossier.since_date, (%(today)s::date - INTERVAL '1 year')::date
               ) AS days
          FROM key_account_dossier dossier
          JOIN res_users users ON users.id = dossier.user_id
         WHERE dossier.active
      ORDER BY dossier.user_id, dossier.company_id, dossier.since_date, dossier.id
        """,
        today=today,
    )


def _select_other_clients():
    """The manager's clients that none of the manager's dossiers covers."""
    return SQL(
        """
        SELECT manager.dossier_id, manager.partner_id AS us, client.id AS client_id
          FROM manager
          JOIN res_partner client
            ON client.user_id = manager.user_id
           AND client.commercial_partner_id = client.id
           AND client.active
           AND (client.company_id IS NULL OR client.company_id = manager.company_id)
         WHERE client.id NOT IN (
               SELECT partner.commercial_partner_id
                 FROM key_account_dossier dossier
                 JOIN res_partner partner
                   ON partner.id = dossier.partner_id
                   OR partner.id IN (
                      SELECT partner_id
                        FROM key_account_dossier_affiliate_rel
                       WHERE dossier_id = dossier.id)
                WHERE dossier.active
                  AND dossier.user_id = manager.user_id
                  AND dossier.company_id = manager.company_id)
        """
    )


def _select_messages():
    """What the manager wrote to these clients and what they wrote, on contacts, orders
    and opportunities; internal notes are for colleagues."""
    return SQL(
        """
        SELECT thread.dossier_id, message.id, message.model, message.res_id,
               message.date AS moment, message.author_id = thread.us AS is_ours
          FROM (SELECT other.*, document.model, document.res_id
                  FROM other
                  JOIN res_partner contact
                    ON contact.commercial_partner_id = other.client_id,
                       LATERAL (
                           SELECT 'res.partner' AS model, contact.id AS res_id
                        UNION ALL
                           SELECT 'sale.order', id FROM sale_order
                            WHERE partner_id = contact.id
                        UNION ALL
                           SELECT 'crm.lead', id FROM crm_lead
                            WHERE partner_id = contact.id
                       ) document) thread
          JOIN mail_message message
            ON message.model = thread.model AND message.res_id = thread.res_id
          JOIN res_partner author ON author.id = message.author_id
         WHERE message.message_type IN ('email', 'comment', 'email_outgoing')
           AND message.is_internal IS NOT TRUE
           AND (author.id = thread.us
                OR author.commercial_partner_id = thread.client_id)
        """
    )


def _select_meetings():
    """Meetings of the manager with these clients that are over."""
    return SQL(
        """
        SELECT DISTINCT other.dossier_id, meeting.stop, TRUE, TRUE, NULL::timestamp
          FROM other
          JOIN res_partner contact ON contact.commercial_partner_id = other.client_id
          JOIN calendar_attendee attendee ON attendee.partner_id = contact.id
          JOIN calendar_event meeting ON meeting.id = attendee.event_id
          JOIN calendar_attendee ours
            ON ours.event_id = meeting.id AND ours.partner_id = other.us
         WHERE meeting.active
           AND attendee.state IS DISTINCT FROM 'declined'
           AND ours.state IS DISTINCT FROM 'declined'
        """
    )
