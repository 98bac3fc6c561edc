"""Who came into saved segments, and who went out."""

from odoo.tools import SQL


def write_members(segment_id, found, today):
    """Return the statement that writes the entries and exits of ``today``. It writes
    nothing if the clients are the same.

    :param found: subselect of the ids of the clients that are in now
    """
    return SQL(
        """
        WITH found AS MATERIALIZED (SELECT id FROM res_partner WHERE id IN %(found)s),
        gone AS (
            SELECT member.id, member.date_in
              FROM client_saved_segment_member member
             WHERE member.segment_id = %(segment_id)s
               AND member.date_out IS NULL
               AND NOT EXISTS (SELECT FROM found WHERE found.id = member.partner_id)
        ),
        never_in AS (
            DELETE FROM client_saved_segment_member member
             USING gone
             WHERE member.id = gone.id AND gone.date_in >= %(today)s
        ),
        went_out AS (
            UPDATE client_saved_segment_member member
               SET date_out = %(today)s
              FROM gone
             WHERE member.id = gone.id AND gone.date_in < %(today)s
        ),
        never_out AS (
            UPDATE client_saved_segment_member member
               SET date_out = NULL
              FROM found
             WHERE member.segment_id = %(segment_id)s
               AND member.partner_id = found.id
               AND member.date_out >= %(today)s
        )
        INSERT INTO client_saved_segment_member (segment_id, partner_id, date_in)
        SELECT %(segment_id)s, found.id, %(today)s
          FROM found
         WHERE NOT EXISTS (
               SELECT FROM client_saved_segment_member member
                WHERE member.segment_id = %(segment_id)s
                  AND member.partner_id = found.id
                  AND (member.date_out IS NULL OR member.date_out >= %(today)s))
        """,
        segment_id=segment_id,
        found=found,
        today=today,
    )


def select_days():
    """Select ``id, segment_id, day, entries, exits, client_count`` of each day on which
    a saved segment was counted; the days between are filled."""
    return SQL(
        """
        SELECT segment_id::bigint * 100000 + (day - DATE '2000-01-01') AS id,
               segment_id,
               day,
               SUM(entries)::integer AS entries,
               SUM(exits)::integer AS exits,
               (SUM(SUM(entries) - SUM(exits))
                    OVER (PARTITION BY segment_id ORDER BY day))::integer
               AS client_count
          FROM (SELECT segment_id, date_in AS day, 1 AS entries, 0 AS exits
                  FROM client_saved_segment_member
                 UNION ALL
                SELECT segment_id, date_out, 0, 1
                  FROM client_saved_segment_member
                 WHERE date_out IS NOT NULL
                 UNION ALL
                SELECT segment.id, counted::date, 0, 0
                  FROM client_saved_segment segment,
                       generate_series(
                           (SELECT MIN(date_in) FROM client_saved_segment_member member
                             WHERE member.segment_id = segment.id),
                           segment.counted_on, INTERVAL '1 day') counted) move
      GROUP BY segment_id, day
        """
    )


def select_entries(company_id, since, today, pause_days, is_aside):
    """Select ``partner_id, playbook_id`` of the clients who have entered a saved
    segment that starts a playbook and are still there, largest first.

    :param since: entries of this day and later are meant
    :param pause_days: a playbook is not started again for a client within these days
    :param is_aside: condition that ``member`` is kept aside from ``playbook``
    """
    return SQL(
        """
        SELECT member.partner_id, playbook.id
          FROM client_saved_segment segment
          JOIN client_saved_segment_member member
            ON member.segment_id = segment.id
           AND member.date_out IS NULL
           AND member.date_in >= %(since)s
           AND member.date_in > segment.counted_since
          JOIN client_segment_playbook playbook
            ON playbook.id = segment.playbook_id
           AND playbook.active
           AND playbook.plan_id IS NOT NULL
           AND COALESCE(playbook.company_id, segment.company_id) = segment.company_id
          JOIN res_partner client ON client.id = member.partner_id AND client.active
          LEFT JOIN client_segment figures
            ON figures.partner_id = member.partner_id
           AND figures.company_id = segment.company_id
         WHERE segment.company_id = %(company_id)s
           AND segment.active
           AND segment.problem IS NULL
           AND NOT EXISTS (
               SELECT FROM client_segment_playbook_start start
                WHERE start.playbook_id = playbook.id
                  AND start.partner_id = member.partner_id
                  AND start.company_id = segment.company_id
                  AND (start.state = 'running'
                       OR start.date_start >= member.date_in
                       OR start.date_start > %(today)s::date - %(pause_days)s))
           AND NOT %(is_aside)s
      GROUP BY member.partner_id, playbook.id, playbook.sequence
      ORDER BY MAX(figures.revenue) DESC NULLS LAST, member.partner_id,
               playbook.sequence, playbook.id
        """,
        company_id=company_id,
        since=since,
        today=today,
        pause_days=pause_days,
        is_aside=is_aside,
    )


def select_entry_terms(company_id, others):
    """Select ``partner_id, terms_id`` of the clients who have entered a saved segment
    that names terms and are still there, and what ``others`` selects."""
    return SQL(
        """
        %(others)s
         UNION ALL
        SELECT member.partner_id, segment.entry_terms_id
          FROM client_saved_segment segment
          JOIN client_saved_segment_member member
            ON member.segment_id = segment.id
           AND member.date_out IS NULL
           AND member.date_in > segment.counted_since
         WHERE segment.company_id = %(company_id)s
           AND segment.entry_terms_id IS NOT NULL
           AND segment.active
           AND segment.problem IS NULL
        """,
        others=others,
        company_id=company_id,
    )
