from odoo.tools import SQL


def select_latest_contacts(dossier_ids, outcomes):
    """Select the latest contact of each outcome: one step in the index for each,
    however long the log is."""
    return SQL(
        """
        SELECT dossier.id, outcome.name, contact.date, contact.id
          FROM UNNEST(%(dossiers)s::integer[]) dossier(id),
               UNNEST(%(outcomes)s::varchar[]) outcome(name),
               LATERAL (
                   SELECT date, id
                     FROM key_account_contact
                    WHERE dossier_id = dossier.id AND outcome = outcome.name
                      AND withdrawn_date IS NULL
                 ORDER BY date DESC, id DESC
                    LIMIT 1
               ) contact
        """,
        dossiers=list(dossier_ids),
        outcomes=list(outcomes),
    )
