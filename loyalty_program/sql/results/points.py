"""Points at the end of each month."""

from odoo.tools import SQL


def select_points_by_month(span, moments, days):
    """Select per month points issued and used up to its end, and those on cards then.

    As :func:`.result.select_points` does it for the day of the result: the balance of
    a day is that of today without what came since.

    :param moments: the end of each month, ``days``: its last day
    """
    return SQL(
        """
        SELECT period.number AS month,
               COALESCE(SUM(history.issued), 0) AS issued,
               COALESCE(SUM(history.used), 0) AS used,
               COALESCE(SUM(GREATEST(card.points - COALESCE(history.since, 0), 0))
                   FILTER (WHERE card.active AND card.create_date < period.moment
                   AND (card.expiration_date >= period.day) IS NOT FALSE), 0)
                   AS balance
          FROM unnest(%(moments)s::timestamp[], %(days)s::date[])
               WITH ORDINALITY AS period(moment, day, number)
         CROSS JOIN loyalty_card card
         CROSS JOIN LATERAL (
               SELECT SUM(issued) FILTER (WHERE create_date < period.moment) AS issued,
                      SUM(used) FILTER (WHERE create_date < period.moment) AS used,
                      SUM(COALESCE(issued, 0) - COALESCE(used, 0))
                          FILTER (WHERE create_date >= period.moment) AS since
                 FROM loyalty_history
                WHERE card_id = card.id) history
         WHERE card.program_id = %(program_id)s
           AND EXISTS (SELECT 1 FROM loyalty_member member
                        WHERE member.program_id = card.program_id
                          AND %(is_home)s
                          AND member.partner_id = (
                              SELECT commercial_partner_id FROM res_partner
                               WHERE id = card.partner_id))
      GROUP BY period.number
      ORDER BY period.number
        """,
        moments=moments,
        days=days,
        program_id=span.program_id,
        is_home=SQL("member.company_id = %s", span.home_id)
        if span.home_id
        else SQL("TRUE"),
    )
