from odoo.tools import SQL


def migrate(cr, version):
    owe_what_is_missing(cr)
    hand_over_owed(cr)
    note_draws(cr)


def owe_what_is_missing(cr):
    """Cancelled orders left balances below zero, which blocked the next order."""
    cr.execute(
        SQL(
            """
            UPDATE loyalty_card
               SET points_owed = COALESCE(points_owed, 0) - points, points = 0
             WHERE points < 0
            """
        )
    )


def hand_over_owed(cr):
    """Merging contacts left what is owed on the card that was archived."""
    cr.execute(
        SQL(
            """
            WITH gone AS (
                SELECT card.id, card.points_owed,
                       (SELECT MIN(kept.id)
                          FROM loyalty_card kept
                         WHERE kept.program_id = card.program_id
                           AND kept.partner_id = card.partner_id
                           AND kept.active) AS kept_id
                  FROM loyalty_card card
                 WHERE NOT card.active AND card.points_owed > 0
            ), freed AS (
                UPDATE loyalty_card card
                   SET points_owed = 0
                  FROM gone
                 WHERE card.id = gone.id AND gone.kept_id IS NOT NULL
            )
            UPDATE loyalty_card card
               SET points_owed = COALESCE(card.points_owed, 0) + owed.points
              FROM (SELECT kept_id, SUM(points_owed) AS points
                      FROM gone
                  GROUP BY kept_id) owed
             WHERE card.id = owed.kept_id
            """
        )
    )


def note_draws(cr):
    """Where members were drawn the seed stays, whatever becomes of them."""
    cr.execute(SQL("UPDATE loyalty_program SET has_drawn = TRUE WHERE has_members"))
