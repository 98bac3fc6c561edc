from odoo.tools import SQL

# The person's last contact that counts, if any: one step per person in the log of
# the dossier.
_LAST_CONTACT = SQL(
    """
    LEFT JOIN LATERAL (
        SELECT id, date, user_id, outcome
          FROM key_account_contact
         WHERE dossier_id = person.dossier_id
           AND person_id = person.partner_id
           AND withdrawn_date IS NULL
      ORDER BY date DESC, id DESC
         LIMIT 1
    ) contact ON TRUE
    """
)


def select_last_contacts(person_ids):
    """Select of each stakeholder ``id``, and of its last contact ``contact_id``,
    ``date``, ``user_id`` and ``outcome``."""
    return SQL(
        """
        SELECT person.id, contact.id AS contact_id, contact.date, contact.user_id,
               contact.outcome
          FROM key_account_stakeholder person
          %s
         WHERE person.id = ANY(%s)
        """,
        _LAST_CONTACT,
        list(person_ids),
    )


def select_due_before(day):
    """Select the ids of the stakeholders who should have heard from us by ``day``,
    those who have left left out."""
    return SQL(
        """
        SELECT person.id
          FROM key_account_stakeholder person
          JOIN res_partner partner ON partner.id = person.partner_id
          JOIN key_account_dossier dossier ON dossier.id = person.dossier_id
          JOIN res_partner client ON client.id = dossier.partner_id
          %s
         WHERE COALESCE(contact.date, person.create_date::date)
               + person.contact_interval < %s
           AND partner.active
           AND (person.is_external
                OR partner.commercial_partner_id = client.commercial_partner_id
                OR EXISTS (
                    SELECT
                      FROM key_account_dossier_affiliate_rel link
                      JOIN res_partner affiliate ON affiliate.id = link.partner_id
                     WHERE link.dossier_id = dossier.id
                       AND affiliate.commercial_partner_id
                           = partner.commercial_partner_id))
        """,
        _LAST_CONTACT,
        day,
    )


def select_last_answers(partner_ids, dossier_ids):
    """Select of each person asked the last answer: ``dossier_id``, ``partner_id``,
    ``id``, ``date_done`` and ``group``."""
    return SQL(
        """
        SELECT DISTINCT ON (dossier_id, partner_id)
               dossier_id, partner_id, id, date_done, "group"
          FROM key_account_satisfaction
         WHERE is_answered
           AND dossier_id = ANY(%s)
           AND partner_id = ANY(%s)
      ORDER BY dossier_id, partner_id, date_done DESC, id DESC
        """,
        list(dossier_ids),
        list(partner_ids),
    )
