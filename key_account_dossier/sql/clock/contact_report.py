from odoo.tools import SQL


def select_contact_report():
    """Select the contacts, each positive one with the days since the clock was wound
    up before it and whether that was in time, and the contacts overdue now."""
    return SQL(
        """
        WITH telling AS (
            SELECT contact.id, contact.date, contact.outcome,
                   dossier.contact_interval, dossier.pause_days,
                   GREATEST(dossier.create_date::date, dossier.since_date) AS opened,
                   LAG(contact.date) OVER log AS last_date,
                   LAG(contact.outcome) OVER log AS last_outcome
              FROM key_account_contact contact
              JOIN key_account_dossier dossier ON dossier.id = contact.dossier_id
             WHERE contact.withdrawn_date IS NULL
               AND (contact.outcome = 'positive'
                    OR contact.outcome = 'negative' AND dossier.pause_days > 0)
            WINDOW log AS (
                PARTITION BY contact.dossier_id ORDER BY contact.date, contact.id)
        ),
        interval AS (
            SELECT id, contact_interval,
                   CASE WHEN last_outcome = 'positive' THEN date - last_date
                        WHEN last_outcome = 'negative'
                        THEN GREATEST(date - last_date - pause_days, 0)
                        WHEN date >= opened THEN date - opened
                    END AS days
              FROM telling
             WHERE outcome = 'positive'
        )
        SELECT contact.id, contact.dossier_id, contact.date, contact.outcome,
               contact.channel, contact.user_id AS contact_user_id, dossier.user_id,
               dossier.type_id, dossier.company_id, interval.days AS interval_days,
               CASE WHEN interval.days <= interval.contact_interval THEN 100.0
                    WHEN interval.days IS NOT NULL THEN 0.0
                END AS kept
          FROM key_account_contact contact
          JOIN key_account_dossier dossier ON dossier.id = contact.dossier_id
     LEFT JOIN interval ON interval.id = contact.id
         WHERE contact.withdrawn_date IS NULL
     UNION ALL
        SELECT -id, id, next_contact_date, 'missed', NULL, NULL, user_id,
               type_id, company_id, NULL, 0.0
          FROM key_account_dossier
         WHERE active AND next_contact_date < CURRENT_DATE
        """
    )
