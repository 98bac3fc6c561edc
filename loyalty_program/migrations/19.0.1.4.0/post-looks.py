from odoo.tools import SQL

# Months from the launch to the decision, looks, and the least time that is left for it
MONTHS, COUNT, LEFT = 12, 4, 3


def migrate(cr, version):
    """Running programs had no day of decision: they get one, and say that it was not
    planned. What was said after any week is no verdict any longer."""
    if not version:
        return
    cr.execute(
        SQL(
            """
            UPDATE loyalty_program program
               SET decision_on = GREATEST(
                       (launched_on + make_interval(months => %(months)s))::date,
                       (CURRENT_DATE + make_interval(months => %(left)s))::date),
                   look_count = %(count)s, looks_assumed = TRUE
              FROM (SELECT program_id, MIN(joined_on) AS launched_on
                      FROM loyalty_member
                  GROUP BY program_id) launch
             WHERE launch.program_id = program.id
               AND program.decision_on IS NULL
            """,
            months=MONTHS,
            left=LEFT,
            count=COUNT,
        )
    )
    cr.execute(
        """
        UPDATE loyalty_result
           SET verdict = 'undecided'
         WHERE is_latest
           AND COALESCE(look_number, 0) = 0
           AND verdict <> 'none'
        """
    )
